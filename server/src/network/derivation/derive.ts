/**
 * The derivation of a network: its backward pass as lines of which each is checked, and the closed formulas of what was
 * asked. In: a network and a node, a parameter or an input of it; without one, all parameters. Out: data for `notation`.
 */
import { evaluateArrays } from '../../calculus/arrays';
import { listed, say } from '../../calculus/derivation/step';
import { type Expression, substitute, type Variable, variables } from '../../calculus/expression';
import { backward } from '../backward';
import { named, namesOf } from '../names';
import type { Network } from '../network';
import { type Given, type NetworkValues, valuesOf } from '../values';
import { type BackwardLines, backwardLines } from './backward-lines';
import { type Checker, checker, readNames } from './check';
import { formsOf, unstretched } from './forms';
import type { SumsToOne } from './fusion';
import type { ArrayValue, Assumption, Draft, Line } from './line';
import { type Numbers, type Sample, samplesOf } from './samples';
import { type Unfolded, unfold } from './unfold';

export interface NetworkDerivation {
  readonly unfolded: Unfolded;
  readonly lines: readonly Line[];
  /** Of what was asked; of all parameters, each. */
  readonly results: readonly Result[];
  /** What stands for each adjoint in the lines, and whose it is. */
  readonly standIns: ReadonlyMap<Variable, Variable>;
  /** What the lines take for granted and the values do not show. */
  readonly assumptions: readonly Assumption[];
  readonly values: NetworkValues;
  readonly samples: readonly Sample[];
  readonly checker: Checker;
  readonly backward: BackwardLines;
}

export interface Result {
  readonly of: Variable;
  /** In the names of the network. */
  readonly closed: Expression;
  /** The line that says it, with the lines that put in one adjoint after the other. */
  readonly line: Line;
}

export interface NetworkRequest {
  readonly network: Network;
  /** A node, an input or a parameter; all parameters where it is missing. */
  readonly wanted?: Variable;
  /** What the page defines. */
  readonly names?: { has(name: string): boolean };
  readonly given?: Given;
}

/** Longer ways of putting in are not shown one by one. */
const MOST_LINES = 12;

export function deriveNetwork({ network, wanted, names, given = {} }: NetworkRequest): NetworkDerivation {
  const { graph } = network;
  const unfolded = unfold(network, names ?? { has: () => false });
  const asked = wanted ? [wanted] : all(network);
  const pass = backward(unfolded, unfolded.loss);
  const values = valuesOf({ ...network, nodes: unfolded.nodes, loss: unfolded.loss }, pass, given);
  const sumsToOne = sumsIn(unfolded, values);
  const found = backwardLines(unfolded, new Set(asked), sumsToOne);
  const samples = samplesOf(unfolded, pageValues(unfolded, values), given.close ?? ((one) => one));
  const own = checker(graph, samples, found.standIns);
  const checked = (draft: Draft): Line => lineOf(draft, own, values);
  const lines = found.lines.map(checked);
  const results = asked.map((of): Result => {
    const { closed, drafts } = put(network, unfolded, found, of);
    const last = drafts.at(-1) ?? noPath(of, closed);
    const way = wanted ? drafts.slice(0, -1) : [];
    return { of, closed, line: checked({ ...last, way: way.length <= MOST_LINES ? way : [] }) };
  });
  const assumptions = found.lines.flatMap(({ assumption }) =>
    assumption && !assumption.isChecked ? [assumption] : [],
  );
  return {
    unfolded,
    lines,
    results,
    standIns: found.standIns,
    assumptions,
    values,
    samples,
    checker: own,
    backward: found,
  };
}

/** All parameters; of a network without any, its inputs. */
function all({ parameters, nodes }: Network): readonly Variable[] {
  const parts = parameters.length > 0 ? parameters : nodes.filter(({ kind }) => kind === 'input');
  return parts.map(({ variable }) => variable);
}

function lineOf(draft: Draft, own: Checker, values: NetworkValues): Line {
  const gradient = draft.part ? undefined : values.gradient(draft.of);
  const value = gradient?.ok && gradient.data.every(Number.isFinite) ? gradient : undefined;
  return {
    ...draft,
    way: draft.way.map((inner) => lineOf(inner, own, values)),
    check: own.check(draft),
    notes: gradient?.ok ? gradient.notes : [],
    ...(value && { value: { shape: value.shape, data: value.data } satisfies ArrayValue }),
  };
}

