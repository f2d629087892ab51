/**
 * The numbers of a graph with arrays in it, in doubles. In: a wiring, and what its inputs and weights are. Out: values and gradients
 * by the network's own backward pass, node by node, shortened for a small box.
 */
import { evaluateArrays } from '../../calculus/arrays';
import { count, substituted } from '../../calculus/dimension';
import type { Expression, Variable } from '../../calculus/expression';
import type { Entries } from '../../calculus/operations/row';
import { type Backward, backward } from '../../network/backward';
import type { Network } from '../../network/network';
import { lengthsOf } from '../../network/sizes';
import { stableBodies } from '../../network/stable';
import { valuesOf } from '../../network/values';
import { arrayText, numberText } from '../../notation/array-text';
import type { Figure } from '../../protocol';
import { figure } from '../text';
import { NO_VALUE } from './numbers';
import type { Figures, Wiring } from './wiring';

/** Graphs with more entries are not computed while somebody waits. */
const MOST_ENTRIES = 100_000;

export interface Given {
  readonly values: ReadonlyMap<Variable, Expression>;
  /** An expression with the values of the page put in for their names. */
  readonly close: (expression: Expression) => Expression;
}

export function arraysAt(wiring: Wiring, { values, close }: Given): Figures {
  const { graph, sources, elementals, edges } = wiring;
  const network = networkOf(wiring, values);
  const lengths = lengthsOf(network);
  const sizes = network.nodes.map(({ shape }) => count(shape.map((length) => substituted(length, lengths))));
  const total = sizes.reduce<number>((sum, size) => sum + (typeof size === 'number' ? size : 1), 0);
  if (total > MOST_ENTRIES) return { ...NOTHING, notes: ['It is too large to be computed here'] };
  const { loss } = network;
  const pass: Backward =
    loss.shape.length === 0
      ? backward(network, loss)
      : { graph, root: loss.variable, bodies: stableBodies(graph, network.nodes), flow: new Map(), whole: new Map() };
  const numbers = valuesOf(network, pass, { close });
  const whole = numbers.value(loss.variable);
  if (!whole.ok) return { ...NOTHING, notes: [`There are no numbers: ${whole.reason}`] };

  const known = new Map<Variable, Entries<number>>();
  for (const { variable } of [...sources, ...elementals]) {
    const value = numbers.value(variable);
    if (value.ok) known.set(variable, value);
  }
  const scalar = edges.filter(({ from, to, local }) => local && from.shape.length + to.shape.length === 0);
  const slopes = evaluateArrays(
    graph,
    scalar.map(({ local, to }) => close(local ?? to)),
    known,
  );
  const locals = new Map(scalar.map((edge, i) => [edge, slopes[i]]));
  const gradients = sources.map(({ variable }) => numbers.gradient(variable));
  const isNumber = loss.shape.length === 0;
  return {
    value: (of) => shown(numbers.value(of)),
    gradient: (of) => (isNumber ? shown(numbers.gradient(of) ?? ZERO) : undefined),
    local: (edge) => (locals.has(edge) ? shown(locals.get(edge)) : undefined),
    notes: [
      ...(isNumber ? [] : ['Its value is an array: gradients are of one number']),
      ...new Set(
        [whole, ...gradients].flatMap((outcome) =>
          outcome?.ok
            ? [...(outcome.reason === undefined ? [] : [`There is no value here: ${outcome.reason}`]), ...outcome.notes]
            : [],
        ),
      ),
    ],
  };
}

const NOTHING: Figures = { value: () => undefined, gradient: () => undefined, local: () => undefined, notes: [] };

/** The elementals as nodes of a network, so that the same pass goes through them. */
function networkOf({ graph, sources, elementals, output }: Wiring, values: Given['values']): Network {
  const nodes = elementals.map(({ variable, body }) => ({
    kind: variable === output ? ('loss' as const) : ('node' as const),
    name: variable.name,
    variable,
    shape: variable.shape,
    body,
  }));
  const loss = nodes.at(-1);
  if (!loss) throw new RangeError('a graph has an output');
  const leaves = sources.map(({ variable }) => {
    const value = values.get(variable);
    return { kind: 'input' as const, name: variable.name, variable, shape: variable.shape, ...(value && { value }) };
  });
  return { name: output.name, graph, nodes: [...leaves, ...nodes], parameters: [], layers: [], loss };
}

type Shown = ReturnType<ReturnType<typeof valuesOf>['value']> | undefined;

const ZERO: Shown = { ok: true, shape: [], data: Float64Array.of(0), notes: [] };

const LONGEST = 40;
const FRONT = 3;

function shown(outcome: Shown): Figure {
  if (!outcome?.ok || outcome.data.some((entry) => !Number.isFinite(entry))) return NO_VALUE;
  const { shape, data } = outcome;
  const [only = 0] = data;
  if (shape.length === 0) return { text: figure(only), value: only };
  const whole = arrayText(outcome);
  if (whole.length <= LONGEST) return { text: whole };
  const front = `[${Array.from(data.subarray(0, FRONT), (entry) => numberText(Number(entry.toPrecision(3)))).join(', ')}, …]`;
  return { text: shape.length === 1 && front.length <= LONGEST ? front : `norm ${figure(Math.hypot(...data), 4)}` };
}
