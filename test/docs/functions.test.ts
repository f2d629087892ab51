/**
 * docs/functions.md is written from the function table: after a change of the table, `npx vitest run test/docs -u`
 * writes it anew. The colours know every function too.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { createGraph } from '../../server/src/calculus/expression';
import type { FunctionRow } from '../../server/src/calculus/functions/row';
import { constants, table } from '../../server/src/calculus/functions/table';
import { normalise } from '../../server/src/calculus/normal';
import { condition, unicode } from '../../server/src/notation/print';

const root = path.resolve(import.meta.dirname, '../..');
const named = [...table.values()].filter(({ name }) => /^\w+$/.test(name) && !['and', 'or', 'not'].includes(name));

/** `|` would end a cell. */
const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
const code = (text: string): string => `\`${text}\``;

const entry = (row: FunctionRow): string => {
  const graph = createGraph();
  const variables = row.parameters.map(({ name }) => graph.variable(name));
  const self = graph.apply(row, ...variables);
  const head = row.parameters.map((each) => (each.default === undefined ? each.name : `${each.name}=${each.default}`));
  const partials = row.derivative?.(graph, variables, self) ?? variables.map(() => graph.constant(0));
  const derivative = partials.map((partial) => code(unicode(normalise(graph, partial)))).join(', ');
  const domain = (row.domain?.(graph, variables) ?? []).map(({ holds }) => code(condition(holds))).join(', ');
  const cells = [
    code(`${row.name}(${head.join(', ')}${row.variadic ? ', …' : ''})`),
    row.summary,
    derivative,
    domain,
    row.documentation ?? '',
  ];
  return `| ${cells.map(cell).join(' | ')} |`;
};

const page = (): string => `# Built-in functions

Written from the table that everything in Nabla reads: differentiation, evaluation, hovers. Do not edit it
by hand; \`npx vitest run test/docs -u\` writes it anew.

The partial derivatives stand in the order of the parameters. Where no domain is given, a function is defined for all
real numbers. \`1(x > 0)\` is 1 where x > 0 and 0 elsewhere.

| function | is | derivative | defined for | more |
| --- | --- | --- | --- | --- |
${named.map(entry).join('\n')}

Constants: ${[...constants].map(([spelling, { summary }]) => `${code(spelling)} (${summary})`).join(', ')}.
`;

test('docs/functions.md says what the table says', async () => {
  await expect(page()).toMatchFileSnapshot(path.join(root, 'docs/functions.md'));
});

test('the colours know every built-in function', () => {
  const grammar = readFileSync(path.join(root, 'syntaxes/grad.tmLanguage.json'), 'utf8');
  expect(named.map(({ name }) => name).filter((name) => !new RegExp(`[(|]${name}[|)]`).test(grammar))).toEqual([]);
});
