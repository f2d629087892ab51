/**
 * The raw statement → a `Sentence`: left sides are parsed as expressions, and checked here. In: what the grammar
 * built. Out: the sentence and its problems; a sentence that cannot be meant is `broken`.
 */
import type { ClassifiedToken } from './classify';
import { entries, fold, identifier } from './fold';
import { error } from './problem';
import { type Cell, isNode, isToken, type Raw, type RawNode } from './raw';
import type { Identifier, Parameter, Problem, Range, Relation, Sentence, Subscript, Tree } from './tree';

export interface Reading {
  readonly sentence: Sentence;
  readonly problems: readonly Problem[];
}

export function readSentence(raw: Raw, range: Range): Reading {
  if (!raw || !isNode(raw)) throw new TypeError('the grammar gave no statement');
  switch (raw.kind) {
    case 'expression':
      return sound({ kind: 'expression', body: part(raw, 'body'), range });
    case 'definition':
      return readDefinition(part(raw, 'left'), part(raw, 'body'), range);
    case 'check':
      return readCheck(raw, range);
    case 'declare':
      return readDeclare(part(raw, 'head'), range);
    case 'member':
      return readMember(raw, range);
    case 'import': {
      const path = token(raw, 'path');
      return sound({
        kind: 'import',
        path: path.text.slice(1, -1),
        pathRange: { start: path.start, end: path.end },
        range,
      });
    }
    case 'network':
      return sound({ kind: 'network', name: identifier(token(raw, 'name')), range });
    default:
      return sound({ kind: 'close', range });
  }
}

const sound = (sentence: Sentence): Reading => ({ sentence, problems: [] });
const broken = (problem: Problem, range: Range): Reading => ({
  sentence: { kind: 'broken', range },
  problems: [problem],
});
const part = (node: RawNode, name: string): Tree => fold(node.parts[name] ?? null);

function token(node: RawNode, name: string): ClassifiedToken {
  const found = node.parts[name] ?? null;
  if (!isToken(found)) throw new TypeError(`the grammar gave no ${name}`);
  return found;
}

function readDefinition(left: Tree, body: Tree, range: Range): Reading {
  if (left.kind === 'name') {
    const reserved = reservedName(left);
    if (reserved) return broken(reserved, range);
    return sound({ kind: 'definition', name: { name: left.name, range: left.range }, body, range });
  }
  const head = readHead(left);
  if (head && 'problem' in head) return broken(head.problem, range);
  if (head) return sound({ kind: 'definition', ...head, body, range });
  return broken(notDefinable(left), range);
}

function notDefinable(left: Tree): Problem {
  const isDerivative =
    ['partial', 'partialOf', 'nabla', 'point', 'prime'].includes(left.kind) || isDifferentiation(left);
  const { start, end } = left.range;
  const check = [{ title: 'Write check', edits: [{ range: { start, end: start }, text: 'check ' }], preferred: true }];
  if (isDerivative)
    return error(
      'missing-check',
      'A derivative cannot be defined; a claim about it begins with check.',
      start,
      end,
      check,
    );
  return error(
    'not-definable',
    'Only a name or a function such as f(x, y) can stand left of =. A claim begins with check.',
    start,
    end,
    check,
  );
}

function isDifferentiation(left: Tree): boolean {
  return (
    left.kind === 'call' &&
    left.callee.kind === 'name' &&
    ['diff', 'grad', 'hessian', 'jacobian'].includes(left.callee.name)
  );
}

type Head = { readonly name: Identifier; readonly parameters: readonly Parameter[] };

/** `f(x, w[n])`; undefined for what is no head at all. */
function readHead(left: Tree): Head | { readonly problem: Problem } | undefined {
  if (left.kind !== 'call' || left.callee.kind !== 'name') return undefined;
  const name = { name: left.callee.name, range: left.callee.range };
  const parameters: Parameter[] = [];
  if (left.arguments.length === 0) {
    const { start, end } = left.range;
    return {
      problem: error(
        'no-parameters',
        `A function needs a parameter: ${name.name}(x). A value is written ${name.name} = …`,
        start,
        end,
      ),
    };
  }
  for (const { value, range, name: keyword } of left.arguments) {
    const parameter = keyword ? undefined : readParameter(value);
    if (!parameter)
      return {
        problem: error(
          'bad-parameter',
          'A parameter is a name, or a name with its shape: x, w[n], X[m, 3].',
          range.start,
          range.end,
        ),
      };
    if (parameters.some((other) => other.name.name === parameter.name.name)) {
      return {
        problem: error('duplicate-parameter', `${parameter.name.name} is a parameter twice.`, range.start, range.end),
      };
    }
    parameters.push(parameter);
  }
  const reserved = reservedName(left.callee);
  return reserved ? { problem: reserved } : { name, parameters };
}

