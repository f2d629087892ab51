/**
 * A derivation as the document that the panel, the hover and the command show. In: a function, a variable and what the
 * page has named. Out: `DerivationDocument`, every formula in its three spellings.
 */
import {
  type Derivation,
  type DerivationBy,
  derive,
  type Explanation,
  type Place,
  type Step,
  withNumbers,
} from '../calculus/derivation';
import { hiddenConditions } from '../calculus/domain';
import { type Callee, type Expression, type Graph, rebuild, transform } from '../calculus/expression';
import { parseDecimal, toNumber } from '../calculus/rational';
import type { DerivationDocument, DerivationStep, Formula } from '../protocol';
import { formula, isAlone, isNamed, meaningsIn, named, result, type Speller } from './derivation-formula';
import { pointOf } from './derivation-point';
import { gradientHead, head } from './head';
import { texName } from './latex-names';
import { condition, type Names, NO_NAMES, print } from './print';

export interface DerivationRequest {
  readonly graph: Graph;
  readonly callee: Callee;
  readonly variable: DerivationBy;
  /** Where numbers are put in at the end. */
  readonly place?: Place;
  /** What the page defines. */
  readonly names?: Names;
  /** Zero-based line of the definition. */
  readonly line?: number;
}

export interface Derived {
  readonly callee: Callee;
  readonly by: DerivationBy;
  readonly derivation: Derivation;
  readonly document: DerivationDocument;
  readonly speller: Speller;
}

export function derivationDocument(request: DerivationRequest): DerivationDocument {
  return derived(request).document;
}

/** The document together with the expressions that it spells, and how it spells them. */
export function derived(request: DerivationRequest): Derived {
  const symbolic = way(request);
  return request.place ? derivedAt(symbolic, request.place) : symbolic;
}

/** The same with numbers put in at the end. */
export function derivedAt({ callee, by, derivation: symbolic, document, speller }: Derived, place: Place): Derived {
  const derivation = withNumbers(speller.graph, callee, by, symbolic, place);
  const own = { ...speller, known: new Map(speller.known) };
  const { line, steps, ...rest } = document;
  const numbers = derivation.numbers.map((step) => stepOf(step, own));
  const point = pointOf(derivation, place.point, own);
  return { callee, by, derivation, document: { ...rest, steps: [...steps, ...numbers], point, line }, speller: own };
}

function way({ graph, callee, variable: asked, names = NO_NAMES, line = 0 }: DerivationRequest): Derived {
  // Of a function of one array the gradient is the derivative by it.
  const [only] = callee.parameters;
  const isArray = callee.parameters.length === 1 && only && only.shape.length > 0;
  const variable = asked === 'gradient' && isArray ? only : asked;
  const by = variable === 'gradient' ? [] : 'kind' in variable ? [variable] : variable;
  const parameters = callee.parameters.map((parameter) => parameter.name);
  const taken: Names = { has: (name) => parameters.includes(name) || names.has(name) };
  const derivation = derive(graph, callee, variable, { names: taken });
  const speller: Speller = {
    graph,
    names: taken,
    several: parameters.length > 1,
    introduced: derivation.names,
    known: new Map(),
  };
  const orders = callee.parameters.map((parameter) => by.filter((wrt) => wrt === parameter).length);
  const document: DerivationDocument = {
    head: definitionHead(callee, { ...speller, introduced: [], known: new Map() }),
    function: callee.name,
    wrt: variable === 'gradient' ? '∇' : by.map((wrt) => wrt.name).join(','),
    quantity:
      variable === 'gradient' ? gradientHead(callee.name) : head({ name: callee.name, parameters, orders }, taken),
    ...(variable === 'gradient' && { entries: entriesOf(callee.name, parameters, taken) }),
    result: result(derivation.result, speller),
    conditions: hiddenConditions(graph, callee.body, derivation.result).map(({ holds }) =>
      condition(holds, 'unicode', taken),
    ),
    constants: variable === 'gradient' ? [] : parameters.filter((name) => !by.some((wrt) => wrt.name === name)),
    steps: derivation.steps.map((step) => stepOf(step, speller)),
    line,
  };
  return { callee, by: variable, derivation, document, speller };
}