interface Closed {
  readonly closed: Expression;
  /** From the adjoint's own line, one adjoint more put in by each. */
  readonly drafts: readonly Draft[];
}

/** The adjoints put into one another, from the wanted one up to the loss; then names of the page for what was introduced. */
function put(network: Network, unfolded: Unfolded, { last, standIns }: BackwardLines, of: Variable): Closed {
  const { graph } = network;
  const own = last.get(of);
  if (!own) return { closed: formsOf(graph).operate('zeros', [], { shape: of.shape }), drafts: [] };
  const forms = formsOf(graph);
  const drafts: Draft[] = [];
  const read: Variable[] = [];
  let { formula, where } = own;
  const add = (): void => {
    drafts.push({
      of,
      rule: 'put in',
      formula,
      explanation: say`${read.at(-1) ?? of} is read as its formula.`,
      where,
      way: [],
    });
  };
  // They were found from the loss down: the last one is put in first.
  for (const next of [...last.keys()].reverse()) {
    const standIn = standIns.get(next);
    const line = last.get(next);
    const names = [...where.values(), formula];
    if (!standIn || !line || !names.some((one) => variables(one).includes(standIn))) continue;
    const meaning = new Map([[standIn, line.formula]]);
    formula = unstretched(forms, substitute(graph, formula, meaning));
    where = new Map([
      ...[...where].map(([name, one]) => [name, substitute(graph, one, meaning)] as const),
      ...line.where,
    ]);
    read.push(standIn);
    add();
  }
  const closed = inNames(network, unfolded, readNames(graph, formula, where));
  const shown = inNames(network, unfolded, formula);
  if (read.length === 0 && shown === own.formula) return { closed, drafts: [{ ...own, way: [] }] };
  if (shown !== formula) {
    formula = shown;
    add();
  }
  const end = drafts.at(-1) ?? own;
  const explanation =
    read.length === 0
      ? say`Read in the names of the page.`
      : [
          ...listed(read),
          read.length > 1 ? ' are read as their formulas' : ' is read as its formula',
          ': no adjoint is left.',
        ];
  return { closed, drafts: [...drafts.slice(0, -1), { ...end, explanation }] };
}

/** Names that were introduced as what they stand for, and then the page's own names wherever a node computes that. */
export function inNames(network: Network, unfolded: Unfolded, formula: Expression): Expression {
  const { graph } = network;
  const meanings = new Map<Expression, Expression>();
  for (const [name, meaning] of unfolded.introduced) meanings.set(name, substitute(graph, meaning, meanings));
  const read = substitute(graph, formula, meanings);
  if (read === formula) return formula;
  return named(graph, read, namesOf(graph, backward(network, network.loss).bodies));
}

function noPath(of: Variable, formula: Expression): Draft {
  return {
    of,
    rule: 'no path',
    formula,
    explanation: say`The loss does not depend on ${of}: its gradient is 0.`,
    where: new Map(),
    way: [],
  };
}

/** Of a target with a value: whether its rows do; without one it is taken for granted. */
function sumsIn({ graph, nodes, parameters }: Unfolded, values: NetworkValues): SumsToOne {
  const leaves = new Set<Variable>(
    [...nodes.filter(({ body }) => !body), ...parameters].map(({ variable }) => variable),
  );
  return (of) => {
    const known = of.kind === 'variable' ? values.value(of) : constantValue(of);
    if (known?.ok) return rowsSumToOne(known) ? { of, isChecked: true } : undefined;
    return of.kind === 'variable' && leaves.has(of) ? { of, isChecked: false } : undefined;
  };

  function constantValue(of: Expression) {
    return variables(of).length === 0 ? evaluateArrays(graph, [of], new Map())[0] : undefined;
  }
}

function rowsSumToOne({ shape, data }: ArrayValue): boolean {
  const length = shape.at(-1) ?? 1;
  for (let start = 0; start < data.length; start += length) {
    let sum = 0;
    for (let i = 0; i < length; i++) sum += data[start + i] ?? 0;
    if (Math.abs(sum - 1) > 1e-9) return false;
  }
  return true;
}

function pageValues({ nodes, parameters }: Unfolded, values: NetworkValues): ReadonlyMap<Variable, Numbers> {
  const found = new Map<Variable, Numbers>();
  for (const part of [...nodes, ...parameters]) {
    if ('body' in part && part.body) continue;
    const value = values.value(part.variable);
    if (value.ok && value.data.every(Number.isFinite))
      found.set(part.variable, { shape: value.shape, data: value.data });
  }
  return found;
}
