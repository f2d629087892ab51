/**
 * Every name that a sentence writes, and how it stands there: what definitions, references, renames and highlighting start
 * from. In: a statement's tree; of a broken one its tokens. Out: mentions in reading order, the same list for the same sentence.
 */
import { lexLine, type Token } from './lexer';
import type { Argument, Identifier, Parameter, Path, Range, Sentence, Statement, Subscript, Tree } from './tree';

export interface Mention {
  /** In normal form C. */
  readonly name: string;
  /** Relative to the statement. */
  readonly range: Range;
  readonly stands: Stand;
}

export type Stand =
  /** `f` in its definition, `h` in its node. */
  | { readonly as: 'definition' }
  /** `x` in the head `f(x) =`. */
  | { readonly as: 'parameter' }
  /** `n` in the head's `w[n]`, or in a declared shape. */
  | { readonly as: 'dimension' }
  | { readonly as: 'name' }
  /** `W` in `h.W`: the path before it. */
  | { readonly as: 'member'; readonly of: readonly string[] }
  /** `axis` in `sum(x, axis=0)`: the path of what is called; missing for the point of `∂/∂x (…)`. */
  | { readonly as: 'argument'; readonly of?: readonly string[] }
  /** `x` in `∂f/∂x`: the path of what is differentiated. */
  | { readonly as: 'variable'; readonly of: readonly string[] };

const known = new WeakMap<Sentence, readonly Mention[]>();

export function mentionsIn(statement: Pick<Statement, 'sentence' | 'source'>): readonly Mention[] {
  const { sentence } = statement;
  const found = known.get(sentence) ?? collected(statement);
  known.set(sentence, found);
  return found;
}

function collected({ sentence, source }: Pick<Statement, 'sentence' | 'source'>): readonly Mention[] {
  const out: Mention[] = [];
  switch (sentence.kind) {
    case 'definition':
    case 'declare':
      out.push(mention(sentence.name, { as: 'definition' }), ...(sentence.parameters ?? []).flatMap(inHead));
      if (sentence.kind === 'definition') inTree(out, sentence.body);
      return out;
    case 'input':
    case 'target':
    case 'param':
      out.push(mention(sentence.name, { as: 'definition' }), ...(sentence.shape ?? []).flatMap(dimensionsIn));
      if (sentence.value) inTree(out, sentence.value);
      return out;
    case 'network':
      return [mention(sentence.name, { as: 'definition' })];
    case 'expression':
      inTree(out, sentence.body);
      return out;
    case 'check':
      for (const tree of [sentence.first, ...sentence.rest.map(({ value }) => value), ...sentence.conditions])
        inTree(out, tree);
      return out;
    case 'broken':
      return inTokens(tokensOf(source), sentence.defines);
    default:
      return out;
  }
}

const mention = ({ name, range }: Identifier, stands: Stand): Mention => ({ name, range, stands });

const inHead = ({ name, shape }: Parameter): Mention[] => [
  mention(name, { as: 'parameter' }),
  ...(shape ?? []).flatMap(dimensionsIn),
];

function dimensionsIn(tree: Tree): Mention[] {
  const out: Mention[] = [];
  inTree(out, tree);
  return out.map((one) => (one.stands.as === 'name' ? { ...one, stands: { as: 'dimension' } } : one));
}

/** The names of a path, the first in scope and the others below it. */
function inPath(out: Mention[], { names, index }: Path, first: Stand = { as: 'name' }): void {
  names.forEach((name, i) => {
    const of = names.slice(0, i).map((one) => one.name);
    out.push(mention(name, i === 0 ? first : { as: 'member', of }));
  });
  inSubscripts(out, index ?? []);
}

function inSubscripts(out: Mention[], subscripts: readonly Subscript[]): void {
  for (const entry of subscripts) {
    if (entry.kind !== 'slice') inTree(out, entry);
    else for (const side of [entry.from, entry.to]) if (side) inTree(out, side);
  }
}

function inArguments(out: Mention[], args: readonly Argument[], of: readonly string[] | undefined): void {
  for (const { name, value } of args) {
    if (name) out.push(mention(name, { as: 'argument', ...(of && { of }) }));
    inTree(out, value);
  }
}

const DIFFERENTIATING = new Set(['diff', 'grad', 'hessian', 'jacobian']);

