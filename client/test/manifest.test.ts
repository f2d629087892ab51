/** What the code registers and what the manifest promises are the same names. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import manifest from '../../package.json';

const source = (file: string): string => readFileSync(new URL(`../src/${file}`, import.meta.url), 'utf8');

test('the commands', () => {
  const sources = source('commands.ts') + source('dragging/keys.ts');
  const registered = [...sources.matchAll(/'(nabla\.\w+)'/g)].map(([, name]) => name);
  expect(manifest.contributes.commands.map(({ command }) => command).sort()).toEqual(registered.sort());
});

test('the panel comes back after a reload', () => {
  const [, view] = /VIEW_TYPE = '([\w.]+)'/.exec(source('derivation/panel.ts')) ?? [];
  expect(manifest.activationEvents).toContain(`onWebviewPanel:${view}`);
});

test('it works in Restricted Mode and in virtual workspaces', () => {
  expect(manifest.capabilities).toEqual({ untrustedWorkspaces: { supported: true }, virtualWorkspaces: true });
});

test('the language activates the extension: it has a configuration', () => {
  expect(manifest.contributes.languages[0]).toMatchObject({ id: 'grad', extensions: ['.grad'] });
  expect(manifest.contributes.languages[0]?.configuration).toBe('./language-configuration.json');
});
