/**
 * Derivatives in all their spellings → calls with orders, as written. Without a point they speak in the names of the
 * function's own parameters. In: a derivative's tree and its scope. Out: its expression, or undefined with the reason.
 */
import { type Callee, type Expression, type Shape, type Variable, variables } from '../calculus/expression';
import { bindDimensions } from '../calculus/shapes';
import { nearest } from '../syntax/near';
import { error } from '../syntax/problem';
import type { Argument, Differential, Path, Range, Tree } from '../syntax/tree';
import { applied, fitting, matched, required, signature } from './calls';
import { gradient, hessian, MATRICES } from './derivative-arrays';
import { elaborate, usedAbove } from './elaborate';
import { indexed } from './indices';
import { networkTarget } from './network-parts';
import type { Scope } from './scope';

type Of<Kind extends Tree['kind']> = Extract<Tree, { kind: Kind }>;

/** What is differentiated: a function over its parameters, and what its derivative is at given arguments. */
export interface Target {
  readonly name: string;
  readonly parameters: readonly string[];
  /** The same with their shapes; where they stand. */
  readonly variables: readonly Variable[];
  /** The shape of the function's value. */
  readonly shape: Shape;
  readonly range: Range;
  /** The variables that it is taken at where no point is given; undefined, and reported, where they are not known. */
  own(): readonly Expression[] | undefined;
  at(orders: readonly number[], args: readonly Expression[]): Expression;
}

/** A derivative that waits for its point: how it is built at any arguments. */
export interface Pending {
  readonly target: Target;
  at(args: readonly Expression[]): Expression | undefined;
}

export const ofPath = (scope: Scope, tree: Of<'partial'>): Expression | undefined => taken(pending(scope, tree));
export const ofExpression = (scope: Scope, tree: Of<'partialOf'>): Expression | undefined =>
  taken(pending(scope, tree));
export const ofPrime = (scope: Scope, tree: Of<'prime'>): Expression | undefined => taken(pending(scope, tree));
export const gradientOf = (scope: Scope, tree: Of<'nabla'>): Expression | undefined => taken(pending(scope, tree));

/** `diff(f, x)`, `grad(f)`, `hessian(f)`, `jacobian(f)`. */
export const differentiation = (scope: Scope, _name: string, tree: Of<'call'>): Expression | undefined =>
  taken(pending(scope, tree));

function taken(derivative: Pending | undefined): Expression | undefined {
  const own = derivative?.target.own();
  return own && derivative?.at(own);
}

/** A derivative at a point, given by place or by name. */
export function atPoint(scope: Scope, tree: Of<'point'>): Expression | undefined {
  const derivative = pending(scope, tree.derivative);
  if (!derivative) {
    for (const { value } of tree.arguments) elaborate(scope, value);
    return undefined;
  }
  const { target } = derivative;
  const args =
    target.name === '' ? ofExpressionPoint(scope, target, tree) : matched(scope, target.name, target.parameters, tree);
  if (!args) return undefined;
  const found = args.map((arg, i) => (arg ? elaborate(scope, arg) : target.own()?.[i]));
  const values = found.filter((value) => value !== undefined);
  if (values.length < target.parameters.length) return undefined;
  const trees = args.map((arg) => arg ?? tree);
  const callee = { name: target.name, parameters: target.variables, body: values[0] ?? scope.graph.constant(0) };
  return fitting(scope, callee, trees, values) ? derivative.at(values) : undefined;
}

/** The point of `∂/∂x (…)` is named, unless one variable is free; variables that it does not name stay. */
function ofExpressionPoint(scope: Scope, target: Target, tree: Of<'point'>): readonly (Tree | undefined)[] | undefined {
  const { parameters } = target;
  if (tree.arguments.every(({ name }) => name)) {
    const unknown = tree.arguments.find(({ name }) => name && !parameters.includes(name.name));
    if (unknown) {
      const message = `${unknown.name?.name} does not stand in what is differentiated.`;
      scope.report(error('unknown-argument', message, unknown.range.start, unknown.range.end));
      return undefined;
    }
    return parameters.map((parameter) => tree.arguments.find(({ name }) => name?.name === parameter)?.value);
  }
  if (parameters.length === 1 && tree.arguments.length === 1) return tree.arguments.map(({ value }) => value);
  const named = parameters.map((parameter) => `${parameter}=…`).join(', ');
  scope.report(
    error(
      'unnamed-point',
      `Several variables are free here, so the point needs their names: (${named}).`,
      tree.range.start,
      tree.range.end,
    ),
  );
  return undefined;
}

