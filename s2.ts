import { createGraph } from './server/src/calculus/expression';
import { normalise } from './server/src/calculus/normal';
import { operation } from './server/src/calculus/operations/table';
import { evaluate } from './server/src/calculus/evaluate';
const g = createGraph();
const a = g.array([1,2,3]);
const s = g.operate(operation('sum'), [g.power(a, 2)]);
console.log('n'); const n = normalise(g, s); console.log(n.kind);
console.log(evaluate(g, s, new Map()));
