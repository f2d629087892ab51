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
import { isMisfit, type OperationRow } from '../../server/src/calculus/operations/row';
import { operations } from '../../server/src/calculus/operations/table';
import { type LayerRow, signatureOf } from '../../server/src/network/row';
import { layerTable } from '../../server/src/network/table';
import { condition, unicode } from '../../server/src/notation/print';
import { ARRAY_FUNCTIONS } from '../../server/src/program/scope';

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

/** Written by a name, or as \`@\` and \`.T\`; how an index is written stands in the guide. */
const isWritten = ({ style, name }: OperationRow): boolean => style !== 'index' && name !== 'index';

const operationEntry = (row: OperationRow): string => {
  const letters = row.parameters.filter(({ kind }) => kind === 'array').map(({ name }) => name);
  const head = row.parameters.map(({ name, optional, default: value }) =>
    optional ? `${name}=${value ?? '…'}` : name,
  );
  const [left, right] = letters;
  const written =
    row.style === 'infix'
      ? `${left} ${row.name} ${right}`
      : `${row.name}(${head.join(', ')}${row.variadic ? ', …' : ''})`;
  return `| ${[code(written), row.summary, pullbackOf(row, letters), row.documentation ?? ''].map(cell).join(' | ')} |`;
};

const LENGTHS = ['n', 'm', 'k', 'l'];

/** At one of the row's own examples, with names for its lengths where the row can have them; equal ones have one name. */
function pullbackOf(row: OperationRow, letters: readonly string[]): string {
  const { shapes, options = {} } = row.tests.find(
    (each) => each.shapes.length === 2 && each.shapes.every(({ length }) => length === 2),
  ) ??
    row.tests[0] ?? { shapes: [] };
  const lengths = [...new Set(shapes.flat())];
  const named = shapes.map((shape) => shape.map((length) => LENGTHS[lengths.indexOf(length)] ?? length));
  const [fitting] = [named, shapes].filter((each) => !isMisfit(row.shape(each, options)));
  if (!row.pullback || !fitting) return '';
  const graph = createGraph();
  const args = fitting.map((shape, i) => graph.variable(letters[i] ?? `${letters.at(-1)}${i}`, 'local', shape));
  const node = graph.operate(row, args, options);
  if (node.kind !== 'operation') return '';
  const given = row.pullback(graph, node, graph.variable(letters.includes('g') ? 'δ' : 'g', 'local', node.shape));
  return given.flatMap((one) => (one ? [code(unicode(normalise(graph, one)))] : [])).join(', ');
}

const layerEntry = (row: LayerRow): string =>
  `| ${[code(signatureOf(row)), row.summary, row.documentation].map(cell).join(' | ')} |`;

const page = (): string => `# Built-in functions

Written from the table that everything in Nabla reads: differentiation, evaluation, hovers. Do not edit it
by hand; \`npx vitest run test/docs -u\` writes it anew.

The partial derivatives stand in the order of the parameters. Where no domain is given, a function is defined for all
real numbers. \`1(x > 0)\` is 1 where x > 0 and 0 elsewhere.

| function | is | derivative | defined for | more |
| --- | --- | --- | --- | --- |
${named.map(entry).join('\n')}

Constants: ${[...constants].map(([spelling, { summary }]) => `${code(spelling)} (${summary})`).join(', ')}.

## Vectors and matrices

These look at arrays as wholes. \`g\` is the adjoint of the result (\`δ\`, where \`g\` is an argument); the pullback says what it
contributes to the adjoint of each array, in their order: the vector-Jacobian product, here for arrays of few axes. A length
that could not be a name is a number of an example. Where none is given, the slope is 0 wherever it exists.

| operation | is | pullback | more |
| --- | --- | --- | --- |
${[...operations().values()].filter(isWritten).map(operationEntry).join('\n')}

## Layers and losses

They stand in networks. \`W=\`, \`b=\`, … bind a parameter of your own, or give the value of the one that is made.

| layer or loss | is | more |
| --- | --- | --- |
${[...layerTable.values()].map(layerEntry).join('\n')}
`;

test('docs/functions.md says what the table says', async () => {
  await expect(page()).toMatchFileSnapshot(path.join(root, 'docs/functions.md'));
});

test('the colours know every built-in function', () => {
  const grammar = readFileSync(path.join(root, 'syntaxes/grad.tmLanguage.json'), 'utf8');
  const names = [...named.map(({ name }) => name), ...ARRAY_FUNCTIONS, ...layerTable.keys()];
  expect(names.filter((name) => !new RegExp(`[(|]${name}[|)]`).test(grammar))).toEqual([]);
});