function pending(scope: Scope, tree: Tree): Pending | undefined {
  switch (tree.kind) {
    case 'group':
      return pending(scope, tree.body);
    case 'partial': {
      const target = targetOf(
        scope,
        tree.of,
        tree.wrt.map(({ path }) => pathName(path)),
      );
      return target && byDifferentials(scope, target, tree.wrt, tree.order, tree.range);
    }
    case 'partialOf': {
      const target = expressionTarget(
        scope,
        tree.body,
        tree.wrt.map(({ path }) => pathName(path)),
      );
      return target && byDifferentials(scope, target, tree.wrt, tree.order, tree.range);
    }
    case 'prime': {
      const target = primeTarget(scope, tree);
      if (!target || tooHigh(scope, tree.order, tree.range)) return undefined;
      return { target, at: (args) => target.at([tree.order], args) };
    }
    case 'nabla': {
      const target = 'kind' in tree.of ? bodyTarget(scope, tree.of) : targetOf(scope, tree.of);
      if (!target) return undefined;
      return tree.order === 2 ? hessian(scope, target, tree.range) : gradient(scope, target, tree.range);
    }
    case 'call':
      return called(scope, tree);
    default: {
      elaborate(scope, tree);
      return undefined;
    }
  }
}

const pathName = ({ names }: Path): string => names.map(({ name }) => name).join('.');

function byDifferentials(
  scope: Scope,
  target: Target,
  wrt: readonly Differential[],
  order: number,
  range: Range,
): Pending | undefined {
  const orders = target.parameters.map(() => 0);
  for (const { path, order: times } of wrt) {
    const at = target.parameters.indexOf(pathName(path));
    if (at < 0) return unknownVariable(scope, target, path);
    orders[at] = (orders[at] ?? 0) + times;
  }
  const total = orders.reduce((sum, times) => sum + times, 0);
  if (total !== order) {
    const message = `This is differentiated ${counted(order)} above the line and ${counted(total)} below.`;
    scope.report(error('order-mismatch', message, range.start, range.end));
    return undefined;
  }
  if (tooHigh(scope, order, range)) return undefined;
  if (wrt.some(({ order: times }) => times < 1)) {
    scope.report(error('order-mismatch', 'The order of a derivative is at least 1.', range.start, range.end));
    return undefined;
  }
  const [first] = wrt;
  const { index } = first?.path ?? {};
  if (wrt.every(({ path }) => !path.index)) return { target, at: (args) => target.at(orders, args) };
  if (!first || !index || order > 1 || target.shape.length > 0) {
    const message = 'By an entry, a number is differentiated once: ∂f/∂w[0].';
    scope.report(error('by-entry', message, range.start, range.end));
    return undefined;
  }
  // ∂f/∂w[2] is an entry of ∂f/∂w; whether there is one is seen at the parameter.
  const variable = target.variables[orders.indexOf(1)];
  const tree: Tree = { kind: 'name', name: pathName(first.path), range: first.path.range };
  if (!variable || !indexed(scope, { tree, value: variable }, index)) return undefined;
  const silent = { ...scope, report: () => {} };
  return { target, at: (args) => indexed(silent, { tree, value: target.at(orders, args) }, index) };
}

const MOST_ORDERS = 20;

function tooHigh(scope: Scope, order: number, { start, end }: Range): boolean {
  if (order <= MOST_ORDERS) return false;
  scope.report(error('order-too-high', `Derivatives are taken up to order ${MOST_ORDERS}.`, start, end));
  return true;
}

const counted = (times: number): string => (times === 1 ? 'once' : `${times} times`);

function unknownVariable(scope: Scope, target: Target, path: Path): undefined {
  const name = pathName(path);
  const near = nearest(name, target.parameters);
  const { start, end } = path.range;
  const what = target.name === '' ? 'What is differentiated' : signature(target.name, target.parameters);
  const guess = near === undefined ? '' : ` Did you mean ${near}?`;
  const fixes =
    near === undefined ? [] : [{ title: `Write ${near}`, edits: [{ range: path.range, text: near }], preferred: true }];
  scope.report(error('unknown-variable', `${what} does not depend on ${name}.${guess}`, start, end, fixes));
  return undefined;
}

