/** Every text that is printed of a network stands in the network again, with the same value. */
import { describe, expect, test } from 'vitest';
import { caseNames, casePage, difference, type Formula, networksOf, type Value } from './cases';

/** Statements put before the brace that closes the network of this name. */
function within(page: string, name: string, lines: readonly string[]): string {
  const start = page.search(new RegExp(`network\\s+${name}\\b`));
  const rest = page.slice(start).replaceAll(/#.*/g, (comment) => ' '.repeat(comment.length));
  const close = start + rest.indexOf('}');
  return `${page.slice(0, close)}\n${lines.join('\n')}\n${page.slice(close)}`;
}

describe('texts of networks parse back', () => {
  test.each(caseNames)('%s', async (name) => {
    const page = casePage(name);
    const { networks } = await networksOf(page, name);
    const [network] = networks;
    const lines: string[] = [];
    const wanted = new Map<string, { readonly value: Value; readonly of: string }>();
    const write = (formula: Partial<Formula> & { readonly value: Value }, of: string): void => {
      if (formula.text === undefined || formula.shared) return;
      const fresh = `again_${wanted.size}`;
      lines.push(`${fresh} = ${formula.text}`);
      wanted.set(fresh, { value: formula.value, of });
    };
    for (const node of network?.nodes ?? []) {
      write(node, node.name);
      if (node.gradient) write(node.gradient, `∂loss/∂${node.name}`);
    }
    for (const { name: parameter, gradient } of network?.parameters ?? []) write(gradient, `∂loss/∂${parameter}`);
    const again = await networksOf(within(page, name, lines), name);
    expect(again.err).toBe('');
    const nodes = new Map(again.networks[0]?.nodes.map((node) => [node.name, node]));
    const wrong = [...wanted].flatMap(([fresh, { value, of }]) => {
      const found = difference(nodes.get(fresh)?.value, value, of);
      const line = lines.find((one) => one.startsWith(`${fresh} `));
      return found ? [`${found} (${nodes.get(fresh)?.reason ?? ''}): ${line}`] : [];
    });
    expect(wrong.join('\n')).toBe('');
  });
});
