/** In the guide, `# → …` under a wrong claim is what is said of its mistake. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { mistakeIn } from '../../server/src/features/verdicts';
import { judge } from '../../server/src/program/answers';
import { createWorkspace } from '../../server/src/program/workspace';

const root = path.resolve(import.meta.dirname, '../..');
const text = readFileSync(path.join(root, 'docs/language.md'), 'utf8');
const blocks = [...text.matchAll(/^```grad error\n(.*?)^```$/gms)].map(([, page = '']) => page);
const told = blocks.filter((page) => page.includes('\n# → '));

test('there are examples', () => expect(told.length).toBeGreaterThan(0));

test.each(told)('%s', (page) => {
  const program = createWorkspace().program('file:///page.grad', page);
  const said = program.page.statements.flatMap((_, index) => {
    const verdict = judge(program, index);
    const link = verdict?.links[verdict.shown];
    return link ? mistakeIn(program, link) : [];
  });
  expect(said).toEqual([...page.matchAll(/^# → (.*)$/gm)].map(([, sentence]) => sentence));
});