/** The function that a path names; `wrt` are the variables that it is differentiated by. */
function targetOf(scope: Scope, path: Path, wrt: readonly string[] = []): Target | undefined {
  const name = pathName(path);
  const { start, end } = path.range;
  const part = networkTarget(scope, path, wrt);
  if (part) return 'at' in part ? part : undefined;
  const [owner] = path.names;
  if (path.names.length > 1 && owner && scope.resolve(owner.name)?.kind === 'unsound') return undefined;
  const meaning = scope.resolve(name);
  switch (meaning?.kind) {
    case 'function':
      return callTarget(scope, meaning.callee, path.range);
    case 'abstract': {
      const { parameters } = meaning;
      const at: Target['at'] = (orders, args) => scope.graph.abstract(meaning.name, parameters, orders, args);
      const variables = parameters.map((parameter) => scope.graph.variable(parameter));
      return {
        name,
        parameters,
        variables,
        shape: [],
        range: path.range,
        own: () => ownVariables(scope, name, variables, path.range),
        at,
      };
    }
    case 'row': {
      const { row } = meaning;
      // log′ is that of log(x); a base has to be named, as in ∂log/∂base.
      const taken = row.parameters.filter((one) => required(one) || wrt.includes(one.name));
      const parameters = taken.map((parameter) => scope.graph.variable(parameter.name));
      const body = applied(
        scope.graph,
        row,
        parameters,
        taken.map((parameter) => parameter.name),
      );
      return callTarget(scope, { name, parameters, body }, path.range);
    }
    case 'unsound':
      return undefined;
    case 'operation': {
      const arrays = meaning.row.parameters.filter(({ kind }) => kind === 'array').map((one) => one.name);
      const message = `${name} is one function for every shape: differentiate it where its argument stands, ∂/∂x (${signature(name, arrays)}).`;
      scope.report(error('needs-arguments', message, start, end));
      return undefined;
    }
    case 'below':
      return usedAbove(scope, path.range, meaning.message);
    default: {
      const near = meaning ? undefined : nearest(name, scope.known());
      const guess = near === undefined ? '' : ` Did you mean ${near}?`;
      const fixes =
        near === undefined
          ? []
          : [{ title: `Write ${near}`, edits: [{ range: path.range, text: near }], preferred: true }];
      const message = meaning
        ? `${name} is no function: only functions have derivatives.`
        : `${name} is no function of this page.${guess}`;
      scope.report(error('not-a-function', message, start, end, fixes));
      return undefined;
    }
  }
}

function callTarget(scope: Scope, callee: Callee, range: Range): Target {
  const parameters = callee.parameters.map(({ name }) => name);
  return {
    name: callee.name,
    parameters,
    variables: callee.parameters,
    shape: callee.body.shape,
    range,
    own: () => ownVariables(scope, callee.name, callee.parameters, range),
    at: (orders, args) => scope.graph.call(callee, orders, args),
  };
}

/** The function's own parameters, as variables of the place: in a claim they are free, in a body they must be known. */
function ownVariables(
  scope: Scope,
  name: string,
  variables: readonly Variable[],
  { start, end }: Range,
): readonly Expression[] | undefined {
  if (scope.free) return variables;
  const parameters = variables.map((variable) => variable.name);
  const own: Expression[] = [];
  for (const [i, parameter] of parameters.entries()) {
    const meaning = scope.resolve(parameter);
    const known = meaning?.kind === 'variable' || meaning?.kind === 'value' ? meaning.variable : undefined;
    if (known && bindDimensions([variables[i]?.shape ?? []], [known.shape])) own.push(known);
    else {
      const point = `(${parameters.join(', ')})`;
      const message = `This derivative speaks of ${parameter}, which is not known here: give ${signature(name, parameters)} a point, such as ${point} with names of this function.`;
      scope.report(error('unknown-name', message, start, end));
      return undefined;
    }
  }
  return own;
}

function primeTarget(scope: Scope, { base, range }: Of<'prime'>): Target | undefined {
  const { start } = base.range;
  if (base.kind !== 'name') {
    scope.report(error('prime-of-expression', "A prime stands behind a function's name: f'(x).", start, range.end));
    return undefined;
  }
  const meaning = scope.resolve(base.name);
  const isFree = !meaning && scope.free && nearest(base.name, scope.known()) === undefined;
  if (isFree || meaning?.kind === 'variable' || meaning?.kind === 'value' || meaning?.kind === 'constant') {
    scope.report(
      error(
        'prime-of-variable',
        `${base.name} is no function${isFree ? ' of this page' : ''}. The transpose of a matrix is written ${base.name}.T.`,
        start,
        range.end,
        [{ title: `Write ${base.name}.T`, edits: [{ range, text: `${base.name}.T` }] }],
      ),
    );
    return undefined;
  }
  const target = targetOf(scope, { names: [{ name: base.name, range: base.range }], range: base.range });
  if (!target || target.parameters.length === 1) return target;
  const written = `∂${base.name}/∂${target.parameters[0]}`;
  scope.report(
    error(
      'prime-of-several',
      `${signature(base.name, target.parameters)} has ${target.parameters.length} parameters: write ${written}.`,
      start,
      range.end,
      [{ title: `Write ${written}`, edits: [{ range, text: written }] }],
    ),
  );
  return undefined;
}

