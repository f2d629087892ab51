/**
 * Whether two pages mean the same. In: a page before and after a refactoring. Out: what differs, as sentences: definitions
 * that both have, claims and expressions in their order, new errors and warnings.
 */
import type { Expression } from '../../../src/calculus/expression';
import { normalise } from '../../../src/calculus/normal';
import { verify } from '../../../src/calculus/verify';
import { judge, withPageValues } from '../../../src/program/answers';
import type { Definition, Program } from '../../../src/program/program';
import { createWorkspace } from '../../../src/program/workspace';
import type { Edit } from '../../../src/syntax/tree';

export function applied(text: string, edits: readonly Edit[]): string {
  const ordered = [...edits].sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end);
  let [out, at] = ['', 0];
  for (const { range, text: written } of ordered) {
    if (range.start < at) throw new Error(`edits overlap at ${range.start}`);
    out += text.slice(at, range.start) + written;
    at = range.end;
  }
  return out + text.slice(at);
}

export function differences(before: string, after: string): string[] {
  const workspace = createWorkspace();
  const [old, now] = [workspace.program('file:///old.grad', before), workspace.program('file:///new.grad', after)];
  return [...newProblems(old, now), ...ofDefinitions(old, now), ...ofStatements(old, now)];
}

function newProblems(old: Program, now: Program): string[] {
  const count = ({ problems }: Program, code: string): number => problems.filter((one) => one.code === code).length;
  return now.problems
    .filter(({ severity, code }) => ['error', 'warning'].includes(severity) && count(now, code) > count(old, code))
    .map(({ code, message, range }) => `${code} at ${range.start}: ${message}`);
}

function ofDefinitions(old: Program, now: Program): string[] {
  return [...old.definitions].flatMap(([name, definition]) => {
    const other = now.definitions.get(name);
    if (!other || !definition.sound) return [];
    const [left, right] = [bodyOf(definition), bodyOf(other)];
    if (!left || !right) return left === right ? [] : [`${name} has another kind`];
    return equal(old, left, now, right) ? [] : [`${name} means something else`];
  });
}

function bodyOf(definition: Definition): Expression | undefined {
  switch (definition.kind) {
    case 'function':
      return definition.callee.body;
    case 'value':
      return definition.variable;
    case 'network':
      return definition.outside?.parts.get('loss');
    default:
      return undefined;
  }
}

function equal(old: Program, left: Expression, now: Program, right: Expression): boolean {
  const closed = (program: Program, expression: Expression): Expression =>
    normalise(program.graph, withPageValues(program, expression));
  const [a, b] = [closed(old, left), closed(now, right)];
  if (a === b) return true;
  const { verdict } = verify(old.graph, a, b);
  return verdict === 'proved' || verdict === 'holds';
}

function ofStatements(old: Program, now: Program): string[] {
  const [left, right] = [old, now].map((program) =>
    program.page.statements.flatMap((_, index) => {
      const meaning = program.meaningAt(index);
      return meaning.kind === 'expression' || meaning.kind === 'claim' ? [{ meaning, index }] : [];
    }),
  );
  if (!left || !right || left.length !== right.length) return ['another number of claims and expressions'];
  return left.flatMap(({ meaning, index }, i) => {
    const other = right[i];
    const source = old.page.statements[index]?.source ?? '';
    if (!other || meaning.kind !== other.meaning.kind) return [`another kind: ${source}`];
    if (meaning.kind === 'expression' && other.meaning.kind === 'expression')
      return equal(old, meaning.expression, now, other.meaning.expression) ? [] : [`another value: ${source}`];
    const [one, two] = [judge(old, index)?.verdict, judge(now, other.index)?.verdict];
    const alike = one === two || [one, two].every((verdict) => verdict === 'proved' || verdict === 'holds');
    return alike ? [] : [`${one}, then ${two}: ${source}`];
  });
}
