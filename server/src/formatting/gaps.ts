/**
 * How many spaces stand between two words of a statement. In: a statement that was read, its words and their lines.
 * Out: for each word none or one. What a space could mean (a product, a point, an index) the tree has decided.
 */
import { lexLine, type Token } from '../syntax/lexer';
import type { Range, Statement, Tree } from '../syntax/tree';
import { expressions, parts } from '../syntax/walk';

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));

/** One space on either side. `=` in brackets names an argument and has none. */
const SPACED = words('= ≈ < <= > >= == != and or not for |> @ {');
/** A space follows. */
const KEYWORDS = words('check declare import network input target param');
/** The writer's grouping: `15*16*x^8 * 4x`. */
const GROUPING = words('* / ·');
const TIGHT_BEFORE = words(') ] , . ^ : prime superscript transpose');
const TIGHT_AFTER = words('( [ . ^ : √ ∂ ∇');
/** These touch anything and stay what they are. */
const APART = words('( ) [ ] , + - ^ / @ · √ ∂ ∇');
/** After these, + and − stand between two values. */
const ENDS_VALUE = words('name number ) ] prime superscript transpose string');

export function gapsOf(statement: Statement, tokens: readonly Token[], lines: readonly number[]): number[] {
  const decided = decidedGaps(statement, tokens);
  const roles = rolesOf(tokens);
  /** As written, at most one; a line's end counts as a space. */
  const written = (i: number): number => {
    const [before, token] = [tokens[i - 1], tokens[i]];
    if (!before || !token || lines[i] !== lines[i - 1]) return 1;
    return Math.min(1, token.start - before.end);
  };
  const around = (i: number): number => Math.max(written(i), written(i + 1));
  return tokens.map((token, i): number => {
    const before = tokens[i - 1];
    if (!before) return 0;
    const gap = decided.get(i) ?? between(roles[i - 1] ?? '', roles[i] ?? '', i, written, around);
    return gap === 0 && written(i) > 0 && merges(before, token) ? 1 : gap;
  });
}

function between(
  left: string,
  right: string,
  i: number,
  written: (i: number) => number,
  around: (i: number) => number,
): number {
  if (left === ',') return TIGHT_BEFORE.has(right) && right !== ':' ? 0 : 1;
  if (TIGHT_BEFORE.has(right) || TIGHT_AFTER.has(left) || left === 'sign') return 0;
  if (left === 'naming' || right === 'naming') return 0;
  if (SPACED.has(left) || SPACED.has(right) || left === 'sum' || right === 'sum' || KEYWORDS.has(left)) return 1;
  if (GROUPING.has(right)) return around(i);
  if (GROUPING.has(left)) return around(i - 1);
  // Side by side: a product.
  return written(i);
}

/** Types of tokens, with + and − told apart (`sum`, `sign`), and the `=` of arguments (`naming`). */
function rolesOf(tokens: readonly Token[]): string[] {
  let depth = 0;
  return tokens.map(({ type }, i) => {
    if (type === '(' || type === '[') depth++;
    else if (type === ')' || type === ']') depth--;
    else if (type === '=' && depth > 0) return 'naming';
    else if (type === '+' || type === '-') return ENDS_VALUE.has(tokens[i - 1]?.type ?? '') ? 'sum' : 'sign';
    return type;
  });
}

/** Two words that would be others if they touched: `2` and `e1`. */
function merges(left: Token, right: Token): boolean {
  if (APART.has(left.type) || APART.has(right.type)) return false;
  const { tokens } = lexLine(left.text + right.text);
  return tokens.length !== 2 || tokens[0]?.text !== left.text || tokens[1]?.text !== right.text;
}

/** The gaps before words, by index, that the tree decides. */
function decidedGaps({ sentence, source }: Statement, tokens: readonly Token[]): ReadonlyMap<number, number> {
  const starts = new Map<number, number>();
  const ends = new Map<number, number>();
  tokens.forEach(({ start, end }, i) => {
    starts.set(start, i);
    ends.set(end, i);
  });
  const gaps = new Map<number, number>();
  const after = ({ end }: Range, gap: number): void => {
    const i = ends.get(end);
    if (i !== undefined) gaps.set(i + 1, gap);
  };
  /** Words touch from `start` to the word that `last` is the index of; what stands in brackets is not meant. */
  const tight = (start: number, last: number | undefined): void => {
    const first = starts.get(start);
    if (first === undefined || last === undefined) return;
    let depth = 0;
    for (let i = first; i <= last; i++) {
      const type = tokens[i]?.type;
      if (i > first && depth === 0) gaps.set(i, 0);
      if (type === '(' || type === '[') depth++;
      else if (type === ')' || type === ']') depth--;
    }
  };
  /** The bracket before a body. */
  const opening = (body: Tree): number | undefined => {
    const i = starts.get(body.range.start);
    return i === undefined ? undefined : i - 1;
  };

  if ((sentence.kind === 'definition' && sentence.parameters) || sentence.kind === 'declare')
    after(sentence.name.range, 0);
  for (const expression of expressions(sentence)) {
    for (const tree of parts(expression)) {
      switch (tree.kind) {
        case 'call':
          after(tree.callee.range, 0);
          break;
        case 'point':
          after(tree.derivative.range, 0);
          break;
        case 'partial':
          tight(tree.range.start, ends.get(tree.range.end));
          break;
        case 'partialOf': {
          const open = opening(tree.body);
          tight(tree.range.start, open);
          if (open !== undefined) gaps.set(open, 1);
          break;
        }
        case 'nabla':
          tight(tree.range.start, 'kind' in tree.of ? opening(tree.of) : ends.get(tree.range.end));
          break;
        case 'array':
          for (const place of doubtful(tree.items, source)) {
            gaps.set(starts.get(place) ?? -1, 1);
            gaps.set((starts.get(place) ?? -2) + 1, 0);
          }
          break;
        default:
      }
    }
  }
  return gaps;
}

/** `[1 -2]` has a hint, for it may have been meant as two entries: the signs that look so stay as they are. */
function* doubtful(items: readonly Tree[], source: string): Iterable<number> {
  for (const item of items) {
    if (item.kind !== 'sum') continue;
    for (const { operatorRange } of item.rest) {
      const { start, end } = operatorRange;
      if (/\s/.test(source[start - 1] ?? '') && !/\s/.test(source[end] ?? ' ')) yield start;
    }
  }
}