/** An expression as a function of the variables in it. */
function expressionTarget(scope: Scope, body: Tree, wrt: readonly string[]): Target | undefined {
  const expression = elaborate(scope, body);
  if (!expression) return undefined;
  const free = variables(expression).filter(({ scope: kind }) => kind === 'local');
  const parameters: Variable[] = [...free];
  // Differentiating by what does not stand in it gives 0, where the name is known.
  for (const name of wrt) {
    const known = scope.free || scope.resolve(name)?.kind === 'variable';
    if (known && !parameters.some((parameter) => parameter.name === name)) parameters.push(variableOf(scope, name));
  }
  const callee: Callee = { name: '', parameters, body: expression };
  const names = parameters.map(({ name }) => name);
  return {
    name: '',
    parameters: names,
    variables: parameters,
    shape: expression.shape,
    range: body.range,
    own: () => parameters,
    at: (orders, args) => scope.graph.call(callee, orders, args),
  };
}

/** The variable of a name, in its shape. */
function variableOf(scope: Scope, name: string): Variable {
  const meaning = scope.resolve(name);
  return meaning?.kind === 'variable' ? meaning.variable : scope.graph.variable(name);
}

const bodyTarget = (scope: Scope, body: Tree, wrt: readonly string[] = []): Target | undefined =>
  body.kind === 'name' && isFunction(scope, body.name)
    ? targetOf(scope, { names: [{ name: body.name, range: body.range }], range: body.range }, wrt)
    : expressionTarget(scope, body, wrt);

function isFunction(scope: Scope, name: string): boolean {
  return ['function', 'abstract', 'row', 'operation', 'unsound', 'layer', 'network'].includes(
    scope.resolve(name)?.kind ?? '',
  );
}

function called(scope: Scope, tree: Of<'call'>): Pending | undefined {
  const { callee, arguments: args, range } = tree;
  const name = callee.kind === 'name' ? callee.name : '';
  const [first, ...rest] = args;
  if (!first || !['diff', 'grad', 'hessian', 'jacobian'].includes(name)) {
    elaborate(scope, tree);
    return undefined;
  }
  if (name !== 'diff') {
    if (rest[0]) {
      scope.report(
        error('too-many-arguments', `${name}(f) takes one function.`, rest[0].range.start, rest[0].range.end),
      );
      return undefined;
    }
    const target = bodyTarget(scope, first.value);
    if (!target) return undefined;
    return MATRICES[name]?.(scope, target, range);
  }
  const wrt = differentialsOf(scope, rest, range);
  if (!wrt) return undefined;
  const names = wrt.map(({ path }) => pathName(path));
  const target = bodyTarget(scope, first.value, names);
  const order = wrt.reduce((sum, { order: times }) => sum + times, 0);
  return target && byDifferentials(scope, target, wrt, order, range);
}

/** `x`, `x, 2`, `x, y` after the function of `diff`. */
function differentialsOf(scope: Scope, args: readonly Argument[], range: Range): Differential[] | undefined {
  const wrt: Differential[] = [];
  for (const { value, range: place } of args) {
    const last = wrt.at(-1);
    if (value.kind === 'name') {
      wrt.push({ path: { names: [{ name: value.name, range: place }], range: place }, order: 1, range: place });
    } else if (value.kind === 'number' && /^[1-9]\d*$/.test(value.text) && last?.order === 1) {
      wrt[wrt.length - 1] = { ...last, order: Number(value.text) };
    } else {
      scope.report(
        error(
          'bad-diff',
          'diff takes a function or an expression, then variables: diff(f, x), diff(f, x, 2), diff(f, x, y).',
          place.start,
          place.end,
        ),
      );
      return undefined;
    }
  }
  if (wrt.length > 0) return wrt;
  scope.report(error('bad-diff', 'diff needs the variable to differentiate by: diff(f, x).', range.start, range.end));
  return undefined;
}
