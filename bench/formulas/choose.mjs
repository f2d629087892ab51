// A sample of antiderivatives that can be checked. In, on standard input: lines of antiderivatives.py; argument: how many.
// Out: lines of the corpus, those whose published integrand is the slope of the antiderivative wherever it was tried in
// real numbers (many hold only in complex ones), evenly from every chapter, in the order of the suite.
import { readFileSync } from 'node:fs';
import { namesIn, read } from '../shared/page.mjs';
import { judge, pointsOf, randomly } from '../shared/truth.mjs';

const wanted = Number(process.argv[2] ?? 700);
const chapters = new Map();
for (const [index, line] of readFileSync(0, 'utf8').trim().split('\n').entries()) {
  const [chapter, text, wrt, integrand] = line.split('\t');
  const names = namesIn(text, integrand);
  try {
    const { bodies, variables } = read([text, integrand], names);
    const points = pointsOf(
      bodies[0],
      variables,
      variables.filter(({ name }) => name === wrt),
      3,
    );
    if (points.length < 2 || judge([bodies[1]], variables, points) !== 'right') continue;
  } catch {
    continue;
  }
  chapters.set(chapter, [...(chapters.get(chapter) ?? []), { index, line: [text, wrt, integrand].join('\t') }]);
}

// Small chapters whole, of the others an even share; within a chapter at random, the same at every run.
const random = randomly(1);
const waiting = [...chapters.values()].map((lines) => lines.map((line) => ({ ...line, key: random() })));
for (const lines of waiting) lines.sort((one, other) => one.key - other.key);
waiting.sort((one, other) => one.length - other.length);
const chosen = [];
for (const [i, lines] of waiting.entries()) {
  chosen.push(...lines.slice(0, Math.floor((wanted - chosen.length) / (waiting.length - i))));
}
for (const { line } of chosen.sort((one, other) => one.index - other.index)) console.log(line);
console.error(
  [...chapters].map(([chapter, lines]) => `${chapter} ${lines.length}`).join(', '),
  'chosen',
  chosen.length,
);
