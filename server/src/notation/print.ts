/**
 * Expressions as text. In: an expression and the names that the page has taken. Out: ASCII that parses back to the
 * same value, Unicode for people, LaTeX for typesetting. Any depth; time grows with the graph, not with the tree:
 * what would be repeated too long is named (`where s = …`) and written once.
 */
import { type Expression, parts, postorder } from '../calculus/expression';
import type { DerivativeNotation } from '../protocol';
import { NOTATIONS } from './derivative-notations';
import { spellLatex } from './latex';
import { iversonLatex } from './latex-brackets';
import { texName } from './latex-names';
import { iverson } from './line';
import { spellLine } from './linear';
import { carried, type Look, look } from './look';
import { freshNames, Level, type Names, NO_NAMES, piece, type Spelled } from './spelled';

export { type Names, NO_NAMES } from './spelled';

export type Spelling = 'ascii' | 'unicode' | 'latex';

/** A name that stands for a part, and the part's text; later ones may use earlier ones. */
export interface Shared {
  readonly name: string;
  readonly text: string;
}
export interface Printed {
  readonly text: string;
  /** In order of definition; missing where `text` stands alone. */
  readonly shared?: readonly Shared[];
}

/** Beyond this many characters `print` names shared parts. */
export const TEXT_LIMIT = 20_000;
/** Parts shorter than this are repeated rather than named. */
const WORTH_A_NAME = 10;
/** No text is longer; the exploding tree of a shared graph is cut here. */
const LONGEST = 1_000_000;

export interface PrintOptions {
  readonly spelling?: Spelling;
  /** Characters that may stand without shared names: `TEXT_LIMIT`, or less for people. */
  readonly limit?: number;
  /** Whether derivatives by the function's own parameters are written with ∂: it has several. */
  readonly several?: boolean;
  readonly notation?: DerivativeNotation;
}

/** The text, and beyond `limit` characters the shared parts that it speaks of, each written once. */
export function print(expression: Expression, names: Names = NO_NAMES, options: PrintOptions = {}): Printed {
  const { texts, shared } = printTogether([expression], names, options);
  return { text: texts[0] ?? '', ...(shared && { shared }) };
}

/** Several formulas that share parts, as the partials of one function do; `limit` is for all of them together. */
export function printTogether(
  expressions: readonly Expression[],
  names: Names = NO_NAMES,
  options: PrintOptions = {},
): { readonly texts: readonly string[]; readonly shared?: readonly Shared[] } {
  const { spelling = 'ascii', limit = TEXT_LIMIT } = options;
  const order = everyNode(expressions);
  const taken = takenNames(order, names);
  const whole = spellAll(order, spelling, taken, new Map(), options);
  const complete = expressions.map((expression) => whole.get(expression));
  const texts = complete.map((spelled) => final(spelled, spelling));
  const length = texts.reduce((total, text) => total + text.length, 0);
  if (length <= limit && !complete.includes(TOO_LONG)) return { texts };
  const named = sharedParts(expressions, order, whole);
  if (named.length === 0) return { texts };
  const fresh = freshNames(taken, 's');
  const aliases = new Map(named.map((node) => [node, named.length === 1 && !taken.has('s') ? 's' : fresh()]));
  const short = spellAll(order, spelling, taken, aliases, options);
  const shared = named.map((node) => ({
    name: spellName(aliases.get(node) ?? '', spelling).text,
    text: final(short.get(node), spelling),
  }));
  const own = (expression: Expression): string => {
    const alias = expressions.length > 1 ? aliases.get(expression) : undefined;
    return alias === undefined ? final(short.get(expression), spelling) : spellName(alias, spelling).text;
  };
  return { texts: expressions.map(own), shared };
}

/** Parses back to the same value. */
export const ascii = (expression: Expression, names?: Names): string => alone(expression, 'ascii', names);
/** For people. Where the text would be too long, `… where s₁ = …`. */
export const unicode = (expression: Expression, names?: Names): string => alone(expression, 'unicode', names);
export const latex = (expression: Expression, names?: Names): string => alone(expression, 'latex', names);

/** A condition without Iverson's bracket: `x > 0`, `0 < x < 1`. */
export function condition(expression: Expression, spelling: Spelling = 'unicode', names: Names = NO_NAMES): string {
  const order = everyNode([expression]);
  return cut(spellAll(order, spelling, takenNames(order, names), new Map()).get(expression)?.text ?? '');
}

function alone(expression: Expression, spelling: Spelling, names: Names = NO_NAMES): string {
  if (spelling === 'ascii') return print(expression, names, { limit: LONGEST }).text;
  return joined(print(expression, names, { spelling }), spelling);
}

