/** ∂loss/∂v of any part of a network, also where no path leads from it to the loss. In: a network and its pass. Out: a formula. */
import type { Shape } from '../calculus/dimension';
import { type Expression, postorder, type Variable, variables } from '../calculus/expression';
import { operation } from '../calculus/operations/table';
import { adjointOf, type Backward } from './backward';
import type { Formulas } from './formulas';
import type { Network } from './network';

interface Passed {
  readonly network: Network;
  pass(): Backward;
  formulas(): Formulas;
}

/** 0 where the loss does not depend on v, undefined where v only says which entries are taken. */
export function slopeOf({ network, pass, formulas }: Passed, variable: Variable): Expression | undefined {
  if (adjointOf(pass(), variable)) return formulas().of(variable)?.closed;
  return isSubscript(network, variable) ? undefined : zero(network, variable.shape);
}

export const zero = ({ graph }: Network, shape: Shape): Expression =>
  shape.length === 0 ? graph.constant(0) : graph.operate(operation('zeros'), [], { shape });

/** Whether a variable stands in what an embedding or an index looks up. */
const isSubscript = ({ nodes }: Network, variable: Variable): boolean =>
  nodes.some(({ body }) =>
    postorder(body ? [body] : []).some(
      (node) =>
        node.kind === 'operation' &&
        node.row.name === 'gather' &&
        node.args.slice(1).some((ids) => variables(ids).includes(variable)),
    ),
  );
