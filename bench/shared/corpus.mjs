// The formulas of bench/formulas. In: which file and how many. Out: entries { family, text, wrt, names, published }: the
// formula, the variables that it is differentiated by, all names in it, and the integrand where it is an antiderivative.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { namesIn } from './page.mjs';

const folder = path.resolve(import.meta.dirname, '../formulas');

export function corpus() {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.txt'))
    .sort()
    .flatMap((name) => entriesOf(path.basename(name, '.txt'), readFileSync(path.join(folder, name), 'utf8')));
}

/** A line is a formula, a tab and variables, perhaps a tab and the published derivative; `# …` names what follows. */
function entriesOf(file, content) {
  let family = file;
  return content.split('\n').flatMap((line) => {
    if (line.startsWith('#')) family = `${file}: ${line.slice(1).trim()}`;
    if (line.startsWith('#') || line.trim() === '') return [];
    const [text, variables, published] = line.split('\t');
    return [{ family, text, wrt: variables.split(' '), names: namesIn(text), published }];
  });
}

/** Every n-th entry of each family, so that no family is left out: about `wanted` of them, the same at every run. */
export function sample(entries, wanted) {
  const step = Math.max(1, entries.length / wanted);
  return entries.filter((_, i) => Math.floor(i / step) !== Math.floor((i - 1) / step));
}
