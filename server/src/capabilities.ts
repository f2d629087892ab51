/**
 * What a client can do, read once. In: the parameters of `initialize`. Out: one structure that the server asks, and what
 * the server announces in return: what it does for this client and no more.
 */
import {
  type FileOperationRegistrationOptions,
  type InitializeParams,
  MarkupKind,
  type ServerCapabilities,
  TextDocumentSyncKind,
} from 'vscode-languageserver';
import { ACTION_KINDS } from './features/code-actions';
import { COMMANDS } from './features/commands';
import { COMPLETION_TRIGGERS, type CompletionOptions } from './features/completion/completion';
import type { FoldingOptions } from './features/folding';
import { FORMAT_TRIGGERS } from './features/formatting';
import { TOKEN_MODIFIERS, TOKEN_TYPES } from './features/semantic-tokens';
import { SIGNATURE_RETRIGGERS, SIGNATURE_TRIGGERS, type SignatureOptions } from './features/signature-help';
import { type Appearance, DEFAULT_SETTINGS, type InitializationOptions, type Settings, THEME_KINDS } from './protocol';
import { isRecord, readSettings } from './settings';

export interface Client {
  /** Hovers may be Markdown; else plain text. */
  readonly markdown: boolean;
  /** Commands that links and lenses may call: of our own client only. */
  readonly commands: InitializationOptions['commands'];
  readonly settings: Settings;
  /** Formulas are shown as images, for who asks for them. */
  readonly appearance: Appearance | undefined;
  readonly sendsSettings: boolean;
  /** The server may ask for settings, and to be told when they change. */
  readonly configuration: boolean;
  readonly registersConfiguration: boolean;
  /** The client asks for diagnostics; else they are pushed. */
  readonly pullsDiagnostics: boolean;
  /** Pushed diagnostics may say which version they are of. */
  readonly versionedDiagnostics: boolean;
  readonly diagnosticTags: boolean;
  readonly relatedInformation: boolean;
  /** Codes of diagnostics may lead to a page. */
  readonly codeDescriptions: boolean;
  /** Pulled diagnostics of a page may bring those of pages that depend on it. */
  readonly relatedDocuments: boolean;
  /** The client asks again when it is told that something changed. */
  readonly refresh: {
    readonly diagnostics: boolean;
    readonly codeLens: boolean;
    readonly inlayHints: boolean;
    readonly semanticTokens: boolean;
  };
  /** Places may say what on the page led to them. */
  readonly links: { readonly definition: boolean; readonly typeDefinition: boolean };
  readonly completion: Omit<CompletionOptions, 'paths'>;
  readonly signatures: SignatureOptions;
  readonly folding: FoldingOptions;
  readonly preparesRename: boolean;
  readonly renamesFiles: boolean;
  readonly workDoneProgress: boolean;
  /** The client tells, or can be asked to tell, when pages on disk change. */
  readonly watchesFiles: boolean;
  readonly registersWatchers: boolean;
  /** Our own client: it shows how long checking took, and sends the pages of workspaces that the server cannot read. */
  readonly status: boolean;
  readonly sendsFiles: boolean;
  readonly symbolTrees: boolean;
  readonly codeActions: boolean;
  readonly preferredActions: boolean;
  /** The client asks for the edit of an action when it is chosen. */
  readonly resolvesActions: boolean;
  readonly disabledActions: boolean;
  readonly versionedEdits: boolean;
  /** Folders whose pages imports may read, as addresses. */
  readonly roots: readonly string[];
  readonly folderChanges: boolean;
}

