/**
 * One sentence → what it means, by itself: the same for every place on the page that says it. In: its tree, and what
 * names mean. Out: a definition to be placed, a claim, or an expression; and its problems.
 */
import type { Expression, Graph, Variable } from '../calculus/expression';
import { variables } from '../calculus/expression';
import { parseDecimal, toNumber } from '../calculus/rational';
import { error, notice } from '../syntax/problem';
import type { Parameter, Problem, Sentence, Statement, Tree } from '../syntax/tree';
import { parts } from '../syntax/walk';
import { constantProblems } from './constant-problems';
import { declaredShape, shapeProblems } from './declared-shape';
import { elaborate, notYet } from './elaborate';
import { scopeFor } from './names-in-scope';
import { makeNetwork } from './network';
import { outsideOf } from './network-outside';
import type { Claim, ClaimLink, Definition, Meaning } from './program';
import { type NameMeaning, type Scope, UNSOUND } from './scope';
import { tooLarge } from './size';
import { unstableForms } from './unstable-forms';

export interface Made {
  /** What the name that it defines means; undefined where it defines none, or has an error. */
  readonly meaning?: NameMeaning;
  /** Places the definition; `unsound` where a cycle makes it so. */
  readonly define?: { readonly name: string; at(statement: Statement, unsound: boolean): Definition };
  /** Of what defines nothing. */
  readonly said: Meaning;
  readonly problems: readonly Problem[];
  /** Of a network: for each sentence of its block its problems, and the scope that it stands in. */
  readonly inside?: {
    readonly problems: readonly (readonly Problem[])[];
    scopeOf(index: number): Scope | undefined;
    scopeTyped(sentence: Sentence, index: number): Scope;
  };
}

const NOTHING: Meaning = { kind: 'none' };

export function makeSentence(
  graph: Graph,
  sentence: Sentence,
  resolve: (name: string) => NameMeaning | undefined,
  names: Iterable<string>,
): Made {
  const problems: Problem[] = [];
  const scope = scopeFor(graph, sentence, resolve, names, (problem) => problems.push(problem));
  switch (sentence.kind) {
    case 'definition':
      return sentence.parameters
        ? { ...makeFunction(scope, sentence, sentence.parameters), problems }
        : { ...makeValue(scope, sentence), problems };
    case 'declare': {
      const { name } = sentence.name;
      const parameters = sentence.parameters.map((parameter) => parameter.name.name);
      const shaped = sentence.parameters.find(({ shape }) => shape);
      if (shaped) problems.push(notYet(shaped.range, 'A declared function of vectors'));
      const meaning: NameMeaning = shaped ? UNSOUND : { kind: 'abstract', name, parameters };
      return {
        meaning,
        define: place(name, meaning, (statement, sound, its) => ({
          kind: 'abstract',
          name,
          parameters,
          statement,
          sound,
          meaning: its,
        })),
        said: NOTHING,
        problems,
      };
    }
    case 'network': {
      const { name } = sentence.name;
      const { network, members, inside, scopeOf, scopeTyped, ...made } = makeNetwork(
        graph,
        sentence,
        sentence.members ?? [],
        resolve,
        names,
      );
      problems.push(...made.problems);
      const outside = network && outsideOf(network);
      const meaning: NameMeaning = outside ? { kind: 'network', name, outside } : UNSOUND;
      return {
        meaning,
        define: place(name, meaning, (statement, sound, its) => ({
          kind: 'network',
          name,
          members,
          statement,
          sound,
          meaning: its,
          ...(outside && { outside }),
        })),
        said: NOTHING,
        problems,
        inside: { problems: inside, scopeOf, scopeTyped },
      };
    }
    case 'check':
      return { said: claim(scope, sentence) ?? NOTHING, problems };
    case 'expression': {
      const expression = elaborate(scope, sentence.body);
      if (expression && isTooLarge(scope, expression, sentence.body)) return { said: NOTHING, problems };
      if (expression) problems.push(...constantProblems(scope, sentence.body));
      return { said: expression ? { kind: 'expression', expression } : NOTHING, problems };
    }
    case 'broken':
      return { ...(sentence.defines && { meaning: UNSOUND }), said: NOTHING, problems };
    default:
      return { said: NOTHING, problems };
  }
}

/** Places a definition; it is made for every definition of a page at every edit, so field by field. */
function place(
  name: string,
  meaning: NameMeaning,
  build: (statement: Statement, sound: boolean, meaning: NameMeaning) => Definition,
): NonNullable<Made['define']> {
  const sound = meaning.kind !== 'unsound';
  return { name, at: (statement, unsound) => build(statement, sound && !unsound, unsound ? UNSOUND : meaning) };
}

type DefinitionSentence = Extract<Sentence, { kind: 'definition' }>;

