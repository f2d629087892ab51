/** The graph as a table, for those who do not see the drawing or want all digits. In: a drawing. Out: a table, a row for each node. */
import { element } from '../dom';
import type { Drawing } from './fold';
import { kindWord, lengths } from './labels';
import { nameOf, slopeOf } from './words';

const COLUMNS = ['node', 'kind', 'formula', 'shape', 'value', 'gradient', 'slopes to what it leads to'] as const;

export const table = (drawing: Drawing, caption: string): HTMLTableElement =>
  element(
    'table',
    {},
    element('caption', {}, caption),
    element('thead', {}, element('tr', {}, ...COLUMNS.map((name) => element('th', { scope: 'col' }, name)))),
    element('tbody', {}, ...drawing.nodes.map((node) => row(drawing, node))),
  );

function row({ node: byId, outOf }: Drawing, node: Drawing['nodes'][number]): HTMLTableRowElement {
  const slopes = (outOf.get(node.id) ?? []).map(({ to, local }) => {
    const end = byId.get(to);
    const slope = local && slopeOf(local);
    return [...(end ? [nameOf(end).unicode] : []), ...(slope ? [slope.unicode] : [])].join(': ');
  });
  const cells = [
    kindWord(node),
    node.formula?.unicode,
    node.shape && lengths(node.shape),
    node.value?.text,
    node.gradient?.text ?? node.gradientFormula?.unicode,
    slopes.join('; '),
  ];
  return element(
    'tr',
    {},
    element('th', { scope: 'row' }, nameOf(node).unicode),
    ...cells.map((text) => element('td', {}, text ?? '')),
  );
}