/** Recursion is as deep as brackets nest, which is limited. */
function inTree(out: Mention[], tree: Tree): void {
  switch (tree.kind) {
    case 'number':
      return;
    case 'name':
      out.push(mention(tree, { as: 'name' }));
      return;
    case 'group':
    case 'sign':
    case 'root':
    case 'not':
      inTree(out, tree.body);
      return;
    case 'array':
      for (const item of tree.items) inTree(out, item);
      return;
    case 'sum':
    case 'product':
    case 'comparison':
      inTree(out, tree.first);
      for (const { operand } of tree.rest) inTree(out, operand);
      return;
    case 'logic':
      for (const operand of tree.operands) inTree(out, operand);
      return;
    case 'power':
      inTree(out, tree.base);
      inTree(out, tree.exponent);
      return;
    case 'superscript':
    case 'transpose':
    case 'prime':
      inTree(out, tree.base);
      return;
    case 'member': {
      inTree(out, tree.base);
      const of = namesOf(tree.base);
      if (of) out.push(mention(tree.member, { as: 'member', of }));
      return;
    }
    case 'index':
      inTree(out, tree.base);
      inSubscripts(out, tree.subscripts);
      return;
    case 'call':
      inCall(out, tree);
      return;
    case 'pipe':
      inTree(out, tree.left);
      inTree(out, tree.right);
      return;
    case 'partial': {
      inPath(out, tree.of);
      const of = tree.of.names.map(({ name }) => name);
      for (const { path } of tree.wrt) inPath(out, path, { as: 'variable', of });
      return;
    }
    case 'partialOf':
      for (const { path } of tree.wrt) inPath(out, path);
      inTree(out, tree.body);
      return;
    case 'nabla':
      if ('kind' in tree.of) inTree(out, tree.of);
      else inPath(out, tree.of);
      return;
    case 'point':
      inTree(out, tree.derivative);
      inArguments(out, tree.arguments, subjectOf(tree.derivative));
      return;
  }
}

function inCall(out: Mention[], { callee, arguments: args }: Extract<Tree, { kind: 'call' }>): void {
  inTree(out, callee);
  const [first, ...others] = args;
  const of = first && !first.name ? namesOf(first.value) : undefined;
  if (callee.kind !== 'name' || !DIFFERENTIATING.has(callee.name) || !first || !of) {
    inArguments(out, args, namesOf(callee));
    return;
  }
  inTree(out, first.value);
  for (const { name, value } of others) {
    const path = name ? undefined : pathOf(value);
    if (path) inPath(out, path, { as: 'variable', of });
    else inTree(out, value);
  }
}

/** The function that a derivative is of: whose parameters a point gives by name. */
function subjectOf(derivative: Tree): readonly string[] | undefined {
  switch (derivative.kind) {
    case 'partial':
      return derivative.of.names.map(({ name }) => name);
    case 'nabla':
      return 'kind' in derivative.of ? namesOf(derivative.of) : derivative.of.names.map(({ name }) => name);
    case 'prime':
      return namesOf(derivative.base);
    case 'call': {
      const [first] = derivative.arguments;
      return first && !first.name ? namesOf(first.value) : undefined;
    }
    default:
      return undefined;
  }
}

function pathOf(tree: Tree): Path | undefined {
  if (tree.kind === 'name') return { names: [{ name: tree.name, range: tree.range }], range: tree.range };
  if (tree.kind === 'index') {
    const base = pathOf(tree.base);
    return base && { ...base, index: tree.subscripts };
  }
  if (tree.kind !== 'member') return undefined;
  const base = pathOf(tree.base);
  return base && { names: [...base.names, tree.member], range: tree.range };
}

const namesOf = (tree: Tree): readonly string[] | undefined =>
  tree.kind === 'index' ? undefined : pathOf(tree)?.names.map(({ name }) => name);

/** The tokens of a statement over all its lines. */
export function tokensOf(source: string): Token[] {
  const tokens: Token[] = [];
  let start = 0;
  for (const line of source.split('\n')) {
    for (const token of lexLine(line).tokens)
      tokens.push({ ...token, start: token.start + start, end: token.end + start });
    start += line.length + 1;
  }
  return tokens;
}

/** What cannot be read: its names, as far as the tokens beside them tell. */
function inTokens(
  tokens: readonly Token[],
  defines: Extract<Sentence, { kind: 'broken' }>['defines'] | undefined,
): Mention[] {
  const out: Mention[] = [];
  const sign = tokens.findIndex(({ type }) => type === '=');
  let path: string[] = [];
  tokens.forEach((token, i) => {
    if (token.type !== 'name') {
      if (token.type !== '.') path = [];
      return;
    }
    const { start, end, value: name } = token;
    const isMember = tokens[i - 1]?.type === '.' && path.length > 0;
    const stands: Stand = isMember
      ? { as: 'member', of: path }
      : start === defines?.name.range.start
        ? { as: 'definition' }
        : { as: i < sign && defines?.parameters?.includes(name) ? 'parameter' : 'name' };
    out.push({ name, range: { start, end }, stands });
    path = isMember ? [...path, name] : [name];
  });
  return out;
}
