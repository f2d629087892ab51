/** Mends of networks: what stands in the wrong place, what is missing. In: a problem in a network. Out: fixes. */
import type { Fix, Statement } from '../../syntax/tree';
import { expressions, parts } from '../../syntax/walk';
import { breakOf, lineAbove, linesBelow, removal } from '../refactor/places';
import type { View } from '../view';
import type { Mend } from './place';

/** The statements of a network below its first line, without the one that closes it. */
function membersOf({ program }: View, header: number): readonly Statement[] {
  return program.page.statements.filter(({ network, sentence }) => network === header && sentence.kind !== 'close');
}

/** A `{` is closed below the last line that can stand in the network. */
export const closeBrace: Mend = ({ view, text, statement, index }) => {
  const last = membersOf(view, index).at(-1) ?? statement;
  const feed = text.indexOf('\n', last.end);
  const stop = feed < 0 ? text.length : feed;
  const at = text[stop - 1] === '\r' ? stop - 1 : stop;
  const line = text.lastIndexOf('\n', statement.start - 1) + 1;
  const indentation = /^[ \t]*/.exec(text.slice(line))?.[0] ?? '';
  const close = `${breakOf(text)}${indentation}}`;
  return [{ title: 'Close it with }', edits: [{ range: { start: at, end: at }, text: close }], preferred: true }];
};

/** A claim goes below the network, and everything else above. */
export const moveOut: Mend = ({ view, statement }) => {
  const { statements } = view.program.page;
  const header = statement.network === undefined ? undefined : statements[statement.network];
  const { kind } = statement.sentence;
  if (!header || !['definition', 'declare', 'import', 'check'].includes(kind)) return [];
  const last = statements.findLast(({ network }) => network === statement.network) ?? header;
  const isBelow = kind === 'check';
  const place = isBelow ? linesBelow(view, last, [statement.source]) : lineAbove(view, header, statement.source);
  const title = isBelow ? 'Move it below the network' : 'Move it above the network';
  return [{ title, edits: [place, removal(view, statement)] }];
};

/** A node that is used above its definition: its line goes up, where it needs nothing that stands between. */
export const moveUp: Mend = ({ view, statement, wrong, index }) => {
  const { statements } = view.program.page;
  const name = wrong.normalize('NFC');
  const at = statements.findIndex(
    ({ network, sentence }, i) =>
      i > index &&
      network !== undefined &&
      network === statement.network &&
      'name' in sentence &&
      sentence.name.name === name,
  );
  const definition = statements[at];
  if (!definition) return [];
  const between = new Set(
    statements.slice(index, at).flatMap(({ sentence }) => ('name' in sentence ? [sentence.name.name] : [])),
  );
  const needs = expressions(definition.sentence).flatMap((tree) => [...parts(tree)]);
  if (needs.some((tree) => tree.kind === 'name' && between.has(tree.name))) return [];
  const edits = [lineAbove(view, statement, definition.source), removal(view, definition)];
  return [{ title: `Move ${name} above`, edits, preferred: true }];
};

/** What the last node is, held against the target. */
export const addLoss: Mend = ({ view, problem, text, index }) => {
  const members = membersOf(view, index);
  const target = members.find(({ sentence }) => sentence.kind === 'target')?.sentence;
  const last = members.findLast(({ sentence }) => sentence.kind === 'definition' && !sentence.parameters);
  if (target?.kind !== 'target' || last?.sentence.kind !== 'definition' || (problem.fixes?.length ?? 0) > 0) return [];
  const line = `loss = mse(${last.sentence.name.name}, ${target.name.name})`;
  const start = text.lastIndexOf('\n', last.start - 1) + 1;
  const indentation = /^[ \t]*/.exec(text.slice(start))?.[0] ?? '';
  const fix: Fix = {
    title: `Write ${line}`,
    edits: [{ range: { start: last.end, end: last.end }, text: `${breakOf(text)}${indentation}${line}` }],
    preferred: false,
  };
  return [fix];
};