export function readClient(params: InitializeParams): Client {
  const { capabilities, initializationOptions, workspaceFolders, rootUri } = params;
  const { textDocument = {}, workspace = {} } = capabilities ?? {};
  const options: unknown = initializationOptions;
  const sent = isRecord(options) ? options.settings : undefined;
  const { diagnostic, publishDiagnostics, hover, documentSymbol, codeAction } = textDocument;
  const { completionItem: item } = textDocument.completion ?? {};
  const { signatureInformation: signature } = textDocument.signatureHelp ?? {};
  const roots = workspaceFolders?.map(({ uri }) => uri) ?? (rootUri ? [rootUri] : []);
  return {
    markdown: hover?.contentFormat?.includes(MarkupKind.Markdown) ?? false,
    commands: readCommands(options),
    settings: readSettings(sent, DEFAULT_SETTINGS),
    appearance: readAppearance(isRecord(options) ? options.appearance : undefined),
    sendsSettings: sent !== undefined,
    configuration: workspace.configuration ?? false,
    registersConfiguration: workspace.didChangeConfiguration?.dynamicRegistration ?? false,
    pullsDiagnostics: diagnostic !== undefined,
    versionedDiagnostics: publishDiagnostics?.versionSupport ?? false,
    diagnosticTags: (diagnostic?.tagSupport ?? publishDiagnostics?.tagSupport) !== undefined,
    codeDescriptions: diagnostic?.codeDescriptionSupport ?? publishDiagnostics?.codeDescriptionSupport ?? false,
    relatedDocuments: diagnostic?.relatedDocumentSupport ?? false,
    relatedInformation: diagnostic?.relatedInformation ?? publishDiagnostics?.relatedInformation ?? false,
    refresh: {
      diagnostics: workspace.diagnostics?.refreshSupport ?? false,
      codeLens: workspace.codeLens?.refreshSupport ?? false,
      inlayHints: workspace.inlayHint?.refreshSupport ?? false,
      semanticTokens: workspace.semanticTokens?.refreshSupport ?? false,
    },
    links: {
      definition: textDocument.definition?.linkSupport ?? false,
      typeDefinition: textDocument.typeDefinition?.linkSupport ?? false,
    },
    completion: {
      snippets: item?.snippetSupport ?? false,
      labelDetails: item?.labelDetailsSupport ?? false,
      insertReplace: item?.insertReplaceSupport ?? false,
      markdown: item?.documentationFormat?.includes(MarkupKind.Markdown) ?? false,
    },
    signatures: {
      markdown: signature?.documentationFormat?.includes(MarkupKind.Markdown) ?? false,
      labelOffsets: signature?.parameterInformation?.labelOffsetSupport ?? false,
    },
    folding: {
      lineFoldingOnly: textDocument.foldingRange?.lineFoldingOnly ?? false,
      ...(textDocument.foldingRange?.rangeLimit && { limit: textDocument.foldingRange.rangeLimit }),
    },
    preparesRename: textDocument.rename?.prepareSupport ?? false,
    renamesFiles: workspace.fileOperations?.willRename ?? false,
    workDoneProgress: capabilities?.window?.workDoneProgress ?? false,
    watchesFiles: workspace.didChangeWatchedFiles !== undefined,
    registersWatchers: workspace.didChangeWatchedFiles?.dynamicRegistration ?? false,
    status: isRecord(options) && options.status === true,
    sendsFiles: isRecord(options) && options.sendsFiles === true,
    symbolTrees: documentSymbol?.hierarchicalDocumentSymbolSupport ?? false,
    codeActions: codeAction?.codeActionLiteralSupport !== undefined,
    preferredActions: codeAction?.isPreferredSupport ?? false,
    resolvesActions: (codeAction?.dataSupport && codeAction.resolveSupport?.properties.includes('edit')) ?? false,
    disabledActions: codeAction?.disabledSupport ?? false,
    versionedEdits: workspace.workspaceEdit?.documentChanges ?? false,
    roots,
    folderChanges: workspace.workspaceFolders ?? false,
  };
}

export function readAppearance(sent: unknown): Appearance | undefined {
  if (!isRecord(sent)) return undefined;
  const theme = THEME_KINDS.find((kind) => kind === sent.theme);
  const { fontSize } = sent;
  const isSize = typeof fontSize === 'number' && fontSize >= 4 && fontSize <= 200;
  return theme && isSize ? { theme, fontSize } : undefined;
}

function readCommands(options: unknown): InitializationOptions['commands'] {
  const commands = isRecord(options) ? options.commands : undefined;
  if (!isRecord(commands) || typeof commands.expand !== 'string' || typeof commands.copyLatex !== 'string')
    return undefined;
  return { expand: commands.expand, copyLatex: commands.copyLatex };
}

const PAGES: FileOperationRegistrationOptions = {
  filters: [
    { scheme: 'file', pattern: { glob: '**/*.grad', matches: 'file' } },
    { scheme: 'file', pattern: { glob: '**', matches: 'folder' } },
  ],
};

export function serverCapabilities(client: Client): ServerCapabilities {
  return {
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
    hoverProvider: true,
    codeLensProvider: { resolveProvider: true },
    inlayHintProvider: true,
    documentSymbolProvider: true,
    completionProvider: { resolveProvider: true, triggerCharacters: [...COMPLETION_TRIGGERS] },
    signatureHelpProvider: {
      triggerCharacters: [...SIGNATURE_TRIGGERS],
      retriggerCharacters: [...SIGNATURE_RETRIGGERS],
    },
    documentFormattingProvider: true,
    documentRangeFormattingProvider: true,
    documentOnTypeFormattingProvider: {
      firstTriggerCharacter: FORMAT_TRIGGERS[0],
      moreTriggerCharacter: FORMAT_TRIGGERS.slice(1),
    },
    definitionProvider: true,
    typeDefinitionProvider: true,
    documentLinkProvider: {},
    documentHighlightProvider: true,
    referencesProvider: { workDoneProgress: true },
    renameProvider: client.preparesRename ? { prepareProvider: true, workDoneProgress: true } : true,
    linkedEditingRangeProvider: true,
    foldingRangeProvider: true,
    selectionRangeProvider: true,
    callHierarchyProvider: { workDoneProgress: true },
    workspaceSymbolProvider: { workDoneProgress: true },
    semanticTokensProvider: {
      legend: { tokenTypes: [...TOKEN_TYPES], tokenModifiers: [...TOKEN_MODIFIERS] },
      full: { delta: true },
      range: true,
    },
    // Our own client has commands of these names itself.
    ...(!client.commands && { executeCommandProvider: { commands: Object.keys(COMMANDS) } }),
    ...(client.codeActions && {
      codeActionProvider: { codeActionKinds: [...ACTION_KINDS], resolveProvider: client.resolvesActions },
    }),
    ...(client.pullsDiagnostics && {
      diagnosticProvider: {
        identifier: 'nabla',
        interFileDependencies: true,
        workspaceDiagnostics: true,
        workDoneProgress: true,
      },
    }),
    workspace: {
      ...(client.folderChanges && { workspaceFolders: { supported: true, changeNotifications: true } }),
      ...(client.renamesFiles && { fileOperations: { willRename: PAGES } }),
    },
  };
}
