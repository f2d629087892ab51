/**
 * Whether a formatted statement reads as it did. In: sentences; or a statement, its new text, and the names of its page.
 * Out: yes or no. Ranges do not count.
 */

import type { Names } from '../syntax/classify';
import { lexLine, type Token } from '../syntax/lexer';
import { type DefinedName, definedBy, type Vocabulary } from '../syntax/names';
import { readStatement } from '../syntax/read-statement';
import { scopeOf } from '../syntax/scopes';
import { shapeOf } from '../syntax/shape';
import { sketchLine, sketchStatements } from '../syntax/statements';
import type { Page, Sentence, Statement } from '../syntax/tree';

const PLACES = new Set(['range', 'operatorRange', 'relationRange', 'pathRange']);

/** The same but for ranges. */
export function isSame(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [left, right] = [entriesOf(a), entriesOf(b)];
  return (
    left.length === right.length &&
    left.every(([key, value], i) => key === right[i]?.[0] && isSame(value, right[i]?.[1]))
  );
}

const entriesOf = (value: object): [string, unknown][] =>
  Object.entries(value).filter(([key, part]) => !PLACES.has(key) && part !== undefined);

/**
 * Whether a text has these words, broken into lines at the same places, and touching where two values meet: for the
 * reader asks for no other space. What this cannot say of a text is read again.
 */
export function hasWords(source: string, words: readonly Token[], breaks: (i: number) => boolean): boolean {
  let next = 0;
  const lines = source.split('\n');
  for (const [i, line] of lines.entries()) {
    const { tokens, problems } = lexLine(line.endsWith('\r') ? line.slice(0, -1) : line);
    if (problems.length > 0) return false;
    for (const [j, { text, start }] of tokens.entries()) {
      const [before, word] = [words[next - 1], words[next]];
      if (!word || word.text !== text || breaks(next) !== (i > 0 && j === 0)) return false;
      const touched = before !== undefined && before.end === word.start;
      const touches = j > 0 && tokens[j - 1]?.end === start;
      if (before && touched !== touches && VALUE_ENDS.has(before.type) && VALUE_BEGINS.has(word.type)) return false;
      next++;
    }
  }
  return next === words.length;
}

const VALUE_ENDS = new Set('name number ) ] superscript prime transpose string'.split(' '));
const VALUE_BEGINS = new Set('name number ( [ √ ∂ ∇ std string superscript prime transpose .'.split(' '));

/** Reads a statement of a page again, in another text: undefined where that is no one statement. */
export type Reread = (statement: Statement, source: string) => Sentence | undefined;

/** `imported`: the names that other pages bring. */
export function rereading(page: Page, vocabulary: Vocabulary, imported: readonly DefinedName[]): Reread {
  const names = new Map<string, DefinedName>();
  const members = new Map<number, Map<string, DefinedName>>();
  for (const statement of page.statements) {
    const defined = definedIn(statement);
    if (!defined) continue;
    const { network } = statement;
    const scope = network === undefined ? names : (members.get(network) ?? new Map<string, DefinedName>());
    if (network !== undefined) members.set(network, scope);
    if (!scope.has(defined.name)) scope.set(defined.name, defined);
  }
  for (const name of imported) if (!names.has(name.name)) names.set(name.name, name);

  return ({ network }, source) => {
    const texts = source.split('\n');
    const lines = texts.map((text) => sketchLine(lexLine(text.endsWith('\r') ? text.slice(0, -1) : text)));
    const [sketch, ...others] = sketchStatements(lines);
    if (!sketch || others.length > 0 || lines.some(({ problems }) => problems.length > 0)) return undefined;
    let at = 0;
    const starts = texts.map((text) => {
      const start = at;
      at += text.length + 1;
      return start;
    });
    const { tokens } = shapeOf(sketch.pieces, lines, starts, 0);
    const scope: Names = scopeOf(vocabulary, names, network === undefined ? undefined : members.get(network), tokens);
    return readStatement(tokens, source, scope).sentence;
  };
}

export function definedIn({ sentence, source }: Statement): DefinedName | undefined {
  switch (sentence.kind) {
    case 'definition':
    case 'declare': {
      const { name, parameters } = sentence;
      if (!parameters) return { name: name.name, kind: 'variable' };
      return { name: name.name, kind: 'function', parameters: parameters.map((parameter) => parameter.name.name) };
    }
    case 'network':
      return { name: sentence.name.name, kind: 'function' };
    case 'input':
    case 'target':
    case 'param':
      return { name: sentence.name.name, kind: 'variable' };
    case 'broken':
      return definedBy(source.split('\n').flatMap((line) => lexLine(line).tokens));
    default:
      return undefined;
  }
}
