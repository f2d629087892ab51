/** A network is made again where one of its statements or a name that it uses has changed, and only there. */
import { expect, test } from 'vitest';
import { createWorkspace } from '../../src/program/workspace';

const PAGE = `rate = 0.5
other = 2
network n {
  input x[2] = [1, 2]
  h = dense(x, 3) |> relu
  loss = rate sum(h)
}
f(t) = other t
network m {
  input u[2]
  v = n(u)
  loss = sum(v)
}
`;

const edits: readonly (readonly [name: string, edit: (page: string) => string, again: readonly string[]])[] = [
  ['a value that no network names', (page) => page.replace('other = 2', 'other = 3'), []],
  ['a function beside them', (page) => page.replace('f(t) = other t', 'f(t) = other t^2'), []],
  ['a value that a network names', (page) => page.replace('rate = 0.5', 'rate = 0.25'), ['n', 'm']],
  ['a statement of a network', (page) => page.replace('dense(x, 3)', 'dense(x, 4)'), ['n', 'm']],
  ['a network that no other names', (page) => page.replace('sum(v)', 'sum(v^2)'), ['m']],
  ['a line above', (page) => `# above\n\n${page}`, []],
];

test.each(edits)('%s', (_, edit, again) => {
  const workspace = createWorkspace();
  const meanings = (text: string): unknown[] =>
    ['n', 'm'].map((name) => workspace.program('a.grad', text).definitions.get(name)?.meaning);
  const [before, after] = [meanings(PAGE), meanings(edit(PAGE))];
  const changed = ['n', 'm'].filter((_name, i) => before[i] !== after[i]);
  expect(changed).toEqual(again);
});

test('every edit gives what a fresh reading gives', () => {
  const workspace = createWorkspace();
  let page = PAGE;
  for (const [, edit] of edits) {
    page = edit(page);
    const said = ({ problems }: ReturnType<typeof workspace.program>): string[] =>
      problems.map(({ code, range }) => `${code} ${range.start} ${range.end}`);
    expect(said(workspace.program('a.grad', page))).toEqual(said(createWorkspace().program('b.grad', page)));
  }
});

test('typing a network letter by letter says what reading it says', () => {
  const workspace = createWorkspace();
  for (let end = 0; end <= PAGE.length; end += 3) {
    const text = PAGE.slice(0, end);
    const typed = workspace.program('a.grad', text).problems.map(({ code, range }) => `${code} ${range.start}`);
    const read = createWorkspace()
      .program('b.grad', text)
      .problems.map(({ code, range }) => `${code} ${range.start}`);
    expect(typed).toEqual(read);
  }
});
