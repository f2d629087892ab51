/**
 * Whether a formatted statement reads as it did. In: sentences; or a statement, its new text, and the names of its page.
 * Out: yes or no. Ranges do not count.
 */

import type { Names } from '../syntax/classify';
import { lexLine } from '../syntax/lexer';
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

function definedIn({ sentence, source }: Statement): DefinedName | undefined {
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
