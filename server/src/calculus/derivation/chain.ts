/**
 * The chain rule: where a formula is an outer function of one inner part, that part gets a name.
 * In: a formula and its variable. Out: the links from the outermost to the innermost, each a function of the next.
 */
import { type Expression, type Graph, rebuild, type Variable } from '../expression';
import { type Context, depends } from './context';
import { constantValue } from './tidy';

/** `outer` is a formula in `name`, which stands for `inner`. */
interface Link {
  readonly outer: (name: Variable) => Expression;
  readonly inner: Expression;
  /** The function that the link is of. */
  readonly core: Expression;
}

export interface Chain {
  /** derivative(…, u)·derivative(…, x), outermost first: the factors. */
  readonly factors: readonly Extract<Expression, { kind: 'derivative' }>[];
  /** The names introduced, outermost first. */
  readonly names: readonly Variable[];
  /** The function that each link is of, as written; the last one is what is left, a function of the variable itself. */
  readonly cores: readonly Expression[];
}

/** Longer chains than these name their parts s1, s2, …. */
const LETTERED = 3;
const LONGEST = 400;

export function chain(context: Context, body: Expression, variable: Variable): Chain | undefined {
  const links: Link[] = [];
  let inner = body;
  for (let link = outermost(context.graph, inner, variable, false); link && links.length < LONGEST; ) {
    links.push(link);
    inner = link.inner;
    link = outermost(context.graph, inner, variable, true);
  }
  if (links.length === 0) return undefined;
  const term = termOfSum(context.graph, inner, variable);
  if (term) {
    links.push(term);
    inner = term.inner;
  }
  // Names of one kind: where the letters do not suffice, numbers.
  const style = links.length <= Math.min(LETTERED, context.letters()) ? 'letter' : 'number';
  const names = links.map((link) => context.introduce(link.inner, style, placeName(link)));
  const { graph } = context;
  names.forEach((name, i) => {
    const [next, link] = [names[i + 1], links[i + 1]];
    if (next && link) context.restate(name, link.outer(next));
  });
  const factors = links.map((link, i) => {
    const name = names[i] as Variable;
    return graph.derivative(link.outer(name), name);
  });
  const cores = [...links.map(({ core }) => core), inner];
  return { factors: [...factors, graph.derivative(inner, variable)], names, cores };
}

/** A declared function calls its place by a name: in g(z) what stands in it is z. */
function placeName({ core, inner }: Link): string | undefined {
  return core.kind === 'abstract' ? core.parameters[core.args.indexOf(inner)] : undefined;
}

/**
 * A sum at the end of a chain of which one term moves, as in a neuron: the term gets a name, so that the sum's slope by
 * it, 1, is seen. Sums with numbers only, such as x² + 1, are no links.
 */
function termOfSum(graph: Graph, sum: Expression, variable: Variable): Link | undefined {
  if (sum.kind !== 'sum') return undefined;
  const [term, ...others] = sum.terms.filter((part) => depends(graph, part, variable));
  const inner = term?.kind === 'negation' ? term.operand : term;
  if (!term || !inner || others.length > 0 || inner === variable) return undefined;
  if (sum.terms.every((part) => part === term || constantValue(part) !== undefined)) return undefined;
  const outer = (name: Variable): Expression =>
    graph.add(
      ...sum.terms.map((part) => (part !== term ? part : term.kind === 'negation' ? graph.negate(name) : name)),
    );
  return { outer, inner, core: sum };
}

/**
 * Down the one way to the variable, past constant factors (and, inside a chain, constant terms), to the first function
 * of a part that is more than the variable itself.
 */
function outermost(graph: Graph, body: Expression, variable: Variable, terms: boolean): Link | undefined {
  const wrap: ((inside: Expression) => Expression)[] = [];
  for (let node = body; ; ) {
    const moving = movingParts(graph, node, variable);
    const [part] = moving;
    if (part === undefined || moving.length > 1) return undefined;
    if (isOuter(node)) {
      if (part === variable) return undefined;
      const [core, wrappers] = [node, wrap];
      return {
        core,
        inner: part,
        outer: (name) => wrappers.reduceRight((inside, put) => put(inside), replacing(graph, core, part, name)),
      };
    }
    if (!isWrapper(node, variable, terms) || occurrences(node, part) > 1) return undefined;
    const around = node;
    wrap.push((inside) => replacing(graph, around, part, inside));
    node = part;
  }
}

/** The distinct direct parts that the variable stands in. */
export function movingParts(graph: Graph, node: Expression, variable: Variable): readonly Expression[] {
  return [...new Set(directParts(node))].filter((part) => depends(graph, part, variable));
}

function directParts(node: Expression): readonly Expression[] {
  switch (node.kind) {
    case 'sum':
      return node.terms;
    case 'product':
      return node.factors;
    case 'negation':
      return [node.operand];
    case 'quotient':
      return [node.numerator, node.denominator];
    case 'power':
      return [node.base, node.exponent];
    case 'application':
    case 'call':
    case 'abstract':
      return node.args;
    default:
      return [];
  }
}

/** A function in its own right, of which the moving part is an argument. */
function isOuter(node: Expression): boolean {
  if (node.kind === 'quotient') return false;
  if (node.kind === 'application') return node.row.name !== 'where' && node.row.derivative !== undefined;
  return node.kind === 'power' || node.kind === 'call' || node.kind === 'abstract';
}

/** A constant factor or, inside a chain, a constant term around the one moving part. */
function isWrapper(node: Expression, variable: Variable, terms: boolean): boolean {
  if (node === variable) return false;
  if (node.kind === 'sum') return terms;
  return node.kind === 'product' || node.kind === 'negation' || node.kind === 'quotient';
}

const occurrences = (node: Expression, part: Expression): number =>
  directParts(node).filter((other) => other === part).length;

function replacing(graph: Graph, node: Expression, part: Expression, by: Expression): Expression {
  return rebuild(
    graph,
    node,
    directParts(node).map((other) => (other === part ? by : other)),
  );
}
