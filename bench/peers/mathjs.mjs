// mathjs's `derivative`, as a process of its own; the argument `simplify` is its default. See pool.mjs.
import { all, create } from 'mathjs';
import { serve } from './serve.mjs';

const mathjs = create(all);
const simplify = process.argv[2] === 'simplify';
serve(({ text, wrt }) => wrt.map((name) => mathjs.derivative(text, name, { simplify }).toString()));
