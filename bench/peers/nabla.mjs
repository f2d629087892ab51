// Nabla as a process of its own: see pool.mjs for what comes in and goes out.
import { derive } from '../shared/page.mjs';
import { serve } from './serve.mjs';

serve(({ text, wrt, names }) => derive(text, wrt, names));
