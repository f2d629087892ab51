/**
 * The empty page of the panel. In: where its files are, in the webview's terms, and a nonce. Out: HTML that loads our script, our
 * style sheet and KaTeX's fonts, and nothing else from anywhere.
 */
export interface ShellFiles {
  readonly script: string;
  readonly style: string;
  /** The webview's own origin, from which fonts and style sheets may come. */
  readonly source: string;
}

export const shell = ({ script, style, source }: ShellFiles, nonce: string): string => `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'nonce-${nonce}'; style-src ${source}; font-src ${source}; img-src data: blob:;">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${style}">
<title>Derivation</title>
</head>
<body>
<main id="derivation"></main>
<script nonce="${nonce}" src="${script}"></script>
</body>
</html>`;

/** 128 random bits, good for one loading of the page. Web Crypto is there in Node and in a worker alike. */
export const freshNonce = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