function makeFunction(scope: Scope, sentence: DefinitionSentence, heads: readonly Parameter[]): Omit<Made, 'problems'> {
  const { graph } = scope;
  const { name } = sentence.name;
  const wrong = heads.flatMap(shapeProblems);
  for (const problem of wrong) scope.report(problem);
  const body = elaborate(scope, sentence.body);
  const parameters: Variable[] = heads.map((head) =>
    graph.variable(head.name.name, 'local', declaredShape(head.shape)),
  );
  if (!body || wrong.length > 0) return { meaning: UNSOUND, said: NOTHING };
  if (isTooLarge(scope, body, sentence.body)) return { meaning: UNSOUND, said: NOTHING };
  for (const problem of constantProblems(scope, sentence.body)) scope.report(problem);
  for (const problem of unstableForms(scope, sentence.body)) scope.report(problem);
  reportUnused(scope, sentence, heads);
  const callee = { name, parameters, body };
  const meaning: NameMeaning = { kind: 'function', callee };
  return {
    meaning,
    define: place(name, meaning, (statement, sound, its) => ({
      kind: 'function',
      name,
      callee,
      statement,
      sound,
      meaning: its,
    })),
    said: NOTHING,
  };
}

function makeValue(scope: Scope, sentence: DefinitionSentence): Omit<Made, 'problems'> {
  const { name } = sentence.name;
  const body = elaborate(scope, sentence.body);
  if (!body || isTooLarge(scope, body, sentence.body)) return { meaning: UNSOUND, said: NOTHING };
  for (const problem of constantProblems(scope, sentence.body)) scope.report(problem);
  for (const problem of unstableForms(scope, sentence.body)) scope.report(problem);
  const variable = scope.graph.variable(name, 'page', body.shape);
  const meaning: NameMeaning = { kind: 'value', variable, body };
  return {
    meaning,
    define: place(name, meaning, (statement, sound, its) => ({
      kind: 'value',
      name,
      variable,
      body,
      statement,
      sound,
      meaning: its,
    })),
    said: NOTHING,
  };
}

function isTooLarge(scope: Scope, expression: Expression, { range }: Tree): boolean {
  const problem = tooLarge(scope.graph, expression, range);
  if (problem) scope.report(problem);
  return problem !== undefined;
}

/** A parameter that the body does not name. */
function reportUnused(scope: Scope, { body }: DefinitionSentence, heads: readonly Parameter[]): void {
  const used = new Set<string>();
  for (const tree of parts(body)) {
    if (tree.kind === 'name') used.add(tree.name);
    // A derivative without a point speaks of parameters by name.
    if (tree.kind === 'partial' || tree.kind === 'nabla' || tree.kind === 'prime') return;
  }
  for (const { name } of heads) {
    if (used.has(name.name)) continue;
    const message = `${name.name} is not used: the function does not depend on it, and its derivative by it is 0.`;
    scope.report({ ...notice('unused-parameter', message, name.range, [], 'hint'), unused: true });
  }
}

function claim(scope: Scope, sentence: Extract<Sentence, { kind: 'check' }>): Meaning | undefined {
  const sides: (Expression | undefined)[] = [sentence.first, ...sentence.rest.map(({ value }) => value)].map((tree) =>
    elaborate(scope, tree),
  );
  const conditions = sentence.conditions.map((tree) => elaborate(scope, tree));
  const known = conditions.filter((condition) => condition !== undefined);
  if (known.length < conditions.length || sides.some((side) => side === undefined)) return undefined;
  const places = [sentence.first, ...sentence.rest.map(({ value }) => value)];
  if (sides.some((side, i) => side && places[i] && isTooLarge(scope, side, places[i]))) return undefined;
  const links: ClaimLink[] = [];
  for (const [i, { relation, value }] of sentence.rest.entries()) {
    const [left, right] = [sides[i], sides[i + 1]];
    if (!left || !right) return undefined;
    const tolerance = relation === '≈' ? toleranceOf(value) : undefined;
    if (!sameShape(left, right)) {
      scope.report(
        error('shape-mismatch', `${written(left)} cannot equal ${written(right)}.`, value.range.start, value.range.end),
      );
      return undefined;
    }
    links.push({ relation, left, right, range: value.range, ...(tolerance !== undefined && { tolerance }) });
  }
  const numeric = links.find(({ relation }) => relation === '≈');
  const free = numeric && variables(numeric.left).find(({ scope: kind }) => kind === 'local');
  if (numeric && free) {
    const message = `≈ compares numbers, and ${free.name} has no value: give the left side a point.`;
    scope.report(error('approx-needs-number', message, sentence.first.range.start, sentence.first.range.end));
    return undefined;
  }
  const whole: Claim = { links, conditions: known };
  return { kind: 'claim', claim: whole };
}

const sameShape = (a: Expression, b: Expression): boolean => a.shape.join() === b.shape.join();
const written = ({ shape }: Expression): string =>
  shape.length === 0 ? 'a number' : `an array of shape [${shape.join(', ')}]`;

/** Half a unit of the last digit written: 14.0 is good to 0.05. */
export function toleranceOf(tree: Tree): number {
  if (tree.kind === 'sign') return toleranceOf(tree.body);
  if (tree.kind === 'array') return Math.max(...tree.items.map(toleranceOf));
  if (tree.kind !== 'number') return 0;
  const [, fraction = '', exponent = '0'] = /^\d*\.?(\d*)(?:[eE]([+-]?\d+))?$/.exec(tree.text) ?? [];
  return toNumber(parseDecimal(`1e${Number(exponent) - fraction.length}`)) / 2;
}
