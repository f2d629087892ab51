// compute-engine's `D`, from MathJSON to MathJSON, as a process of its own. See pool.mjs. What it leaves open is refused.
import { ComputeEngine } from '@cortex-js/compute-engine';
import { serve } from './serve.mjs';

const engine = new ComputeEngine();
serve(({ json, wrt }) =>
  wrt.map((name) => {
    const result = JSON.stringify(engine.box(['D', JSON.parse(json), name]).evaluate().json);
    if (/"(D|Derivative|Apply|Error)"/.test(result)) throw new Error(`left as ${result}`);
    return result;
  }),
);
