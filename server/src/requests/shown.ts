/** Requests for what is shown on a page: hovers, lenses, values at the ends of lines, the outline, colours. */
import {
  type CancellationToken,
  CodeLensRequest,
  CodeLensResolveRequest,
  DocumentSymbolRequest,
  FoldingRangeRequest,
  HoverRequest,
  type InlayHint,
  InlayHintRequest,
  SelectionRangeRequest,
  type SemanticTokens,
  SemanticTokensBuilder,
  SemanticTokensDeltaRequest,
  type SemanticTokensEdit,
  SemanticTokensRangeRequest,
  SemanticTokensRequest,
} from 'vscode-languageserver';
import { codeLenses, lensCommand, readLensData } from '../features/code-lens';
import { foldingRanges } from '../features/folding';
import { typeset } from '../features/hover/card';
import { cardAt, isEmpty, shown as shownAs } from '../features/hover/hover';
import { inlayHint } from '../features/inlay-hints';
import { createResults } from '../features/results';
import { selectionRanges } from '../features/selection-ranges';
import { createLines, semanticTokens } from '../features/semantic-tokens';
import { flatSymbols, symbols } from '../features/symbols';
import { offsetOf, statementsIn } from '../features/view';
import type { OpenPage } from '../pages';
import type { Range } from '../syntax/tree';
import { offsets, on, onPage, type Registration, SLICE, turnOn } from './session';

/** Characters of a page between two looks at what came in. */
const PART = 20_000;
type Sent = Required<SemanticTokens>;

export const shown: readonly Registration[] = [
  onPage(HoverRequest.type, null, async (session, { position }) => {
    const { page, view, verdicts, client, settings, appearance, typesetting } = session;
    const { markdown, commands } = client();
    const { slopes } = (await settings(page.document.uri)).hover;
    const card = cardAt(view, offsetOf(view, position), verdicts, slopes);
    if (!card || isEmpty(card)) return null;
    const looks = markdown ? appearance() : undefined;
    const formulas = looks ? typeset(card).map(({ latex }) => latex()) : [];
    const image = looks && (await typesetting.image(formulas, looks));
    return shownAs(view, card, { markdown, commands, slopes }, image);
  }),

  onPage(CodeLensRequest.type, null, async ({ page, client, settings, see }) => {
    const { enabled, verdicts } = (await settings(page.document.uri)).codeLens;
    if (!enabled) return [];
    const { view } = await see(page);
    return codeLenses(view, page.outline(), page.number, { commands: client().commands, verdicts });
  }),
  on(CodeLensResolveRequest.type, async ({ pages, client, see }, lens) => {
    const data = readLensData(lens.data);
    const page = data && pages.byNumber(data.page);
    if (!data || !page) return { range: lens.range, command: { title: '', command: '' } };
    const { view, verdicts } = await see(page);
    return {
      range: lens.range,
      command: lensCommand(view, page.outline(), data, verdicts, client().commands),
    };
  }),

  (listen, session) => {
    const results = createResults();
    const answer = onPage(
      InlayHintRequest.type,
      null,
      async ({ page, settings, verification, see }, { range }, token) => {
        const { inlayHints } = await settings(page.document.uri);
        const { view, verdicts } = await see(page);
        const { version } = view.document;
        const visible = offsets(view, range);
        verification.see(page, visible);
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
      },
    );
    answer(listen, session);
  },

  onPage(DocumentSymbolRequest.type, null, ({ page, view, client }) =>
    client().symbolTrees ? symbols(view, page.outline()) : flatSymbols(view, page.outline()),
  ),

  onPage(FoldingRangeRequest.type, null, ({ view, client }) => foldingRanges(view, client().folding)),
  onPage(SelectionRangeRequest.type, null, ({ view }, { positions }) => selectionRanges(view, positions)),

  (listen, session) => {
    const lines = createLines();
    /** What each page was sent last, to say the difference to it. */
    const sent = new WeakMap<OpenPage, Sent>();
    let count = 0;
    const remember = (page: OpenPage, { data }: SemanticTokens): Sent => {
      const now = { resultId: String(++count), data };
      sent.set(page, now);
      return now;
    };
    /** A part of the page at a time, so that nothing waits for a long one. */
    const fill = async (
      builder: SemanticTokensBuilder,
      page: OpenPage,
      { start, end }: Range,
      token: CancellationToken,
    ): Promise<SemanticTokensBuilder> => {
      const view = page.view();
      const { text } = view.program.page;
      for (let from = start; from <= end; ) {
        const found = text.indexOf('\n', Math.min(from + PART, end));
        const to = found < 0 || found > end ? end : found;
        for (const { line, character, length, type, modifiers } of semanticTokens(
          view,
          { start: from, end: to },
          lines,
        ))
          builder.push(line, character, length, type, modifiers);
        from = to + 1;
        if (from <= end) await turnOn(page, view.document.version, token);
      }
      return builder;
    };
    const whole = ({ document }: OpenPage): Range => ({ start: 0, end: document.getText().length });
    for (const registration of [
      onPage(SemanticTokensRequest.type, null, async ({ page }, _, token) => {
        const tokens = (await fill(new SemanticTokensBuilder(), page, whole(page), token)).build();
        return remember(page, tokens);
      }),
      onPage(SemanticTokensDeltaRequest.type, null, async ({ page }, { previousResultId }, token) => {
        const before = sent.get(page);
        const tokens = (await fill(new SemanticTokensBuilder(), page, whole(page), token)).build();
        const now = remember(page, tokens);
        if (before?.resultId !== previousResultId) return now;
        return { resultId: now.resultId, edits: difference(before.data, now.data) };
      }),
      onPage(SemanticTokensRangeRequest.type, null, async ({ page, view }, { range }, token) =>
        (await fill(new SemanticTokensBuilder(), page, offsets(view, range), token)).build(),
      ),
    ])
      registration(listen, session);
  },
];

/** One edit: what lies between the common front and the common back. */
function difference(before: readonly number[], now: readonly number[]): SemanticTokensEdit[] {
  const shorter = Math.min(before.length, now.length);
  let front = 0;
  while (front < shorter && before[front] === now[front]) front++;
  let back = 0;
  while (back < shorter - front && before.at(-1 - back) === now.at(-1 - back)) back++;
  const deleteCount = before.length - front - back;
  const data = now.slice(front, now.length - back);
  return deleteCount === 0 && data.length === 0 ? [] : [{ start: front, deleteCount, data }];
}
