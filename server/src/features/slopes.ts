/**
 * Slopes at the points that a page gives, in the textbook's words. In: a function and one of its parameters.
 * Out: sentences: for a line its slope between two points; for a curve the slope against the actual change.
 */
import { gradient } from '../calculus/differentiate';
import { evaluate } from '../calculus/evaluate';
import { type Callee, type Variable, variables } from '../calculus/expression';
import { answerTo, withPageValues } from '../program/answers';
import type { Program } from '../program/program';
import type { Argument, Sentence, Statement, Tree } from '../syntax/tree';
import { expressions, parts } from '../syntax/walk';
import { figure } from './text';
import type { View } from './view';

const MOST_POINTS = 2;

export function slopes(view: View, callee: Callee, slot: number): string[] {
  const { program } = view;
  const said = new Set<string>();
  for (const point of pointsOf(view, callee)) {
    const sentence = sentenceAt(program, callee, slot, point);
    if (sentence) said.add(sentence);
    if (said.size >= MOST_POINTS) break;
  }
  return [...said];
}

function sentenceAt(program: Program, callee: Callee, slot: number, point: readonly number[]): string | undefined {
  const { graph } = program;
  const variable = callee.parameters[slot];
  const form = gradient(graph, callee)[slot];
  const here = point[slot];
  if (!variable || !form || here === undefined) return undefined;
  const values = (moved: number): Map<Variable, number> =>
    new Map(callee.parameters.map((parameter, i) => [parameter, i === slot ? moved : (point[i] ?? Number.NaN)]));
  const number = (expression: Parameters<typeof evaluate>[1], moved: number): number | undefined => {
    const outcome = evaluate(graph, withPageValues(program, expression), values(moved));
    return outcome.ok ? outcome.value : undefined;
  };
  const there = here + 1;
  const [from, to, slope] = [number(callee.body, here), number(callee.body, there), number(form, here)];
  const { name } = variable;
  if (slope === undefined || from === undefined) return undefined;
  const others = callee.parameters.flatMap((parameter, i) =>
    i === slot ? [] : [`${parameter.name} = ${figure(point[i] ?? Number.NaN)}`],
  );
  const beside = others.length > 0 && others.length <= 3 ? ` (${others.join(', ')})` : '';
  if (to === undefined) return `at ${name} = ${figure(here)}${beside} the slope is ${figure(slope)}`;
  const change = `${name} from ${figure(here)} to ${figure(there)} changes ${callee.name} from ${figure(from)} to ${figure(to)}`;
  const isLine = variables(form).every((one) => one !== variable);
  if (isLine) return `${change}: slope ${figure(slope)}${beside}`;
  return `at ${name} = ${figure(here)}${beside} the slope is ${figure(slope)}; ${change}, by ${figure(to - from)}`;
}

/** A call or a derivative at a point, in some sentence. */
interface Mention {
  readonly name: string;
  readonly arguments: readonly Argument[];
}

/** Where the pages give points, by the function's name; made once for each program, of what is known by sentence. */
export interface Mentions {
  of(program: Program, name: string): readonly Place[];
}

export function createMentions(): Mentions {
  const bySentence = new WeakMap<Sentence, readonly Mention[]>();
  const byProgram = new WeakMap<Program, ReadonlyMap<string, readonly Place[]>>();
  const mentionsOf = (sentence: Sentence): readonly Mention[] => {
    const known = bySentence.get(sentence);
    if (known) return known;
    const found = mentions(sentence);
    bySentence.set(sentence, found);
    return found;
  };
  function placesOf(program: Program): ReadonlyMap<string, readonly Place[]> {
    const places = new Map<string, Place[]>();
    for (const statement of program.page.statements) {
      for (const { name, arguments: args } of mentionsOf(statement.sentence)) {
        const known = places.get(name);
        if (known) known.push({ statement, arguments: args });
        else places.set(name, [{ statement, arguments: args }]);
      }
    }
    return places;
  }
  return {
    of(program, name) {
      const places = byProgram.get(program) ?? placesOf(program);
      byProgram.set(program, places);
      return places.get(name) ?? [];
    },
  };
}

interface Place {
  readonly statement: Statement;
  readonly arguments: readonly Argument[];
}

function mentions(sentence: Sentence): readonly Mention[] {
  const found: Mention[] = [];
  for (const expression of expressions(sentence)) {
    for (const tree of parts(expression)) {
      const name = pointed(tree);
      if (name !== undefined && (tree.kind === 'call' || tree.kind === 'point') && tree.arguments.every(isPlain))
        found.push({ name, arguments: tree.arguments });
    }
  }
  return found;
}

/** The function whose point this gives. */
function pointed(tree: Tree): string | undefined {
  if (tree.kind === 'call') return tree.callee.kind === 'name' ? tree.callee.name : undefined;
  if (tree.kind !== 'point') return undefined;
  const { derivative } = tree;
  if (derivative.kind === 'partial') return derivative.of.names[0]?.name;
  if (derivative.kind === 'prime') return derivative.base.kind === 'name' ? derivative.base.name : undefined;
  if (derivative.kind !== 'nabla') return undefined;
  if ('names' in derivative.of) return derivative.of.names[0]?.name;
  return derivative.of.kind === 'name' ? derivative.of.name : undefined;
}

/** Few parts: a number, or a short formula of numbers. */
const isPlain = ({ name, value }: Argument): boolean => name === undefined && value.range.end - value.range.start <= 40;

function* pointsOf({ program, mentions }: View, callee: Callee): Generator<readonly number[]> {
  for (const { statement, arguments: args } of mentions.of(program, callee.name)) {
    if (args.length !== callee.parameters.length) continue;
    const point = args.map(({ value }) => numberOf(program, statement, value));
    if (point.every((entry) => entry !== undefined)) yield point;
  }
}

function numberOf(program: Program, statement: Statement, tree: Tree): number | undefined {
  const expression = program.expressionOf(statement, tree);
  const value = expression && answerTo(program, expression, new Map()).value;
  return typeof value === 'number' ? value : undefined;
}
