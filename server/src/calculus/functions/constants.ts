/** The named constants. */
import type { BigNumber, Precise } from '../special/precise';

export interface ConstantRow {
  readonly name: 'e' | 'π';
  /** All the ways to write it, the ASCII one that `text` uses first. */
  readonly spellings: readonly string[];
  readonly summary: string;
  readonly documentation: string;
  /** The nearest double. */
  readonly value: number;
  readonly precise: (arithmetic: Precise) => BigNumber;
}

const rows: readonly ConstantRow[] = [
  {
    name: 'e',
    spellings: ['e'],
    summary: "Euler's number, 2.71828…",
    documentation: 'The base of the natural logarithm: `exp(x)` is `e^x`. DLMF 4.2.11.',
    value: Math.E,
    precise: (a) => a.e,
  },
  {
    name: 'π',
    spellings: ['pi', 'π'],
    summary: 'pi, 3.14159…',
    documentation: 'The circumference of a circle of diameter 1. DLMF 3.12.1.',
    value: Math.PI,
    precise: (a) => a.pi,
  },
];

/** By each spelling. */
export const constants: ReadonlyMap<string, ConstantRow> = new Map(
  rows.flatMap((row) => row.spellings.map((spelling) => [spelling, row] as const)),
);
