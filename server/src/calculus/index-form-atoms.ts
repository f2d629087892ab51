/**
 * What sums of products of entries have for atoms: elementwise functions, called by the forms of their arguments, and sums
 * that are raised to a power. In: forms. Out: forms in which these are factors like the entries of a variable.
 */
import type { Graph } from './expression';
import { factorText, formText, outerIndices, permutations } from './index-form-labels';
import { atomForm, type Form, type Index, multiplyForms, renamed, type Term } from './index-form-terms';
import { integerPower, isInteger, isNegative, isOne, MINUS_ONE, ONE, type Rational, ratio, toNumber } from './rational';

/** What one reading shares. */
export interface Reading {
  readonly graph: Graph;
  /** Elementwise built-ins are read as their defining formulas. */
  readonly defines: boolean;
  /** Sums that are raised to powers, by the name of their atom, over `a0`, `a1`, …. */
  readonly bases: Map<string, Form>;
  /** Indices made so far. */
  made: number;
}

export const reading = (graph: Graph, defines: boolean): Reading => ({ graph, defines, bases: new Map(), made: 0 });

export const fresh = (all: Reading): Index => `s${all.made++}`;
/** An elementwise function: its atom is called by the forms of its arguments, over the indices that these depend on. */
export function atom(name: string, args: readonly Form[]): Form {
  const outer = outerIndices(...args);
  let least: string | undefined;
  let found: (readonly Index[])[] = [];
  for (const order of outer.length > MOST_ORDERED ? [outer] : permutations(outer)) {
    const names = new Map(order.map((index, i) => [index, `a${i}`]));
    const text = args.map((arg) => formText(renamed(arg, names))).join(', ');
    if (least === undefined || text < least) [least, found] = [text, []];
    if (text === least) found.push(order);
  }
  const [indices = []] = found;
  const orders = found.map((order) => order.map((index) => indices.indexOf(index)));
  const key = `${name}(${least})`;
  return [
    {
      coefficient: ONE,
      factors: [{ key, indices, exponent: ONE, ...(orders.length > 1 && { orders }) }],
      sums: new Map(),
    },
  ];
}

/** Arguments that depend on more indices are named in the order in which these occur. */
const MOST_ORDERED = 4;

/** exp(c·t + …) = exp(t)^c·…, so that exp(u)·exp(−u) = 1. */
export function exponential(argument: Form): Form {
  return multiplyForms(
    ...argument.map((term) => {
      const plain: Form = [{ ...term, coefficient: ONE }];
      return raised(atom('exp', [plain]), term.coefficient);
    }),
  );
}

/** The form of one factor to the power of 1, with that exponent. */
const raised = (form: Form, exponent: Rational): Form =>
  form.map((term) => ({ ...term, factors: term.factors.map((factor) => ({ ...factor, exponent })) }));

/** Powers of sums up to here are multiplied out. */
const MOST_TIMES = 6;

/** `form` makes the form anew, with summed indices of its own. */
export function powerForm(all: Reading, form: () => Form, exponent: Rational): Form {
  const base = form();
  const [only] = base;
  if (isInteger(exponent) && !isNegative(exponent) && toNumber(exponent) <= MOST_TIMES)
    return multiplyForms(...Array.from({ length: toNumber(exponent) }, (_, i) => (i === 0 ? base : form())));
  if (base.length === 0) return atomForm(`0^${toNumber(exponent)}`, []);
  const isMonomial = base.length === 1 && only !== undefined && only.sums.size === 0;
  if (isMonomial && isInteger(exponent)) return monomialPower(only, exponent);
  const isPlain =
    isMonomial && isOne(only.coefficient) && only.factors.length === 1 && isOne(only.factors[0]?.exponent ?? ONE);
  if (isPlain) return raised(base, exponent);
  if (!isInteger(exponent)) return basePower(all, base, exponent);
  const { common, rest } = primitive(base);
  return multiplyForms(monomialPower(common, exponent), basePower(all, rest, exponent));
}

function monomialPower(term: Term, exponent: Rational): Form {
  const coefficient = integerPower(term.coefficient, toNumber(exponent));
  const factors = term.factors.map((factor) => ({ ...factor, exponent: factor.exponent.mul(exponent) }));
  return multiplyForms([{ ...term, coefficient, factors }]);
}

/** A sum to a power as an atom. */
function basePower(all: Reading, base: Form, exponent: Rational): Form {
  const form = atom('base', [base]);
  const [factor] = form[0]?.factors ?? [];
  if (factor) {
    const names = new Map(factor.indices.map((index, i) => [index, `a${i}`]));
    all.bases.set(factor.key, renamed(base, names));
  }
  return raised(form, exponent);
}

/** A sum as what all its terms share, with the coefficient of the first in order, times the rest: exp(−u) + 1 = exp(−u)·(1 + exp(u)). */
function primitive(base: Form): { readonly common: Term; readonly rest: Form } {
  const exponents = new Map<string, { term: Term; least: Rational }>();
  for (const term of base) {
    for (const factor of term.factors) {
      if (factor.indices.some((index) => term.sums.has(index)) || factor.key === 'δ') continue;
      const name = factorText({ ...factor, exponent: ONE }, factor.indices);
      if (!exponents.has(name))
        exponents.set(name, {
          term: { coefficient: ONE, factors: [{ ...factor, exponent: ONE }], sums: new Map() },
          least: ratio(0),
        });
    }
  }
  const factors = [...exponents].flatMap(([name, { term: one }]) => {
    const own = base.map(({ factors: all }) => {
      const found = all.find((factor) => factorText({ ...factor, exponent: ONE }, factor.indices) === name);
      return found?.exponent ?? ratio(0);
    });
    const least = own.reduce((lowest, exponent) => (exponent.compare(lowest) < 0 ? exponent : lowest));
    const [factor] = one.factors;
    return factor && least.n !== 0n ? [{ ...factor, exponent: least }] : [];
  });
  const [first] = [...base].sort((a, b) =>
    formText([{ ...a, coefficient: ONE }]) < formText([{ ...b, coefficient: ONE }]) ? -1 : 1,
  );
  const coefficient = first?.coefficient ?? ONE;
  const common: Term = { coefficient, factors, sums: new Map() };
  return { common, rest: multiplyForms(base, monomialPower(common, MINUS_ONE)) };
}

/** A base to the power of 1, over these indices, with summed indices of its own. */
export function baseForm(all: Reading, key: string, indices: readonly Index[]): Form | undefined {
  const form = all.bases.get(key);
  if (!form) return undefined;
  const names = new Map(indices.map((index, i) => [`a${i}`, index]));
  return form.flatMap((term) =>
    renamed([term], new Map([...names, ...[...term.sums.keys()].map((index) => [index, fresh(all)] as const)])),
  );
}
