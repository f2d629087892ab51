/** The networks of test/networks, and what `nabla gradient --json` says of a page. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { nabla } from '../cli/fake-io';

const FOLDER = path.resolve(import.meta.dirname, '../../../test/networks/cases');

export const caseNames: readonly string[] = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.grad'))
  .map((file) => file.slice(0, -'.grad'.length));

export const casePage = (name: string): string => readFileSync(path.join(FOLDER, `${name}.grad`), 'utf8');

export type Value = number | null | readonly Value[];

export interface Formula {
  readonly text: string;
  readonly latex?: string;
  readonly shared?: readonly { readonly name: string; readonly text: string }[];
  readonly value: Value;
  readonly reason?: string;
  readonly note?: string;
}

export interface NetworkAnswer {
  readonly name: string;
  readonly loss: { readonly value: Value; readonly reason?: string };
  readonly totalParameters: number | null;
  readonly parameters: readonly {
    readonly name: string;
    readonly shape: readonly (number | string)[];
    readonly count: number | null;
    readonly gradient: Formula;
  }[];
  readonly nodes: readonly (Partial<Formula> & {
    readonly name: string;
    readonly kind: string;
    readonly shape: readonly (number | string)[];
    readonly value: Value;
    readonly gradient?: Formula;
  })[];
}

export async function networksOf(
  page: string,
  name?: string,
  at?: string,
): Promise<{ readonly networks: readonly NetworkAnswer[]; readonly err: string }> {
  const argv = ['gradient', 'a.grad', ...(name === undefined ? [] : [name]), '--json', ...(at ? ['--at', at] : [])];
  const { json, err } = await nabla(argv, { files: { 'a.grad': page } });
  return { networks: (json as { networks: readonly NetworkAnswer[] } | undefined)?.networks ?? [], err };
}

/** Where two values first differ. */
export function difference(actual: Value | undefined, right: Value, where = ''): string | undefined {
  if (typeof right === 'number' && typeof actual === 'number') {
    const close = Math.abs(actual - right) <= 1e-9 * Math.abs(right) + 1e-12;
    return close ? undefined : `${where}: ${actual}, not ${right}`;
  }
  if (Array.isArray(right) && Array.isArray(actual) && right.length === actual.length) {
    for (const [i, entry] of right.entries()) {
      const found = difference(actual[i], entry, `${where}[${i}]`);
      if (found) return found;
    }
    return undefined;
  }
  return actual === right ? undefined : `${where}: ${JSON.stringify(actual)}, not ${JSON.stringify(right)}`;
}
