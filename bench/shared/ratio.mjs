// What a value with its gradient costs against the function alone. In: a formula and its variables. Out: distinct operations
// of both and their ratio. A built-in counts as its defining formula, in the function and in the gradient alike: see WEIGHTS.
import { distinctOperations } from './count.mjs';
import { engine } from './engine.mjs';

const { createGraph, createWorkspace, gradient, operations, postorder, printTogether, table, valueAndGradient } =
  engine;

/** Operations of the defining formulas, each counted by `distinctOperations`; a built-in without one is 1, and so are sqrt and log. */
const WEIGHTS = new Map(
  [...table.values()].map((row) => {
    const graph = createGraph();
    const args = row.parameters.map((_, i) => graph.variable(`t${i}`));
    const simple = ['relu', 'abs', 'sqrt', 'log'].includes(row.name);
    const meaning = simple ? undefined : row.definition?.(graph, args);
    return [row.name, meaning ? distinctOperations([meaning]) : 1];
  }),
);
/** (e^x - e^-x)/(e^x + e^-x); its row may define it otherwise. */
WEIGHTS.set('tanh', 6);

const more = (roots) =>
  postorder(roots).reduce((sum, node) => sum + (node.kind === 'application' ? WEIGHTS.get(node.row.name) - 1 : 0), 0);

export function costOf(text, wrt, names) {
  const start = performance.now();
  const order = [...wrt, ...names.filter((name) => !wrt.includes(name))];
  const { graph, definitions } = createWorkspace().program('bench.grad', `f(${order.join(', ')}) = ${text}`);
  const { callee } = definitions.get('f');
  const partials = gradient(graph, { ...callee, parameters: callee.parameters.slice(0, wrt.length) });
  const time = performance.now() - start;
  const { texts, shared } = printTogether(partials);
  const joint = valueAndGradient(graph, { ...callee, parameters: callee.parameters.slice(0, wrt.length) });
  const own = distinctOperations([callee.body]);
  const both = operations(joint.value, ...joint.partials);
  return {
    time,
    printing: performance.now() - start - time,
    characters: [...texts, ...(shared ?? []).map((part) => part.text)].reduce((sum, text) => sum + text.length, 0),
    named: shared !== undefined,
    function: own,
    gradient: operations(...partials),
    ratio: both / own,
    defined: (both + more([joint.value, ...joint.partials])) / (own + more([callee.body])),
  };
}
