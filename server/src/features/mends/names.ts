/** Mends of names: what is declared, defined, given as a parameter, or used no more. In: a problem with a name. Out: fixes. */
import type { Edit, Fix, Range } from '../../syntax/tree';
import { freshNames } from '../refactor/fresh-names';
import { lineAbove } from '../refactor/places';
import { sourceAt, usesOf } from '../refactor/uses';
import { around, itemOf, type Mend, type MendPlace, remove, shifted, write } from './place';

/** A function that nothing defines is declared, with as many parameters as it is given. */
export const declareFunction: Mend = (place) => {
  const { view, wrong, statement } = place;
  const count = argumentsAfter(place);
  if (count === 0) return [];
  const fresh = freshNames(view, 'parameter');
  const head = `declare ${wrong}(${Array.from({ length: count }, fresh).join(', ')})`;
  const header = statement.network === undefined ? statement : view.program.page.statements[statement.network];
  // Below a broken line `declare` would go on with it.
  return header ? [{ title: `Write ${head}`, edits: [lineAbove(view, header, head)], preferred: false }] : [];
};

/** How many arguments stand in the brackets behind the problem. */
function argumentsAfter({ problem, text, statement }: MendPlace): number {
  let [depth, count] = [0, 1];
  for (let i = problem.range.end; i < statement.end; i++) {
    const sign = text[i] ?? '';
    if (sign === '(' || sign === '[') depth++;
    else if (sign === ',' && depth === 1) count++;
    else if ((sign === ')' || sign === ']') && --depth === 0) return count;
    else if (depth === 0 && sign.trim() !== '') return 0;
  }
  return 0;
}

/** A name in a function's body that nothing defines, where the function is not called yet. */
export const addParameter: Mend = ({ view, wrong, statement, index }) => {
  const { sentence } = statement;
  const last =
    sentence.kind === 'definition' && statement.network === undefined ? sentence.parameters?.at(-1) : undefined;
  if (sentence.kind !== 'definition' || !last) return [];
  const name = sentence.name.name;
  const isUsed = view.program.page.statements.some((other, i) => i !== index && namesIn(other.source).includes(name));
  if (isUsed) return [];
  const end = statement.start + last.range.end;
  return [
    {
      title: `Add ${wrong} as a parameter`,
      edits: [{ range: { start: end, end }, text: `, ${wrong}` }],
      preferred: false,
    },
  ];
};

/** `∂f/∂z`: by one of the function's own parameters. */
export const ownParameter: Mend = (place) => {
  const { view, problem } = place;
  const partial = around(place, 'partial');
  const call = around(place, 'call');
  const first = call?.arguments[0]?.value;
  const name = partial?.of.names[0]?.name ?? (first?.kind === 'name' ? first.name : undefined);
  const definition = name === undefined ? undefined : view.program.definitionOf(name);
  const parameters =
    definition?.kind === 'function'
      ? definition.callee.parameters.map((one) => one.name)
      : definition?.kind === 'abstract'
        ? definition.parameters
        : [];
  const known = new Set(problem.fixes?.map(({ title }) => title));
  return parameters
    .slice(0, MOST_CHOICES)
    .map((parameter) => write(problem.range, parameter))
    .filter(({ title }) => !known.has(title));
};

/** The words of a text that can be names. */
const namesIn = (text: string): readonly string[] => text.match(/[\p{L}_][\p{L}\p{M}0-9_₀-₉]*/gu) ?? [];

const MOST_CHOICES = 4;

/** The first definition holds: a second one goes where it says the same, and else gets another name. */
export const renameSecond: Mend = ({ view, problem, statement, wrong }) => {
  const first = view.program.definitionOf(wrong.normalize('NFC'))?.statement;
  if (first && first !== statement && first.source === statement.source)
    return [remove('Remove it: it is defined so above', { start: statement.start, end: statement.end }, true)];
  const kind =
    statement.network !== undefined
      ? 'node'
      : statement.sentence.kind === 'definition' && statement.sentence.parameters
        ? 'function'
        : 'value';
  const name = freshNames(view, kind)();
  return [write(problem.range, name, { title: `Call this one ${name}`, preferred: false })];
};

/** From the head and from every call. */
export const removeParameter: Mend = ({ view, problem, statement, index, wrong }) => {
  const source = sourceAt(view, index);
  const parameters = source?.sentence.parameters ?? [];
  const at = parameters.findIndex(({ name }) => statement.start + name.range.start === problem.range.start);
  const head = itemOf(
    parameters.map(({ range }) => range),
    at,
  );
  if (!source || !head || parameters.length < 2) return [];
  const { uses, reason } = usesOf(view, source);
  if (reason !== undefined) return [];
  const edits: Edit[] = [{ range: shifted(statement.start, head), text: '' }];
  for (const use of uses) {
    const named = use.arguments.findIndex(({ name }) => name?.name === parameters[at]?.name.name);
    const given = named >= 0 ? named : use.arguments.slice(0, at + 1).every(({ name }) => !name) ? at : -1;
    const range = itemOf(
      use.arguments.map((one) => one.range),
      given,
    );
    // What a pipe brings in cannot be left out.
    if (!range || use.tree.kind === 'pipe' || use.arguments.length !== parameters.length) return [];
    edits.push({ range: shifted(use.statement.start, range), text: '' });
  }
  // A call in an argument that goes, goes with it.
  const outer = edits.filter((one) => !edits.some((other) => other !== one && holds(other.range, one.range)));
  const where =
    uses.length === 0 ? '' : uses.length === 1 ? ', and from its call' : `, and from its ${uses.length} calls`;
  return [{ title: `Remove ${wrong}${where}`, edits: outer, preferred: false } satisfies Fix];
};

const holds = (outer: Range, inner: Range): boolean => outer.start <= inner.start && inner.end <= outer.end;