/** `[∂f/∂x, ∂f/∂y]`. */
function entriesOf(name: string, parameters: readonly string[], names: Names): Formula {
  const heads = parameters.map((_, i) =>
    head({ name, parameters, orders: parameters.map((__, j) => Number(i === j)) }, names),
  );
  const vector = (spelling: keyof Formula): string => `[${heads.map((one) => one[spelling]).join(', ')}]`;
  return { text: vector('text'), unicode: vector('unicode'), latex: `\\left${vector('latex').slice(0, -1)}\\right]` };
}

function definitionHead(callee: Callee, speller: Speller): Formula {
  const body = formula(callee.body, speller);
  const list = callee.parameters.map((parameter) => parameter.name).join(', ');
  const texList = callee.parameters.map((parameter) => texName(parameter.name)).join(', ');
  return {
    text: `${callee.name}(${list}) = ${body.text}`,
    unicode: `${callee.name}(${list}) = ${body.unicode}`,
    latex: `${texName(callee.name)}(${texList}) = ${body.latex}`,
  };
}

function stepOf(step: Step, speller: Speller): DerivationStep {
  const where = new Map<string, Formula>();
  for (const [name, meaning] of step.where) where.set(name.name, formula(meaning, speller));
  // A long line is read with names that only the steps inside have introduced.
  const keepsNames = isNamed(step.after, speller);
  const shown = keepsNames ? meaningsIn(named(step.after, speller), speller) : [];
  for (const { name, meaning } of shown) where.set(name.name, formula(meaning, speller));
  const before = line(step.before, speller, where);
  const whole = line(step.after, speller, where);
  const after =
    step.rule === 'approximately' ? { ...formula(rounded(step.after, speller), speller), text: whole.text } : whole;
  return {
    rule: step.rule,
    before,
    after,
    explanation: words(step.explanation, speller),
    where: Object.fromEntries(where),
    check: step.check,
    steps: step.steps.map((inner) => stepOf(inner, speller)),
    ...(keepsNames && { named: true as const }),
    ...(step.focus && {
      part: { before: formula(step.focus.before, speller), after: formula(step.focus.after, speller) },
    }),
  };
}

const DIGITS = 7;

/** As many digits as people read. */
function rounded(expression: Expression, { graph }: Speller): Expression {
  return transform(expression, (node, parts) => {
    if (node.kind !== 'constant' || !node.decimal) return rebuild(graph, node, parts);
    const size = parseDecimal(String(Number(Math.abs(toNumber(node.value)).toPrecision(DIGITS))));
    return graph.constant(node.value.s < 0n ? size.neg() : size, true);
  });
}

/** One line's formula; where its text needs shared names, they join the step's `where`. */
function line(expression: Expression, speller: Speller, where: Map<string, Formula>): Formula {
  const own = formula(expression, speller);
  // The letters and numbered names of a derivation hide no built-in.
  if (isAlone(expression, speller) && [...where.keys()].every((name) => MADE.test(name))) return own;
  const taken: Names = { has: (name) => where.has(name) || speller.names.has(name) };
  const { text, shared = [] } = print(expression, taken, { several: speller.several });
  for (const part of shared)
    where.set(part.name, { text: part.text, unicode: part.text, latex: `\\text{${part.name}}` });
  return { ...own, text };
}

const MADE = /^([uvw]|s\d+)$/;

/** Longer formulas in the middle of a sentence would drown it. */
const LONGEST_QUOTE = 120;

function words(explanation: Explanation, speller: Speller): string {
  return explanation
    .map((piece) => {
      if (typeof piece === 'string') return piece;
      const text = print(piece, speller.names, { spelling: 'unicode', several: speller.several, limit: 1e6 }).text;
      return text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}…` : text;
    })
    .join('');
}
