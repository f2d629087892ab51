/** What is wrong among statements: names defined twice, definitions that need themselves, imports that fail. */
import { error } from '../syntax/problem';
import type { Identifier, Page, Problem, Sentence } from '../syntax/tree';
import type { Imports } from './imports';

/** A problem of the statement at an index; its range counts from the statement's start. */
export interface PageProblem {
  readonly index: number;
  readonly problem: Problem;
}

export function pageProblems(
  page: Page,
  first: ReadonlyMap<string, number>,
  cycles: ReadonlyMap<number, readonly string[]>,
  { wrong }: Imports,
): PageProblem[] {
  const problems: PageProblem[] = [];
  const say = (index: number, problem: Problem): void => {
    problems.push({ index, problem });
  };
  const members = new Map<number, Set<string>>();
  page.statements.forEach((statement, index) => {
    const { sentence, network } = statement;
    const name = nameOf(sentence);
    if (name && network === undefined && first.get(name.name) !== index) say(index, twice(name));
    if (name && network !== undefined) {
      const known = members.get(network) ?? new Set();
      if (known.has(name.name)) say(index, twice(name));
      members.set(network, known.add(name.name));
    }
    const bad = sentence.kind === 'import' ? wrong.get(sentence.path) : undefined;
    if (sentence.kind === 'import' && bad) say(index, bad(sentence.pathRange));
  });
  for (const [index, cycle] of cycles) {
    const statement = page.statements[index];
    const name = statement && nameOf(statement.sentence);
    if (name) say(index, recursion(name, cycle));
  }
  return problems;
}

function nameOf(sentence: Sentence): Identifier | undefined {
  switch (sentence.kind) {
    case 'definition':
    case 'declare':
    case 'network':
    case 'input':
    case 'target':
    case 'param':
      return sentence.name;
    case 'broken':
      return sentence.defines?.name;
    default:
      return undefined;
  }
}

const twice = ({ name, range }: Identifier): Problem =>
  error('defined-twice', `${name} is defined above already; that definition holds.`, range.start, range.end);

function recursion({ name, range }: Identifier, cycle: readonly string[]): Problem {
  const others = cycle.filter((member) => member !== name);
  const message =
    others.length === 0
      ? `${name} is defined by itself: a definition must end somewhere.`
      : `${name} needs itself, through ${others.join(', ')}: a definition must end somewhere.`;
  return error('recursion', message, range.start, range.end);
}
