/** A page with one function and one derivative of it → the derivative as it is written and in normal form, and its text. */
import { type Call, type Expression, type Graph, postorder, type Variable } from '../../src/calculus/expression';
import { normalise } from '../../src/calculus/normal';
import { ascii } from '../../src/notation/print';
import { programOf } from '../program/say';

export interface Asked {
  readonly graph: Graph;
  /** The derivative as a call, without its point the function itself. */
  readonly written: Expression;
  readonly plain: Expression;
  readonly normal: Expression;
  readonly text: string;
  readonly parameters: readonly Variable[];
  /** What it is differentiated by, as often as it is. */
  readonly by: readonly Variable[];
}

export function ask(definition: string, derivative: string): Asked {
  const program = programOf(`${definition}\n${derivative}\n`);
  const problems = program.problems.filter(({ severity }) => severity !== 'hint');
  if (problems.length > 0) throw new Error(problems.map(({ message }) => message).join(' '));
  const meaning = program.meaningAt(1);
  if (meaning.kind !== 'expression') throw new Error(`${derivative} is no expression`);
  const { graph } = program;
  const written = meaning.expression;
  const call = postorder([written]).find((node): node is Call => node.kind === 'call');
  if (!call) throw new Error(`${derivative} calls nothing`);
  const normal = normalise(graph, written);
  return {
    graph,
    written,
    plain: graph.call(
      call.callee,
      call.orders.map(() => 0),
      call.args,
    ),
    normal,
    text: ascii(normal),
    parameters: call.callee.parameters,
    by: call.callee.parameters.flatMap((parameter, i) => Array<Variable>(call.orders[i] ?? 0).fill(parameter)),
  };
}
