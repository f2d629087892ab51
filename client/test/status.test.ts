/** What the status says of the last check. */
import { expect, test, vi } from 'vitest';

vi.mock('vscode', () => ({}));
vi.mock('vscode-languageclient', () => ({ State: {} }));
vi.mock('../src/commands', () => ({ COMMANDS: {} }));
const { checked } = await import('../src/status');

const page = { uri: 'file:///a.grad', version: 1 };
test.each([
  [undefined, 'Not checked yet', '', false],
  [{ ...page, claims: 0, took: 0 }, 'No claims on this page', '', false],
  [{ ...page, claims: 1, took: 7 }, '1 claim checked in 7 ms', '', false],
  [{ ...page, claims: 12, took: 1240 }, '12 claims checked in 1.2 s', '', false],
  [{ ...page, claims: 0, took: 0, leftOut: 'A page may have …' }, 'No claims on this page', 'A page may have …', true],
])('%o', (status, text, detail, isCut) => expect(checked(status)).toEqual({ text, detail, isCut }));
