/**
 * What the panel shows, on the page: the links of a chain in the colours that they have in the panel, and what the reader points
 * at. In: ranges of a page. Out: decorations in every editor that shows it.
 */
import * as vscode from 'vscode';
import type { ChainLink, SourceRange } from '../../../server/src/protocol';

/** Colours of links, in turn; as in package.json and in panel.css. */
const COLOURS = ['nabla.part1', 'nabla.part2', 'nabla.part3', 'nabla.part4'];

export interface SourceColours extends vscode.Disposable {
  /** Of one page; other pages lose theirs. */
  chain(uri: string, links: readonly ChainLink[]): void;
  point(uri: string, ranges: readonly SourceRange[]): void;
  clear(): void;
}

export function sourceColours(): SourceColours {
  const links = COLOURS.map((name) =>
    vscode.window.createTextEditorDecorationType({
      color: new vscode.ThemeColor(name),
      fontWeight: 'bold',
      rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
    }),
  );
  const pointed = vscode.window.createTextEditorDecorationType({
    backgroundColor: new vscode.ThemeColor('editor.findMatchHighlightBackground'),
    border: '1px solid',
    borderColor: new vscode.ThemeColor('editor.findMatchHighlightBorder'),
    borderRadius: '2px',
  });
  let page = '';
  let coloured: readonly (readonly vscode.Range[])[] = [];
  let highlighted: readonly vscode.Range[] = [];

  const paint = (): void => {
    for (const editor of vscode.window.visibleTextEditors) {
      const isShown = editor.document.uri.toString() === page;
      for (const [i, type] of links.entries()) editor.setDecorations(type, isShown ? (coloured[i] ?? []) : []);
      editor.setDecorations(pointed, isShown ? highlighted : []);
    }
  };
  const watching = vscode.window.onDidChangeVisibleTextEditors(paint);

  return {
    chain(uri, chain) {
      page = uri;
      coloured = COLOURS.map((_, colour) =>
        chain.flatMap(({ source }, i) => (i % COLOURS.length === colour ? source.map(rangeOf) : [])),
      );
      highlighted = [];
      paint();
    },
    point(uri, ranges) {
      page = uri;
      highlighted = ranges.map(rangeOf);
      paint();
    },
    clear() {
      coloured = [];
      highlighted = [];
      paint();
    },
    dispose() {
      for (const each of [...links, pointed, watching]) each.dispose();
    },
  };
}

export const rangeOf = ({ start, end }: SourceRange): vscode.Range =>
  new vscode.Range(start.line, start.character, end.line, end.character);

/** Puts the cursor there, in the editor that shows the page if there is one; without a range at the start of `line`. */
export async function goTo(uri: string, source: SourceRange | undefined, line: number): Promise<void> {
  const open = vscode.window.visibleTextEditors.find(({ document }) => document.uri.toString() === uri);
  const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(uri));
  const { start } = document.lineAt(Math.min(line, document.lineCount - 1)).range;
  await vscode.window.showTextDocument(document, {
    viewColumn: open?.viewColumn ?? vscode.ViewColumn.One,
    selection: source ? rangeOf(source) : new vscode.Range(start, start),
  });
}
