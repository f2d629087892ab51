/**
 * The table of layers and losses. To add one, write its row in `layers.ts` or `losses.ts`; nothing else changes.
 */
import { layers } from './layers';
import { losses } from './losses';
import type { LayerRow } from './row';

/** By name, in the order of the language guide: the layers, then the losses. */
export const layerTable: ReadonlyMap<string, LayerRow> = new Map([...layers, ...losses].map((row) => [row.name, row]));
