// Formulas read and written by Nabla. In: texts in its syntax. Out: expressions as written, derivatives, or why not.
import { engine } from './engine.mjs';

const { createWorkspace, gradient, print, table } = engine;
const NAME = /[\p{L}_][\p{L}\p{N}_]*/gu;

/** The names in texts that stand for variables: parameters too. Sorted, so that one text always means one function. */
export function namesIn(...texts) {
  const names = new Set(texts.flatMap((text) => text.replaceAll(/\d[\d.]*e[+-]?\d+/gi, '0').match(NAME) ?? []));
  return [...names].filter((name) => !table.has(name) && !['e', 'pi', 'π'].includes(name)).sort();
}

/** Functions that other engines answer with and Nabla has no name for. */
const FOREIGN = { sech: '1/cosh(t)', csch: '1/sinh(t)', coth: '1/tanh(t)' };

/** Several formulas over the same variables, in one graph, so that what they share is one node. Throws where one is no formula. */
export function read(texts, names) {
  const lines = texts.map((text, i) => `d${i}_(${names.join(', ')}) = ${text}`);
  for (const [name, meaning] of Object.entries(FOREIGN)) {
    if (texts.some((text) => text.includes(`${name}(`))) lines.push(`${name}(t) = ${meaning}`);
  }
  const program = createWorkspace().program('bench.grad', lines.join('\n'));
  const wrong = program.problems.find(({ severity }) => severity === 'error');
  if (wrong) throw new SyntaxError(`${wrong.message} [${texts.join(' ; ').slice(0, 120)}]`);
  const callees = texts.map((_, i) => program.definitions.get(`d${i}_`).callee);
  return { graph: program.graph, bodies: callees.map(({ body }) => body), variables: callees[0].parameters };
}

/** Text to texts: the partials by the names in `wrt`, as Nabla prints them; nothing is remembered from before. */
export function derive(text, wrt, names) {
  const order = [...wrt, ...names.filter((name) => !wrt.includes(name))];
  const program = createWorkspace().program('bench.grad', `f(${order.join(', ')}) = ${text}`);
  const { callee } = program.definitions.get('f');
  const some = { ...callee, parameters: callee.parameters.slice(0, wrt.length) };
  return gradient(program.graph, some).map((partial) => print(partial).text);
}
