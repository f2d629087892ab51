/**
 * A part of a statement that is still being typed → what it means so far. In: tokens of the statement's head and of the
 * part, and where on the page they stand. Out: an expression, or undefined where the part cannot be read alone.
 */
import type { Expression } from '../calculus/expression';
import type { Names } from '../syntax/classify';
import type { Token } from '../syntax/lexer';
import { readStatement } from '../syntax/read-statement';
import type { Problem, Sentence, Tree } from '../syntax/tree';
import { elaborate } from './elaborate';
import type { Program } from './program';
import { DIFFERENTIATIONS, type NameMeaning, type Scope } from './scope';

/** Before the statement at `index`, in the network whose first line is `network`, or on the page. */
export interface TypedPlace {
  readonly index: number;
  readonly network: number | undefined;
}

const NOTHING: Sentence = { kind: 'close', range: { start: 0, end: 0 } };

/** The scope of a place, for looking names up. */
export const scopeAt = (program: Program, { index, network }: TypedPlace): Scope =>
  program.scopeTyped(NOTHING, index, network);

/**
 * `head` is what comes before the part in a definition: `h =`, `f(x, w[n]) =`; empty in claims and expressions. `report` is
 * told why the part cannot be read.
 */
export function typedExpression(
  program: Program,
  place: TypedPlace,
  head: readonly Token[],
  part: readonly Token[],
  report?: (problem: Problem) => void,
): Expression | undefined {
  if (part.length === 0) return undefined;
  const tokens = [...head, ...part].map((token) => ({ ...token, breaks: false }));
  const { sentence, problems } = readStatement(tokens, '', namesIn(scopeAt(program, place)));
  const body = bodyOf(sentence);
  if (!body) for (const problem of problems) report?.(problem);
  const scope = program.scopeTyped(sentence, place.index, place.network);
  return body && elaborate(report ? { ...scope, report } : scope, body);
}

function bodyOf(sentence: Sentence): Tree | undefined {
  return sentence.kind === 'definition' || sentence.kind === 'expression' ? sentence.body : undefined;
}

const KINDS: Readonly<Record<NameMeaning['kind'], 'function' | 'variable'>> = {
  function: 'function',
  abstract: 'function',
  row: 'function',
  operation: 'function',
  network: 'function',
  layer: 'function',
  value: 'variable',
  variable: 'variable',
  constant: 'variable',
  below: 'variable',
  unsound: 'variable',
};

function namesIn(scope: Scope): Names {
  return {
    kind(name) {
      const meaning = scope.resolve(name);
      if (meaning?.kind === 'layer' && !scope.inside) return undefined;
      return meaning ? KINDS[meaning.kind] : DIFFERENTIATIONS.has(name) ? 'function' : undefined;
    },
    *functions() {},
  };
}
