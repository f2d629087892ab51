/** Mends of calls and indices: arguments that are missing, too many or called otherwise. In: a problem in a call. Out: fixes. */
import { table } from '../../calculus/functions/table';
import { operations } from '../../calculus/operations/table';
import { layerTable } from '../../network/table';
import type { Tree } from '../../syntax/tree';
import type { View } from '../view';
import { around, type Mend, remove, shifted, write } from './place';

type Call = Extract<Tree, { kind: 'call' }>;

/** The names of what a call takes; undefined for what is no function. */
function parametersOf({ program }: View, { callee }: Call): readonly string[] | undefined {
  if (callee.kind !== 'name') return undefined;
  const definition = program.definitionOf(callee.name);
  if (definition?.kind === 'function') return definition.callee.parameters.map(({ name }) => name);
  if (definition?.kind === 'abstract') return definition.parameters;
  const name = callee.name.replace(/^std\./, '');
  const rows = [table.get(name), operations().get(name), layerTable.get(name)];
  const names = rows.flatMap((row) => row?.parameters.map((one) => one.name) ?? []);
  return names.length > 0 ? [...new Set(names)] : undefined;
}

/** `sin()` in a function of one parameter. */
export const onlyArgument: Mend = ({ problem, statement, wrong }) => {
  const name = /^([\p{L}_][\p{L}\p{M}0-9_₀-₉]*)\s*\(\s*\)$/u.exec(wrong)?.[1];
  const head = /^[\p{L}_][\p{L}\p{M}0-9_₀-₉]*\s*\(\s*([\p{L}_][\p{L}\p{M}0-9_₀-₉]*)\s*\)\s*=/u.exec(
    statement.source,
  )?.[1];
  return name && head ? [write(problem.range, `${name}(${head})`, { preferred: false })] : [];
};

/** The names of the parameters stand for what is missing. */
export const missingArguments: Mend = (place) => {
  const { view, text, statement, problem } = place;
  const call = around(place, 'call');
  const parameters = call && parametersOf(view, call);
  const last = call?.arguments.at(-1);
  if (!call || !parameters || !last || call.arguments.some(({ name }) => name)) return [];
  if (shifted(statement.start, call.range).start !== problem.range.start) return [];
  const missing = parameters.slice(call.arguments.length);
  const end = statement.start + last.range.end;
  const written = text.slice(problem.range.start, end);
  if (missing.length === 0 || problem.message.includes('(') === false) return [];
  const title = `Write ${written}, ${missing.join(', ')})`;
  return [{ title, edits: [{ range: { start: end, end }, text: `, ${missing.join(', ')}` }], preferred: false }];
};

export const extraArguments: Mend = (place) => {
  const { problem, statement } = place;
  const call = around(place, 'call') ?? around(place, 'point');
  const ranges = call?.arguments.map(({ range }) => shifted(statement.start, range)) ?? [];
  const at = ranges.findIndex(({ start }) => start === problem.range.start);
  const [before, last] = [ranges[at - 1], ranges.at(-1)];
  if (at < 1 || !before || !last) return [];
  return [
    remove(at === ranges.length - 1 ? 'Remove it' : 'Remove what is too much', { start: before.end, end: last.end }),
  ];
};

/** Where only one name can be meant. */
export const argumentName: Mend = (place) => {
  const { view, problem } = place;
  const call = around(place, 'call');
  const parameters = call && parametersOf(view, call);
  if (!call || !parameters || (problem.fixes?.length ?? 0) > 0) return [];
  const given = new Set(call.arguments.map(({ name }, i) => name?.name ?? parameters[i]));
  const [only, ...others] = parameters.filter((name) => !given.has(name));
  return only !== undefined && others.length === 0 ? [write(problem.range, only)] : [];
};

/** `x[0]` of a number is x. */
export const noIndex: Mend = (place) => {
  const index = around(place, 'index');
  const { start } = place.statement;
  if (!index) return [];
  return [remove('Remove the index', { start: start + index.base.range.end, end: start + index.range.end })];
};

/** Counted from 0, the last entry has one less. */
export const lastIndex: Mend = (place) => {
  const { view, problem, statement } = place;
  const index = around(place, 'index');
  const axis = index?.subscripts.findIndex(({ range }) => statement.start + range.start === problem.range.start) ?? -1;
  const length = index && view.program.expressionOf(statement, index.base)?.shape[axis];
  return typeof length === 'number' && length > 0
    ? [write(problem.range, String(length - 1), { title: `Write ${length - 1}, the last one`, preferred: false })]
    : [];
};
