/** Activation functions: entry by entry, and the softmax. */
import { say } from '../../../calculus/derivation/step';
import { type Expression, isConstant } from '../../../calculus/expression';
import { normalise } from '../../../calculus/normal';
import { light } from '../../../calculus/normal/light';
import { named } from '../../names';
import type { Given, Rule } from '../rule';
import { isActivation } from '../unfold';

/** A function of one node and perhaps of numbers, entry by entry. */
export const activation: Rule = ({ body, graph, forms, of, names }) => {
  if (body.kind !== 'application' || !isActivation(body)) return undefined;
  const [z, ...numbers] = body.args;
  if (z?.kind !== 'variable' || !numbers.every((number) => isConstant(number))) return undefined;
  const [slope] = body.row.derivative?.(light(graph), body.args, body) ?? [];
  if (!slope) return undefined;
  const isRelu = body.row.name === 'relu';
  // ReLU's slope is read off z, as the textbook has it; of others the value says it shorter.
  const shown = isRelu ? slope : named(graph, normalise(graph, named(graph, slope, names)), names);
  return (to, adjoint) =>
    to === z
      ? {
          rule: isRelu ? 'ReLU' : 'activation function',
          formula: forms.times(adjoint, shown),
          explanation: isRelu
            ? say`relu has the slope 1 where ${z} > 0 and 0 elsewhere: the adjoint passes there and stops elsewhere.`
            : say`${of} = ${body}, entry by entry: the adjoint times the slope ${shown}.`,
        }
      : undefined;
};

/** Goodfellow, Bengio and Courville (2016), 6.2.2.3. */
export const softmax: Rule = ({ body, forms, of: p, graph }) => {
  if (body.kind !== 'operation' || body.row.name !== 'softmax') return undefined;
  const [z] = body.args;
  const { axis = -1 } = body.options;
  if (z?.kind !== 'variable' || typeof axis !== 'number') return undefined;
  const isVector = p.shape.length === 1;
  return (to, adjoint) => {
    if (to !== z) return undefined;
    const weighted = forms.times(adjoint, p);
    const sum = forms.operate('sum', [weighted], isVector ? {} : { axis, keepdims: true });
    const formula = forms.times(p, forms.minus(adjoint, sum));
    const words = say`Each entry of ${p} depends on all of its row of ${z}: the slope of ${p}[i] by ${z}[j] is ${p}[i](1 − ${p}[i]) where i = j and −${p}[i]·${p}[j] elsewhere. The adjoint times this Jacobian, diag(${p}) − ${p}⊗${p}, is one product and one sum.`;
    if (!isVector) return { rule: 'softmax', formula, explanation: words };
    const jacobian = graph.subtract(forms.operate('diag', [p]), forms.outer(p, p));
    const way: Given[] = [
      {
        rule: 'softmax',
        formula: forms.product(adjoint, jacobian),
        explanation: say`The slope of ${p}[i] by ${z}[j] is ${p}[i](1 − ${p}[i]) where i = j and −${p}[i]·${p}[j] elsewhere: that is the Jacobian.`,
      },
      {
        rule: 'softmax',
        formula,
        explanation: say`A diagonal matrix multiplies entry by entry, an outer product is one sum: nothing has to be built.`,
      },
    ];
    return { rule: 'softmax', formula, explanation: words, way };
  };
};

export const logSoftmax: Rule = ({ body, forms, of }) => {
  if (body.kind !== 'operation' || body.row.name !== 'log_softmax') return undefined;
  const [z] = body.args;
  const { axis = -1 } = body.options;
  if (z?.kind !== 'variable' || typeof axis !== 'number') return undefined;
  return (to, adjoint) => {
    if (to !== z) return undefined;
    const sum = forms.operate('sum', [adjoint], of.shape.length === 1 ? {} : { axis, keepdims: true });
    const probabilities: Expression = forms.operate('softmax', [z], body.options);
    return {
      rule: 'log-softmax',
      formula: forms.minus(adjoint, forms.times(probabilities, sum)),
      explanation: say`${of} is ${z} less the logarithm of a sum of exponentials, whose slope is softmax(z).`,
    };
  };
};
