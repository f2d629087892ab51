// nerdamer's `diff`, as a process of its own. See pool.mjs. What it leaves as diff(…) is refused.
import { createRequire } from 'node:module';
import { serve } from './serve.mjs';

const nerdamer = createRequire(import.meta.url)('nerdamer/all.min.js');
serve(({ text, wrt }) =>
  wrt.map((name) => {
    const result = nerdamer.diff(text, name).toString();
    if (result.includes('diff(')) throw new Error(`left as ${result}`);
    return result;
  }),
);
