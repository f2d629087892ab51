/**
 * A derivation as one page with its style sheet and fonts inside, to print or to share. In: markup of the panel. Out: HTML that asks
 * for nothing else, light or dark as its reader's machine is, and light on paper.
 */

/** A file of the panel, by its name in dist/. */
export type Read = (file: string) => PromiseLike<Uint8Array>;

/** `body`: the markup of elements that the panel has made, in which text is escaped. */
export const selfContained = async (title: string, body: string, read: Read): Promise<string> => `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:;">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>
${PALETTE}
${await styleSheet(body, read)}
</style>
</head>
<body class="vscode-light saved">
<main>${body}</main>
</body>
</html>
`;

const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.codePointAt(0)};`);

/** What an editor's theme gives elsewhere: of its light and its dark theme, paper is light. */
const PALETTE = `:root { color-scheme: light dark;
  --vscode-font-family: system-ui, sans-serif; --vscode-font-size: 15px;
  --vscode-foreground: #3b3b3b; --vscode-editor-background: #ffffff; --vscode-widget-border: #e5e5e5;
  --vscode-textLink-foreground: #005fb8; --vscode-errorForeground: #b5200d;
  --vscode-nabla-part1: #0a5dc2; --vscode-nabla-part2: #b45309; --vscode-nabla-part3: #7c3aed; --vscode-nabla-part4: #15803d; }
@media screen and (prefers-color-scheme: dark) { :root:root {
  --vscode-foreground: #cccccc; --vscode-editor-background: #1f1f1f; --vscode-widget-border: #313131;
  --vscode-textLink-foreground: #4daafc; --vscode-errorForeground: #f85149;
  --vscode-nabla-part1: #6cb6ff; --vscode-nabla-part2: #f0a45d; --vscode-nabla-part3: #c792ea; --vscode-nabla-part4: #7bd88f; }
  body.saved { --ok: #4ec994; } }`;

const FONT = /@font-face\s*\{[^}]*\}/g;
const ADDRESS = /url\(["']?(?:\.\/)?(fonts\/[\w.-]+\.woff2)["']?\)/;

/** The panel's own, with those fonts in it that the formulas are set in. */
async function styleSheet(body: string, read: Read): Promise<string> {
  const sheet = new TextDecoder().decode(await read('panel.css'));
  const fonts = await Promise.all((sheet.match(FONT) ?? []).map((face) => inlined(face, body, read)));
  return `${fonts.join('\n')}\n${sheet.replace(FONT, '')}`;
}

async function inlined(face: string, body: string, read: Read): Promise<string> {
  const [address = '', file = ''] = ADDRESS.exec(face) ?? [];
  if (file === '' || !isUsed(face, body)) return '';
  let text = '';
  for (const byte of await read(file)) text += String.fromCodePoint(byte);
  return face.replace(address, `url(data:font/woff2;base64,${btoa(text)})`);
}

/** Most formulas use the text and the italic fonts; the others are large, and set what has a class of its own. */
const SPECIAL: readonly (readonly [font: RegExp, classes: RegExp])[] = [
  [/KaTeX_AMS/, /amsrm|mathbb/],
  [/KaTeX_(Caligraphic|Script)/, /mathcal|mathscr/],
  [/KaTeX_Fraktur/, /mathfrak/],
  [/KaTeX_SansSerif/, /mathsf|textsf/],
  [/KaTeX_Typewriter/, /mathtt|texttt/],
];
const isUsed = (face: string, body: string): boolean =>
  SPECIAL.every(([font, classes]) => !font.test(face) || classes.test(body));
