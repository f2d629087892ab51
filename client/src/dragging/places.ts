/**
 * Where only whole numbers stand: lengths, indices, sizes of layers, axes. In: the tokens of a line. Out: for each of them what
 * may stand there, as far as the brackets of its line tell.
 */
import { endsValue, isSign, type Token } from './tokens';

export interface Place {
  readonly whole: boolean;
  readonly least?: bigint;
}

const ANY: Place = { whole: false };
const LENGTH: Place = { whole: true, least: 1n };
const INDEX: Place = { whole: true, least: 0n };

/** Functions and layers that take lengths, and the first argument that is one. */
const FIRST_LENGTH: Readonly<Record<string, number>> = {
  dense: 1,
  conv2d: 1,
  max_pool2d: 1,
  avg_pool2d: 1,
  embedding: 1,
  reshape: 1,
  broadcast: 1,
  scatter: 2,
  zeros: 0,
  ones: 0,
  eye: 0,
};
const NAMED: Readonly<Record<string, Place>> = {
  axis: { whole: true },
  keepdims: INDEX,
  padding: INDEX,
  stride: LENGTH,
  size: LENGTH,
  units: LENGTH,
  filters: LENGTH,
  kernel: LENGTH,
  vocabulary: LENGTH,
  dim: LENGTH,
  shape: LENGTH,
};

interface Bracket {
  /** Of a call its function; of other brackets nothing. */
  readonly call?: string;
  /** What stands in it, unless it is a call. */
  readonly inside: Place;
  argument: number;
  named?: string;
}

export function placesOf(tokens: readonly Token[]): readonly Place[] {
  const open: Bracket[] = [];
  // The brackets of `input x[4]` and of the head of `f(x[4]) = …` hold lengths.
  let declares = isHead(tokens);
  return tokens.map((token, at) => {
    const before = tokens[at - 1];
    const inside = open.at(-1);
    const place = placeIn(inside);
    const touches = before !== undefined && before.end === token.start && endsValue(before);
    if (token.kind === 'keyword') declares ||= /^(input|target|param|declare)$/.test(token.text);
    else if (isSign(token, /^\($/))
      open.push({ inside: ANY, argument: 0, ...(touches && before.kind === 'name' && { call: before.text }) });
    else if (isSign(token, /^\[$/)) {
      const indexes = touches && before.kind !== 'number';
      open.push({ inside: indexes ? (declares ? LENGTH : INDEX) : place, argument: 0 });
    } else if (isSign(token, /^[)\]]$/)) open.pop();
    else if (inside && isSign(token, /^,$/)) {
      inside.argument++;
      delete inside.named;
    } else if (isSign(token, /^=$/)) {
      if (!inside) declares = false;
      else if (before?.kind === 'name') inside.named = before.text;
    }
    return place;
  });
}

function placeIn(bracket: Bracket | undefined): Place {
  if (!bracket?.call) return bracket?.inside ?? ANY;
  if (bracket.named !== undefined) return own(NAMED, bracket.named) ?? ANY;
  return bracket.argument >= (own(FIRST_LENGTH, bracket.call) ?? Number.POSITIVE_INFINITY) ? LENGTH : ANY;
}

/** Names of the page such as `constructor` are in no table. */
const own = <Value>(table: Readonly<Record<string, Value>>, name: string): Value | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined;

/** `f(x, w[3]) =` */
function isHead([name, ...rest]: readonly Token[]): boolean {
  if (name?.kind !== 'name' || !isSign(rest[0], /^\($/)) return false;
  let depth = 0;
  const end = rest.findIndex((token) => {
    if (isSign(token, /^[([]$/)) depth++;
    else if (isSign(token, /^[)\]]$/)) depth--;
    return depth === 0;
  });
  return isSign(rest[end + 1], /^=$/);
}