function reservedName(name: Tree): Problem | undefined {
  if (name.kind !== 'name' || !name.name.startsWith('std.')) return undefined;
  return error(
    'reserved-name',
    'std holds the built-in functions and cannot be defined.',
    name.range.start,
    name.range.end,
  );
}

function readParameter(value: Tree): Parameter | undefined {
  if (value.kind === 'name') return { name: { name: value.name, range: value.range }, range: value.range };
  if (value.kind !== 'index' || value.base.kind !== 'name') return undefined;
  const shape = dimensions(value.subscripts);
  return shape && { name: { name: value.base.name, range: value.base.range }, shape, range: value.range };
}

function dimensions(subscripts: readonly Subscript[]): readonly Tree[] | undefined {
  const shape = subscripts.filter((subscript): subscript is Tree => subscript.kind !== 'slice');
  return shape.length === subscripts.length ? shape : undefined;
}

function readDeclare(head: Tree, range: Range): Reading {
  const read = readHead(head);
  if (!read)
    return broken(
      error(
        'bad-declare',
        'A declaration names a function and its parameters: declare g(u, v).',
        head.range.start,
        head.range.end,
      ),
      range,
    );
  if ('problem' in read) return broken(read.problem, range);
  return sound({ kind: 'declare', ...read, range });
}

function readMember(raw: RawNode, range: Range): Reading {
  const keyword = token(raw, 'keyword').value as 'input' | 'target' | 'param';
  const head = part(raw, 'head');
  const declared = readParameter(head);
  if (!declared)
    return broken(
      error('bad-member', `${keyword} needs a name and its shape: ${keyword} x[4].`, head.range.start, head.range.end),
      range,
    );
  const value = raw.parts.value ? part(raw, 'value') : undefined;
  return sound({
    kind: keyword,
    name: declared.name,
    ...(declared.shape && { shape: declared.shape }),
    ...(value && { value }),
    range,
  });
}

function readCheck(raw: RawNode, range: Range): Reading {
  const first = part(raw, 'first');
  const rest = entries(raw.parts.rest).map(({ value }): Relation => {
    if (!value || !isNode(value)) throw new TypeError('the grammar gave no claim');
    const sign = token(value, 'relation');
    const right = part(value, 'value');
    const relationRange = { start: sign.start, end: sign.end };
    return {
      relation: sign.value === '=' ? '=' : '≈',
      relationRange,
      value: right,
      range: { start: sign.start, end: right.range.end },
    };
  });
  const conditions = entries(raw.parts.conditions).map(({ value }: Cell) => fold(value));
  const problem = wrongRelation(rest);
  if (problem) return broken(problem, range);
  return sound({ kind: 'check', first, rest, conditions, range });
}

/** `≈` is the last relation, and a number stands right of it. */
function wrongRelation(rest: readonly Relation[]): Problem | undefined {
  for (const [i, { relation, value, range, relationRange }] of rest.entries()) {
    if (relation === '=') continue;
    if (i < rest.length - 1) {
      return error(
        'approx-not-last',
        '≈ can only be the last relation of a claim: a rounded number proves nothing that follows.',
        relationRange.start,
        relationRange.end,
      );
    }
    if (!isLiteral(value)) {
      return error(
        'approx-needs-number',
        'Right of ≈ stands a number: how many digits it has says how close the left side must be.',
        value.range.start,
        range.end,
      );
    }
  }
  return undefined;
}

function isLiteral(tree: Tree): boolean {
  if (tree.kind === 'sign') return isLiteral(tree.body);
  if (tree.kind === 'array') return tree.items.length > 0 && tree.items.every(isLiteral);
  return tree.kind === 'number';
}
