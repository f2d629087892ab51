/** Every request that the server announces, at the places of a page. In: a server and the text of its page. Out: what failed. */
import type { Position } from 'vscode-languageserver';
import { PAGE, type Started } from './client';

/** Requests about a place. */
const PLACES = [
  'textDocument/hover',
  'textDocument/completion',
  'textDocument/signatureHelp',
  'textDocument/definition',
  'textDocument/typeDefinition',
  'textDocument/documentHighlight',
  'textDocument/prepareRename',
  'textDocument/linkedEditingRange',
  'textDocument/prepareCallHierarchy',
];
/** Those that take longer: at every fourth place. */
const SLOWER = [
  'textDocument/references',
  'nabla/expand',
  'nabla/copyLatex',
  'textDocument/codeAction',
  'textDocument/onTypeFormatting',
];
const WHOLE = [
  'textDocument/documentSymbol',
  'textDocument/formatting',
  'textDocument/rangeFormatting',
  'textDocument/inlayHint',
  'textDocument/diagnostic',
  'textDocument/codeLens',
  'textDocument/foldingRange',
  'textDocument/documentLink',
  'textDocument/semanticTokens/full',
  'textDocument/semanticTokens/range',
];
const OPTIONS = { tabSize: 2, insertSpaces: true };

/** `every`: how many characters lie between two places. */
export async function askEverything(
  server: Started,
  text: string,
  { every, uri = PAGE }: { readonly every: number; readonly uri?: string },
): Promise<unknown[]> {
  const failures: unknown[] = [];
  const lines = text.split('\n');
  const whole = { start: { line: 0, character: 0 }, end: { line: lines.length, character: 0 } };
  const ask = (method: string, params: object): Promise<unknown> =>
    server
      .request(method, { textDocument: { uri }, options: OPTIONS, ...params })
      .catch((error: unknown) => failures.push([method, JSON.stringify(params), String(error)]));
  let places = 0;
  for (const [line, written] of lines.entries()) {
    const asked: Promise<unknown>[] = [];
    for (let character = 0; character <= written.length + 1; character += every) {
      const position: Position = { line, character };
      const about = {
        position,
        positions: [position],
        range: { start: position, end: position },
        context: { diagnostics: [], includeDeclaration: true, triggerKind: 1 },
        ch: '\n',
      };
      for (const method of [...PLACES, ...(places++ % 4 === 0 ? SLOWER : [])]) asked.push(ask(method, about));
      asked.push(ask('textDocument/selectionRange', { positions: [position] }));
    }
    await Promise.all(asked);
  }
  await Promise.all(WHOLE.map((method) => ask(method, { range: whole })));
  return failures;
}
