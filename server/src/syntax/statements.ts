/**
 * Lines of tokens → statements: which lines belong together, and where reading resumes after an error.
 * In: the lexed lines of a page. Out: for each statement the lines and tokens that it has, and its block.
 */
import type { LexedLine, Token } from './lexer';

/** A line of the page with what can be said of it alone; shared by all lines with the same text. */
export interface Line extends LexedLine {
  /** Starts a statement by its looks: a keyword, `}`, `NAME =` or `NAME(…) =`. */
  readonly starts: 'keyword' | 'close' | 'value' | 'function' | undefined;
  /** Every bracket on it is closed on it. */
  readonly balanced: boolean;
}

/** A piece of a line: tokens `from` to before `to`. */
export interface Piece {
  readonly line: number;
  readonly from: number;
  readonly to: number;
}

export interface Sketch {
  readonly pieces: readonly Piece[];
  readonly first: Token;
}

const STARTING = new Set(['network', 'input', 'target', 'param', 'declare', 'check', 'import']);
const OPENING = new Set(['(', '[']);
/** A line that ends in one of these goes on. */
const JOINING = new Set('+ - * · / @ ^ = < > <= >= == != ≈ , |> and or not for'.split(' '));
/** A line that begins with one of these goes on with the one before. */
const CONTINUING = new Set(['|>', '=', '≈', 'for', 'and', 'or']);

export function sketchLine(lexed: LexedLine): Line {
  const { tokens } = lexed;
  let [depth, balanced] = [0, true];
  for (const { type } of tokens) {
    if (type === '(' || type === '[') depth++;
    else if (type === ')' || type === ']') balanced &&= --depth >= 0;
  }
  return { ...lexed, starts: startOf(tokens), balanced: balanced && depth === 0 };
}

function startOf(tokens: readonly Token[]): Line['starts'] {
  const [first, second] = tokens;
  if (!first) return undefined;
  if (STARTING.has(first.type)) return 'keyword';
  if (first.type === '}') return 'close';
  if (first.type !== 'name' || !second) return undefined;
  if (second.type === '=') return 'value';
  if (second.type !== '(') return undefined;
  const end = closingBracket(tokens, 1);
  return end !== undefined && tokens[end + 1]?.type === '=' ? 'function' : undefined;
}

/** The index of the `)` that closes the `(` at `open`, on the same line. */
export function closingBracket(tokens: readonly Token[], open: number): number | undefined {
  let depth = 0;
  for (let i = open; i < tokens.length; i++) {
    if (tokens[i]?.type === '(') depth++;
    else if (tokens[i]?.type === ')' && --depth === 0) return i;
  }
  return undefined;
}

/** The statements of a page, in order. Blank lines and lines of comment belong to none and end none. */
export function sketchStatements(lines: readonly Line[]): Sketch[] {
  const closes = closedBrackets(lines);
  const sketches: Sketch[] = [];
  let pieces: Piece[] = [];
  let last: Token | undefined;
  let first: Token | undefined;
  let depth = 0;
  let header = false;
  const end = (): void => {
    if (first) sketches.push({ pieces, first });
    pieces = [];
    first = last = undefined;
    depth = 0;
    header = false;
  };
  for (let number = 0; number < lines.length; number++) {
    const line = lines[number];
    const opening = line?.tokens[0];
    if (!line || !opening) continue;
    const opensBlock = header && opening.type === '{';
    // `and = 2` is no continuation, but an attempt to define a reserved word.
    const continues = CONTINUING.has(opening.type) && (line.tokens[1]?.type !== '=' || opening.type === '=');
    const joined =
      first !== undefined &&
      !closes.barriers.has(number) &&
      (depth > 0 || JOINING.has(last?.type ?? '') || continues || opensBlock);
    if (!joined) end();
    let from = 0;
    const cut = (to: number): void => {
      if (to > from) pieces.push({ line: number, from, to });
      from = to;
    };
    line.tokens.forEach((token, i) => {
      if (token.type === '}') {
        cut(i);
        end();
        from = i;
        first = token;
        cut(i + 1);
        end();
        return;
      }
      first ??= token;
      last = token;
      header ||= first === token && token.type === 'network';
      if (OPENING.has(token.type) && !closes.unclosed.has(place(number, i))) depth++;
      else if ((token.type === ')' || token.type === ']') && depth > 0) depth--;
      else if (token.type === '{' && header) {
        cut(i + 1);
        end();
      }
    });
    cut(line.tokens.length);
  }
  end();
  return sketches;
}

/**
 * Brackets that nothing closes join no lines; and a line that starts a statement is none (`NAME =` after `(` or `,`
 * is a keyword argument). Lines that are balanced by themselves are passed over.
 */
function closedBrackets(lines: readonly Line[]): {
  readonly unclosed: ReadonlySet<number>;
  readonly barriers: ReadonlySet<number>;
} {
  const unclosed = new Set<number>();
  const barriers = new Set<number>();
  let open: { readonly type: string; readonly place: number }[] = [];
  let previous: Token | undefined;
  const abandon = (): void => {
    for (const { place } of open) unclosed.add(place);
    open = [];
  };
  lines.forEach((line, number) => {
    if (line.tokens.length === 0) return;
    const inCall = open.at(-1)?.type === '(' && (previous?.type === ',' || previous?.type === '(');
    if (line.starts && !(line.starts === 'value' && inCall)) {
      barriers.add(number);
      abandon();
    }
    if (!line.balanced || open.length > 0) {
      line.tokens.forEach(({ type }, i) => {
        if (OPENING.has(type)) open.push({ type, place: place(number, i) });
        else if (type === ')' && open.at(-1)?.type === '(') open.pop();
        else if (type === ']' && open.at(-1)?.type === '[') open.pop();
      });
    }
    previous = line.tokens.at(-1);
  });
  abandon();
  return { unclosed, barriers };
}

/** A token's place on the page as one number: lines with the same text share their tokens. */
const place = (line: number, index: number): number => line * 2 ** 21 + index;
