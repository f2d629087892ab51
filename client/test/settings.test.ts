/** The settings that the manifest declares are the ones that the server knows, with the same defaults. */
import { expect, test } from 'vitest';
import manifest from '../../package.json';
import { DEFAULT_SETTINGS } from '../../server/src/protocol';
import { type Configuration, readSettings } from '../src/settings';

const properties: Readonly<Record<string, { default: unknown; markdownDescription: string }>> =
  manifest.contributes.configuration.properties;

/** A configuration that asks `answer`, and fails where the manifest does not declare the key. */
const configuration = (answer: (key: string) => unknown): Configuration => ({
  get<T>(key: string, fallback: T): T {
    expect(Object.keys(properties)).toContain(`nabla.${key}`);
    const value = answer(key);
    return typeof value === typeof fallback ? (value as T) : fallback;
  },
});

test('declared defaults are the server’s', () => {
  expect(readSettings(configuration((key) => properties[`nabla.${key}`]?.default))).toEqual(DEFAULT_SETTINGS);
});

test('each setting reaches its place', () => {
  const asked: string[] = [];
  const settings = readSettings(
    configuration((key) => {
      asked.push(key);
      return key === 'codeLens.verdicts';
    }),
  );
  expect(settings).toEqual({
    codeLens: { enabled: false, verdicts: true },
    inlayHints: { values: false, verdicts: false, shapes: false },
    hover: { slopes: false },
    diagnostics: { workspace: false },
    format: DEFAULT_SETTINGS.format,
    prediction: { enabled: false },
  });
  expect(asked.map((key) => `nabla.${key}`)).toEqual(
    Object.keys(properties).filter((key) => key !== 'nabla.trace.server'),
  );
});

test('every setting is described in a sentence', () => {
  for (const { markdownDescription } of Object.values(properties))
    expect(markdownDescription).toMatch(/^[A-Z].{30,}\.$/);
});
