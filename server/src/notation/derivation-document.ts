/**
 * A derivation as the document that the panel, the hover and the command show. In: a function, a variable and what the
 * page has named. Out: `DerivationDocument`, every formula in its three spellings.
 */
import { type Derivation, derive, type Explanation, type Introduced, type Step } from '../calculus/derivation';
import { hiddenConditions } from '../calculus/domain';
import {
  type Callee,
  type Expression,
  type Graph,
  postorder,
  substitute,
  type Variable,
  variables,
} from '../calculus/expression';
import type { DerivationDocument, DerivationStep, Formula } from '../protocol';
import { head } from './head';
import { texName } from './latex-names';
import { condition, joined, type Names, NO_NAMES, print, type Spelling } from './print';

export interface DerivationRequest {
  readonly graph: Graph;
  readonly callee: Callee;
  /** One of the callee's parameters, or several: the second derivative steps through the first. */
  readonly variable: Variable | readonly Variable[];
  /** What the page defines. */
  readonly names?: Names;
  /** Zero-based line of the definition. */
  readonly line?: number;
}

export interface Derived {
  readonly derivation: Derivation;
  readonly document: DerivationDocument;
}

export function derivationDocument(request: DerivationRequest): DerivationDocument {
  return derived(request).document;
}

/** The document together with the expressions that it spells. */
export function derived({ graph, callee, variable, names = NO_NAMES, line = 0 }: DerivationRequest): Derived {
  const by = 'kind' in variable ? [variable] : variable;
  const parameters = callee.parameters.map((parameter) => parameter.name);
  const taken: Names = { has: (name) => parameters.includes(name) || names.has(name) };
  const derivation = derive(graph, callee, by, { names: taken });
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
    wrt: by.map((wrt) => wrt.name).join(', '),
    quantity: head({ name: callee.name, parameters, orders }, taken),
    result: result(derivation.result, speller),
    conditions: hiddenConditions(graph, callee.body, derivation.result).map(({ holds }) =>
      condition(holds, 'unicode', taken),
    ),
    constants: parameters.filter((name) => !by.some((wrt) => wrt.name === name)),
    steps: derivation.steps.map((step) => stepOf(step, speller)),
    line,
  };
  return { derivation, document };
}

interface Speller {
  readonly graph: Graph;
  readonly names: Names;
  readonly several: boolean;
  readonly introduced: readonly Introduced[];
  /** What has been spelled before. */
  readonly known: Map<Expression, Formula>;
}

const SPELLINGS = { text: 'ascii', unicode: 'unicode', latex: 'latex' } as const;
/** Longer formulas are written with the names that the derivation has introduced, for people. */
const BLOWN_UP = 80;
/** Beyond so many characters people read `… where s = …`. */
const PEOPLE = 2_000;

/** The three spellings; for people with the names kept, or with `where …`, where the formula would be too long. */
function formula(expression: Expression, speller: Speller): Formula {
  const known = speller.known.get(expression);
  if (known) return known;
  const { names, several } = speller;
  const spell = (spelling: Spelling, from: Expression): string => {
    const printed = print(from, names, { spelling, several, ...(spelling !== 'ascii' && { limit: PEOPLE }) });
    return spelling === 'ascii' ? printed.text : joined(printed, spelling);
  };
  const text = spell(SPELLINGS.text, expression);
  const finished = text.length > BLOWN_UP && !postorder([expression]).some(({ kind }) => kind === 'derivative');
  const short = finished ? named(expression, speller) : expression;
  const made = { text, unicode: spell(SPELLINGS.unicode, short), latex: spell(SPELLINGS.latex, short) };
  speller.known.set(expression, made);
  return made;
}

/** The formula with the introduced names in the place of what they stand for. */
function named(expression: Expression, { graph, introduced }: Speller): Expression {
  const names = introduced.flatMap(({ name, forms }) =>
    forms.filter((form) => form.depth > 0).map((form) => [form, name] as const),
  );
  return names.length === 0 ? expression : substitute(graph, expression, new Map(names));
}

/** The result, with what its names mean where it is long. */
function result(expression: Expression, speller: Speller): Formula {
  const alone = formula(expression, speller);
  if (alone.text.length <= BLOWN_UP) return alone;
  const reached = new Set(variables(named(expression, speller)));
  const meanings = speller.introduced.filter(({ name, meaning }) => {
    if (reached.has(name)) for (const other of variables(meaning)) reached.add(other);
    return reached.has(name);
  });
  if (meanings.length === 0) return alone;
  const list = (pick: 'unicode' | 'latex', sign: string): string =>
    meanings
      .map(({ name, meaning }) => `${formula(name, speller)[pick]} = ${formula(meaning, speller)[pick]}`)
      .join(sign);
  return {
    text: alone.text,
    unicode: `${alone.unicode} where ${list('unicode', ', ')}`,
    latex: `${alone.latex} \\quad \\text{where } ${list('latex', ',\\; ')}`,
  };
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
  const before = line(step.before, speller, where);
  const after = line(step.after, speller, where);
  return {
    rule: step.rule,
    before,
    after,
    explanation: words(step.explanation, speller),
    where: Object.fromEntries(where),
    check: step.check,
    steps: step.steps.map((inner) => stepOf(inner, speller)),
    ...(step.focus && {
      part: { before: formula(step.focus.before, speller), after: formula(step.focus.after, speller) },
    }),
  };
}

/** One line's formula; where its text needs shared names, they join the step's `where`. */
function line(expression: Expression, speller: Speller, where: Map<string, Formula>): Formula {
  const taken: Names = { has: (name) => where.has(name) || speller.names.has(name) };
  const { text, shared = [] } = print(expression, taken, { several: speller.several });
  if (shared.length === 0) return formula(expression, speller);
  for (const part of shared)
    where.set(part.name, { text: part.text, unicode: part.text, latex: `\\text{${part.name}}` });
  return { ...formula(expression, speller), text };
}

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
