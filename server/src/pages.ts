/**
 * The pages of a workspace. In: documents as the client changes them, and a way to read those that are not open. Out: for each
 * open page its program and its outline, made when they are asked for and kept until something changes; any other on demand.
 */
import { TextDocument } from 'vscode-languageserver-textdocument';
import { type Outline, outlineOf } from './features/outline';
import { createMentions } from './features/slopes';
import type { View } from './features/view';
import type { Program } from './program/program';
import { createWorkspace, type Workspace } from './program/workspace';

export interface OpenPage {
  /** Names the page in a lens, in fewer letters than its address. */
  readonly number: number;
  readonly document: TextDocument;
  view(): View;
  outline(): Outline;
  /** Changes with whatever a report on the page would be made of. */
  revision(): number;
  /** A verdict has become known. */
  judged(): void;
  /** The offsets that the reader sees, as far as is known. */
  visible: { readonly start: number; readonly end: number } | undefined;
  readonly imports: boolean;
}

export interface Pages {
  open(document: TextDocument): OpenPage;
  /** The text of a page has changed, here or on disk. */
  changed(): void;
  close(uri: string): void;
  get(uri: string): OpenPage | undefined;
  byNumber(number: number): OpenPage | undefined;
  all(): Iterable<OpenPage>;
  /** An open page, or one that is not open; undefined where there is none that may be read. */
  view(uri: string): View | undefined;
  /** The client's own spelling of the address of a page that is open. */
  address(uri: string): string;
  /** Its text alone. */
  text(uri: string): string | undefined;
  readonly parse: Workspace['parse'];
  /** Forgets what was made of pages that are neither open nor imported by one that is. */
  tidy(): void;
}

/** `read`: the text of a page that is not open. */
export function createPages(read: (uri: string) => string | undefined): Pages {
  const pages = new Map<string, OpenPage>();
  /** The addresses of open pages as the client spells them, by the plainest spelling. */
  const open = new Map<string, string>();
  const address = (uri: string): string => open.get(plain(uri)) ?? uri;
  const textOf = (uri: string): string | undefined => pages.get(address(uri))?.document.getText() ?? read(uri);
  const workspace = createWorkspace({ read: textOf, address });
  const mentions = createMentions();
  let count = 0;
  /** Counts changes of any page: a page that imports is made anew after each. */
  let epoch = 0;

  function pageOf(document: TextDocument): OpenPage {
    let known: { readonly program: Program; readonly version: number; readonly epoch: number } | undefined;
    let outline: Outline | undefined;
    let revision = 0;
    const program = (): Program => {
      const { version } = document;
      const text = document.getText();
      if (known?.version === version && known.program.page.text === text && (known.epoch === epoch || !imports(text)))
        return known.program;
      const fresh = workspace.program(document.uri, text);
      if (fresh !== known?.program) revision += 1;
      known = { program: fresh, version, epoch };
      return fresh;
    };
    return {
      number: ++count,
      document,
      view: () => ({ document, program: program(), mentions }),
      outline() {
        outline = outlineOf(program(), outline);
        return outline;
      },
      revision() {
        program();
        return revision;
      },
      judged() {
        revision += 1;
      },
      visible: undefined,
      get imports() {
        return imports(document.getText());
      },
    };
  }

  return {
    open(document) {
      epoch += 1;
      const page = pageOf(document);
      pages.set(document.uri, page);
      open.set(plain(document.uri), document.uri);
      return page;
    },
    changed() {
      epoch += 1;
    },
    close(uri) {
      epoch += 1;
      pages.delete(uri);
      open.delete(plain(uri));
      workspace.close(uri);
    },
    get: (uri) => pages.get(uri),
    text: textOf,
    address,
    view(uri) {
      const page = pages.get(address(uri));
      if (page) return page.view();
      const text = read(uri);
      if (text === undefined) return undefined;
      return { document: TextDocument.create(uri, 'grad', 0, text), program: workspace.program(uri, text), mentions };
    },
    parse: workspace.parse,
    tidy: () => workspace.keep(pages.keys()),
    byNumber: (number) => [...pages.values()].find((page) => page.number === number),
    all: () => pages.values(),
  };
}

/** An address without the escapes that some clients write and others do not. */
function plain(uri: string): string {
  try {
    return decodeURIComponent(uri);
  } catch {
    return uri;
  }
}

const imports = (text: string): boolean => text.includes('import') && /^[ \t]*import\b/m.test(text);
