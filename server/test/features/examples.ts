/** The pages that properties of features are tried on. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const EXAMPLES = path.resolve(import.meta.dirname, '../../../examples');

export const examples: readonly { readonly name: string; readonly text: string }[] = readdirSync(EXAMPLES)
  .filter((name) => name.endsWith('.grad'))
  .map((name) => ({ name, text: readFileSync(path.join(EXAMPLES, name), 'utf8') }));
