/** Requests for what is shown on a page: hovers, lenses, values at the ends of lines, the outline, colours. */
import {
  CodeLensRequest,
  CodeLensResolveRequest,
  DocumentSymbolRequest,
  HoverRequest,
  type InlayHint,
  InlayHintRequest,
  SemanticTokensBuilder,
  SemanticTokensDeltaRequest,
  SemanticTokensRangeRequest,
  SemanticTokensRequest,
} from 'vscode-languageserver';
import { codeLenses, lensCommand, readLensData } from '../features/code-lens';
import { hover } from '../features/hover/hover';
import { inlayHint } from '../features/inlay-hints';
import { createResults } from '../features/results';
import { createLines, semanticTokens } from '../features/semantic-tokens';
import { flatSymbols, symbols } from '../features/symbols';
import { offsetOf, statementsIn, type View } from '../features/view';
import type { Range } from '../syntax/tree';
import { offsets, on, onPage, type Registration, SLICE, turnOn } from './session';

export const shown: readonly Registration[] = [
  onPage(HoverRequest.type, null, async ({ page, view, client, settings, verification }, { position }) => {
    const { markdown, commands } = client();
    const { slopes } = (await settings(page.document.uri)).hover;
    const options = { markdown, commands, slopes };
    return hover(view, offsetOf(view, position), verification.verdicts(page), options) ?? null;
  }),

  onPage(CodeLensRequest.type, null, async ({ page, client, settings }) => {
    const { enabled, verdicts } = (await settings(page.document.uri)).codeLens;
    if (!enabled) return [];
    return codeLenses(page.view(), page.outline(), page.number, { commands: client().commands, verdicts });
  }),
  on(CodeLensResolveRequest.type, ({ pages, client, verification }, lens) => {
    const data = readLensData(lens.data);
    const page = data && pages.byNumber(data.page);
    if (!data || !page) return { range: lens.range, command: { title: '', command: '' } };
    const verdicts = verification.verdicts(page);
    return {
      range: lens.range,
      command: lensCommand(page.view(), page.outline(), data, verdicts, client().commands),
    };
  }),

  (listen, session) => {
    const results = createResults();
    const answer = onPage(InlayHintRequest.type, null, async ({ page, settings, verification }, { range }, token) => {
      const { inlayHints } = await settings(page.document.uri);
      const view = page.view();
      const { version } = view.document;
      const visible = offsets(view, range);
      verification.see(page, visible);
      const verdicts = verification.verdicts(page);
      const { from, to } = statementsIn(view, visible);
      const hints: InlayHint[] = [];
      let rested = performance.now();
      for (let index = from; index < to; index++) {
        const hint = inlayHint(view, index, results, verdicts, inlayHints);
        if (hint) hints.push(hint);
        if (performance.now() - rested < SLICE) continue;
        await turnOn(page, version, token);
        rested = performance.now();
      }
      return hints;
    });
    answer(listen, session);
  },

  onPage(DocumentSymbolRequest.type, null, ({ page, view, client }) =>
    client().symbolTrees ? symbols(view, page.outline()) : flatSymbols(view, page.outline()),
  ),

  (listen, session) => {
    const lines = createLines();
    /** What each page was sent last, to be told from. */
    const sent = new WeakMap<object, SemanticTokensBuilder>();
    const builderOf = (page: object): SemanticTokensBuilder => {
      const known = sent.get(page) ?? new SemanticTokensBuilder();
      sent.set(page, known);
      return known;
    };
    const fill = (builder: SemanticTokensBuilder, view: View, range: Range): SemanticTokensBuilder => {
      for (const { line, character, length, type, modifiers } of semanticTokens(view, range, lines))
        builder.push(line, character, length, type, modifiers);
      return builder;
    };
    const whole = ({ document }: View): Range => ({ start: 0, end: document.getText().length });
    for (const registration of [
      onPage(SemanticTokensRequest.type, null, ({ page, view }) => {
        const builder = builderOf(page);
        // Without a result before, a fresh number begins.
        builder.previousResult('');
        return fill(builder, view, whole(view)).build();
      }),
      onPage(SemanticTokensDeltaRequest.type, null, ({ page, view }, { previousResultId }) => {
        const builder = builderOf(page);
        builder.previousResult(previousResultId);
        return fill(builder, view, whole(view)).buildEdits();
      }),
      onPage(SemanticTokensRangeRequest.type, null, ({ view }, { range }) =>
        fill(new SemanticTokensBuilder(), view, offsets(view, range)).build(),
      ),
    ])
      registration(listen, session);
  },
];
