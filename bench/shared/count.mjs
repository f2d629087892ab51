// How large a formula is, by one measure for every engine. In: expressions as written, read back from the engine's text.
// Out: their distinct operations: equal parts once, a sum or product of n terms as n - 1, a quotient, a power and a
// function as one, a sign only where it makes no difference of two terms, a number (3, -1/2) as none.
import { engine } from './engine.mjs';

const { parts, postorder } = engine;

/** A number as people write it: 3, -3, 1/2. Inside a product 1/2 is a division, as x/2 is. */
function isNumber(node) {
  if (node.kind === 'constant') return true;
  if (node.kind === 'negation') return isNumber(node.operand);
  return node.kind === 'quotient' && node.numerator.kind === 'constant' && node.denominator.kind === 'constant';
}

/** Iverson's bracket as a factor: the 1 of `1*(x > 0)*y` is no operation. */
const isBracket = ({ factors: [first, second] }) =>
  first.kind === 'constant' &&
  first.value.n === 1n &&
  first.value.d === 1n &&
  second.kind === 'application' &&
  second.row.truth;

function own(node, usedAs) {
  switch (node.kind) {
    case 'constant':
    case 'named':
    case 'variable':
    case 'array':
      return 0;
    case 'sum':
      return node.terms.length - 1;
    case 'product':
      return node.factors.length - (isBracket(node) ? 2 : 1);
    case 'negation':
      return isNumber(node.operand) || !usedAs.sign.has(node) ? 0 : 1;
    case 'quotient':
      return isNumber(node) && !usedAs.factor.has(node) ? 0 : 1;
    default:
      return 1;
  }
}

export function distinctOperations(roots) {
  const nodes = postorder(roots);
  const usedAs = { sign: new Set(roots), factor: new Set() };
  for (const node of nodes.toReversed()) {
    for (const part of parts(node)) {
      if (node.kind !== 'sum') usedAs.sign.add(part);
      if (['product', 'quotient'].includes(node.kind)) usedAs.factor.add(part);
      if (node.kind === 'negation' && usedAs.factor.has(node)) usedAs.factor.add(part);
    }
  }
  return nodes.reduce((total, node) => total + own(node, usedAs), 0);
}