/** `y*s1 where s1 = …` in one line, for people. */
export function joined({ text, shared }: Printed, spelling: Spelling): string {
  if (!shared) return text;
  const where = spelling === 'latex' ? ' \\quad \\text{where } ' : ' where ';
  return `${text}${where}${shared.map((part) => `${part.name} = ${part.text}`).join(spelling === 'latex' ? ',\\; ' : ', ')}`;
}

/** Parts before wholes; formulas that are differentiated at a point are spelled too. */
function everyNode(expressions: readonly Expression[]): readonly Expression[] {
  const roots = [...expressions];
  const seen = new Set(roots);
  for (const next of roots) {
    for (const node of postorder([next])) {
      if (node.kind !== 'call' || node.callee.name !== '' || seen.has(node.callee.body)) continue;
      seen.add(node.callee.body);
      roots.push(node.callee.body);
    }
  }
  return postorder(roots.reverse());
}

/** The page's names and those that stand in the expression: a parameter `exp` hides the function. */
function takenNames(order: readonly Expression[], names: Names): Names {
  const own = new Set<string>();
  // `h` of a part `h.W` or an entry `h[0]`.
  const add = (name: string): unknown => own.add(name).add(name.replace(/[.[].*$/, ''));
  for (const node of order) {
    if (node.kind === 'variable' || node.kind === 'abstract') add(node.name);
    if (node.kind === 'derivative') add(node.variable.name);
    if (node.kind === 'call') own.add(node.callee.name);
  }
  return { has: (name) => own.has(name) || names.has(name) };
}

/** Every node's piece, parts before wholes; `aliases` are names that stand for nodes inside others. */
function spellAll(
  order: readonly Expression[],
  spelling: Spelling,
  names: Names,
  aliases: ReadonlyMap<Expression, string>,
  { several, notation = 'leibniz' }: PrintOptions = {},
): Map<Expression, Spelled> {
  const pieces = new Map<Expression, Spelled>();
  const derivatives = NOTATIONS[notation][spelling];
  const line = { unicode: spelling === 'unicode', names, several, derivatives };
  const spell = (inner: Look): Spelled => {
    if (inner.kind !== 'part') {
      return spelling === 'latex' ? spellLatex(inner, spell, line) : spellLine(inner, line, spell);
    }
    const alias = aliases.get(inner.part);
    return alias ? spellName(alias, spelling) : (pieces.get(inner.part) ?? TOO_LONG);
  };
  for (const node of order) {
    const inside = parts(node).some((part) => !aliases.has(part) && pieces.get(part) === TOO_LONG);
    const spelled = inside ? TOO_LONG : spell(look(node, aliases));
    pieces.set(node, spelled.text.length > LONGEST ? TOO_LONG : spelled);
  }
  return pieces;
}

const TOO_LONG: Spelled = piece('…', Level.atom, 'other');

function spellName(name: string, spelling: Spelling): Spelled {
  if (spelling === 'latex') return piece(texName(name), Level.atom, 'symbol');
  const subscripts = '₀₁₂₃₄₅₆₇₈₉';
  const shown = spelling === 'unicode' ? name.replaceAll(/\d/g, (digit) => subscripts[Number(digit)] ?? digit) : name;
  return piece(shown, Level.atom, 'symbol');
}

function final(spelled: Spelled | undefined, spelling: Spelling): string {
  if (!spelled) return '';
  const value = spelling === 'latex' ? iversonLatex(spelled) : iverson(spelled, { unicode: spelling === 'unicode' });
  return cut(value.text);
}

const cut = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);

/**
 * The parts that stand in more than one place and are long enough to be worth a name, parts before wholes. A sign, a
 * number or a power passes its places on to its body; parts of a body that is still to be differentiated keep theirs.
 */
function sharedParts(
  roots: readonly Expression[],
  order: readonly Expression[],
  whole: ReadonlyMap<Expression, Spelled>,
): Expression[] {
  const places = new Map<Expression, number>(roots.map((root) => [root, 1]));
  const bound = new Set(postorder(order.flatMap((node) => (node.kind === 'derivative' ? [node.body] : []))));
  const named: Expression[] = [];
  for (const node of order.toReversed()) {
    const own = places.get(node) ?? 0;
    const spelled = whole.get(node);
    const long = spelled === TOO_LONG || (spelled?.text.length ?? 0) >= WORTH_A_NAME;
    const nameable = own > 1 && long && !bound.has(node) && !carried(node) && !(spelled?.truth ?? false);
    if (nameable) named.push(node);
    const passed = nameable ? 1 : Math.min(own, 2);
    for (const part of parts(node)) places.set(part, Math.min((places.get(part) ?? 0) + passed, 2));
  }
  return named.reverse();
}
