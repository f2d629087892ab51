/** A network as a whole: a table of its nodes as Keras and torchinfo print it. In: its definition. Out: a card's parts. */
import { totalParameters } from '../../network/network';
import type { NetworkDefinition, NetworkMember } from '../../program/program';
import { arrayValue } from '../arrays';
import { line } from '../formulas';
import { grouped, madeBy, parametersText, type Sight, shapeOf, sightOf, throughput } from '../networks';
import { hidesPart } from '../prediction/hidden';
import { cut } from '../text';
import type { View } from '../view';
import type { Card } from './card';

const MOST_ROWS = 40;
const LONGEST_NAME = 24;

export function networkParts(view: View, definition: NetworkDefinition): Omit<Card, 'range'> {
  const formulas = [line(`network ${definition.name}`)];
  const sight = sightOf(view.program, definition);
  const { members } = definition;
  const shown = members.slice(0, MOST_ROWS).map((member) => row(sight, member));
  if (members.length > MOST_ROWS) shown.push([`… ${members.length - MOST_ROWS} more`, '', '', '']);
  const table = members.length > 0 ? aligned([['node', 'made by', 'shape', 'parameters'], ...shown]) : [];
  if (!sight) return { formulas, ...(table.length > 0 && { table }) };
  const { network } = sight;
  const loss = hidesPart(view, definition, network.loss.name) ? '?' : arrayValue(sight.value(network.loss.variable));
  const through = throughput(network);
  return {
    formulas,
    table,
    says: [[parametersText(network), through, loss && `loss ${loss}`].filter(Boolean).join(', ')],
  };
}

/** A parameter counts where it is made: one that a layer is given is named, and counted in its own line. */
function row(sight: Sight | undefined, { kind, name, shape }: NetworkMember): readonly string[] {
  const network = sight?.network;
  const made = network ? madeBy(network, name) : [];
  const own = kind === 'param' ? [{ name, shape }] : made;
  const calls = network?.layers.filter(({ node }) => node === name) ?? [];
  const lent = calls.flatMap(({ parameters }) => parameters).filter((one) => !made.some((own) => own.name === one));
  const total = totalParameters({
    parameters: own.flatMap((one) => network?.parameters.find((p) => p.name === one.name) ?? []),
  });
  const by =
    calls.length > 0 ? calls.map((call) => call.row).join(', ') : kind === 'node' || kind === 'loss' ? '' : kind;
  const shared = lent.length > 0 ? `shares ${[...new Set(lent)].join(', ')}` : '';
  const counted = total === 0 ? '' : grouped(total);
  return [
    cut(name, LONGEST_NAME),
    cut(by, LONGEST_NAME),
    shape.length === 0 ? '' : shapeOf(shape),
    cut([counted, shared].filter(Boolean).join('  '), 2 * LONGEST_NAME),
  ];
}

function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]?.map((_, i) => Math.max(...rows.map((one) => one[i]?.length ?? 0))) ?? [];
  const isNumber = (cell: string): boolean => /^[\d,]+$/.test(cell);
  const wide = Math.max(...rows.map((one) => ((cell) => (isNumber(cell) ? cell.length : 0))(one.at(-1) ?? '')));
  return rows.map((cells) =>
    cells
      .map((cell, i) =>
        i < cells.length - 1 ? cell.padEnd(widths[i] ?? 0) : isNumber(cell) ? cell.padStart(wide) : cell,
      )
      .join('  ')
      .trimEnd(),
  );
}
