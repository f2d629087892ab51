/**
 * Products of trigonometric functions of one argument, written with the fewest operations: sin·cos⁻¹ is tan, cos·sec² is
 * sec, tan·sin⁻¹ is 1/cos (DLMF 4.14.4-7, 4.28.8). In: factors by base. Out: the same product, or undefined where it is
 * as short as it gets. The domain never shrinks: a quotient is used only where the product has that denominator.
 */
import { type Expression, type Graph, postorder } from '../expression';
import { row } from '../functions/table';
import { isInteger, numerator } from '../rational';
import type { Construction } from './construction';
import { cost } from './size';

/** Exponents of sine and cosine. */
type Powers = readonly [sine: number, cosine: number];

interface Family {
  readonly sine: string;
  readonly cosine: string;
  /** sine/cosine and, where there are rows for them, cosine/sine, 1/cosine and 1/sine. */
  readonly tangent: string;
  readonly cotangent?: string;
  readonly secant?: string;
  readonly cosecant?: string;
}

const FAMILIES: readonly Family[] = [
  { sine: 'sin', cosine: 'cos', tangent: 'tan', cotangent: 'cot', secant: 'sec', cosecant: 'csc' },
  { sine: 'sinh', cosine: 'cosh', tangent: 'tanh' },
];

interface Member {
  readonly family: Family;
  readonly powers: Powers;
}

const MEMBERS: ReadonlyMap<string, Member> = new Map(
  FAMILIES.flatMap((family) => {
    const rows: readonly (readonly [string | undefined, Powers])[] = [
      [family.sine, [1, 0]],
      [family.cosine, [0, 1]],
      [family.tangent, [1, -1]],
      [family.cotangent, [-1, 1]],
      [family.secant, [0, -1]],
      [family.cosecant, [-1, 0]],
    ];
    return rows.flatMap(([name, powers]) => (name ? [[name, { family, powers }] as const] : []));
  }),
);

/** Longer products are not looked through. */
const MOST_FACTORS = 64;

interface Group {
  readonly family: Family;
  readonly argument: Expression;
  readonly factors: Expression[];
  total: Powers;
}

export function mergeTrigonometric(
  make: Construction,
  bases: ReadonlyMap<Expression, readonly Expression[]>,
): readonly Expression[] | undefined {
  for (const group of bases.size > MOST_FACTORS ? [] : groups(bases)) {
    if (group.factors.length < 2) continue;
    const { graph } = make;
    const before = graph.multiply(...group.factors);
    const after = shortest(make, group);
    if (cost(graph, after) >= cost(graph, before) || !reads(group, after)) continue;
    if (!make.permit('trigonometric identity', before, after)) continue;
    const others = [...bases.values()].flat().filter((factor) => !group.factors.includes(factor));
    return [...others, after];
  }
  return undefined;
}

/** Fewer functions, or the plain ones: people leave sin/cos² alone, which is no longer than tan·sec. */
function reads({ factors, family }: Group, after: Expression): boolean {
  const names = postorder([after]).flatMap((node) => (node.kind === 'application' ? [node.row.name] : []));
  const own = names.filter((name) => MEMBERS.has(name));
  return own.length < factors.length || own.every((name) => name === family.sine || name === family.cosine);
}

/** The factors of one argument together, as powers of its sine and cosine. */
function groups(bases: ReadonlyMap<Expression, readonly Expression[]>): readonly Group[] {
  const found = new Map<Family, Map<Expression, Group>>(FAMILIES.map((family) => [family, new Map()]));
  for (const [base, factors] of bases) {
    const member = base.kind === 'application' ? MEMBERS.get(base.row.name) : undefined;
    const [argument] = base.kind === 'application' ? base.args : [];
    const [factor] = factors;
    if (!member || !argument || !factor || factors.length > 1) continue;
    const times = exponentOf(factor);
    if (times === undefined) continue;
    const { family, powers } = member;
    const byArgument = found.get(family);
    const group = byArgument?.get(argument) ?? { family, argument, factors: [], total: [0, 0] };
    group.factors.push(factor);
    group.total = [group.total[0] + times * powers[0], group.total[1] + times * powers[1]];
    byArgument?.set(argument, group);
  }
  return [...found.values()].flatMap((groups) => [...groups.values()]);
}

function exponentOf(factor: Expression): number | undefined {
  if (factor.kind !== 'power') return 1;
  const { exponent } = factor;
  return exponent.kind === 'constant' && isInteger(exponent.value) ? Number(numerator(exponent.value)) : undefined;
}

function shortest(make: Construction, { family, argument, total: [s, c] }: Group): Expression {
  const { graph } = make;
  const of = (name: string | undefined, times: number): readonly Expression[] => {
    if (name === undefined || times === 0) return [];
    const base = graph.apply(row(name), argument);
    return [times === 1 ? base : graph.power(base, times)];
  };
  const { sine, cosine, tangent, cotangent, secant, cosecant } = family;
  const forms: (readonly Expression[])[] = [[...of(sine, s), ...of(cosine, c)]];
  if (s > 0 && c < 0) {
    const both = Math.min(s, -c);
    forms.push([...of(tangent, both), ...of(sine, s - both), ...of(cosine, c + both)]);
    if (secant) forms.push([...of(tangent, both), ...of(sine, s - both), ...of(secant, -c - both)]);
  }
  if (s < 0 && c > 0) {
    const both = Math.min(-s, c);
    const quotient = cotangent ? of(cotangent, both) : of(tangent, -both);
    forms.push([...quotient, ...of(sine, s + both), ...of(cosine, c - both)]);
    if (cosecant) forms.push([...quotient, ...of(cosecant, -s - both), ...of(cosine, c - both)]);
  }
  if (secant && s >= 0 && c < 0) forms.push([...of(sine, s), ...of(secant, -c)]);
  if (cosecant && s < 0 && c >= 0) forms.push([...of(cosecant, -s), ...of(cosine, c)]);
  const products = forms.map((factors) => graph.multiply(...factors));
  const doubled = s === c ? doubleAngle(make, sine, argument, s) : undefined;
  return [...products, ...(doubled ? [doubled] : [])].reduce((best, form) =>
    cost(graph, form) < cost(graph, best) ? form : best,
  );
}

/** sin(u/2)·cos(u/2) = sin(u)/2, where the double argument is the simpler one (DLMF 4.21.27, 4.35.21). */
function doubleAngle(make: Construction, sine: string, argument: Expression, times: number): Expression | undefined {
  const { graph } = make;
  const twice = make.multiply(2, argument);
  if (cost(graph, twice) >= cost(graph, argument)) return undefined;
  return make.multiply(make.power(2, -times), make.power(make.apply(row(sine), twice), times));
}

/** α + β·g² = f² for a pair of functions: of 1, g² and f², any two in the right proportion are the third. */
export interface SquareRelation {
  readonly f: string;
  readonly g: string;
  readonly beta: 1 | -1;
}

/** DLMF 4.21.12-14, 4.35.11. 1 − tanh² has no shorter name. */
export const SQUARE_RELATIONS: readonly SquareRelation[] = [
  { f: 'cos', g: 'sin', beta: -1 },
  { f: 'sec', g: 'tan', beta: 1 },
  { f: 'csc', g: 'cot', beta: 1 },
  { f: 'cosh', g: 'sinh', beta: 1 },
];

export const squareOf = (graph: Graph, name: string, argument: Expression): Expression =>
  graph.power(graph.apply(row(name), argument), 2);
