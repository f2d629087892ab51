// A formula in the syntax of other engines. In: an expression as written and a dialect. Out: text; `Unknown` is thrown
// where the engine has no word for a function and the function has no defining formula.
import { engine } from './engine.mjs';

const { createGraph } = engine;

export class Unknown extends Error {}

const SAME = 'sqrt exp log abs sin cos tan sec csc cot asin acos atan sinh cosh tanh asinh acosh atanh'.split(' ');
const words = (list, more = {}) => ({ ...Object.fromEntries(list.map((name) => [name, name])), ...more });

export const DIALECTS = {
  mathjs: {
    power: '^',
    words: words([
      ...SAME,
      'cbrt',
      'log2',
      'log10',
      'log1p',
      'expm1',
      'sign',
      'max',
      'min',
      'floor',
      'ceil',
      'erf',
      'gamma',
      'hypot',
      'atan2',
      'mod',
      'lgamma',
    ]),
  },
  nerdamer: { power: '^', words: words([...SAME, 'sign', 'max', 'min', 'floor', 'ceil', 'erf', 'log10', 'atan2']) },
  sympy: {
    power: '**',
    words: words(SAME, {
      abs: 'Abs',
      max: 'Max',
      min: 'Min',
      sign: 'sign',
      floor: 'floor',
      ceil: 'ceiling',
      erf: 'erf',
      erfc: 'erfc',
      gamma: 'gamma',
      lgamma: 'loggamma',
      digamma: 'digamma',
      atan2: 'atan2',
      cbrt: 'real_cbrt',
      mod: 'Mod',
      where: 'where',
      '<': 'Lt',
      '<=': 'Le',
      '>': 'Gt',
      '>=': 'Ge',
      '==': 'Eq',
      '!=': 'Ne',
    }),
  },
};

/** Text with brackets wherever they might be needed. */
export function spell(node, dialect) {
  const inner = (part) => spell(part, dialect);
  switch (node.kind) {
    case 'constant':
      return numberOf(node);
    case 'named':
      return node.name === 'e' ? (dialect.power === '**' ? 'E' : 'e') : 'pi';
    case 'variable':
      return node.name;
    case 'sum':
      return `(${node.terms.map((term, i) => (term.kind === 'negation' ? ` - ${inner(term.operand)}` : `${i > 0 ? ' + ' : ''}${inner(term)}`)).join('')})`;
    case 'product':
      return `(${node.factors.map(inner).join('*')})`;
    case 'negation':
      return `(-${inner(node.operand)})`;
    case 'quotient':
      return `(${inner(node.numerator)}/${inner(node.denominator)})`;
    case 'power':
      return `(${inner(node.base)}${dialect.power}${inner(node.exponent)})`;
    case 'application':
      return application(node, (word, args) => `${word}(${args.map(inner).join(', ')})`, dialect);
    default:
      throw new Unknown(node.kind);
  }
}

function application(node, call, dialect) {
  const { row, args } = node;
  if (row.name === 'log' && args.length === 2) {
    const graph = createGraph();
    return spell(graph.divide(graph.apply(row, args[0]), graph.apply(row, args[1])), dialect);
  }
  if (Object.hasOwn(dialect.words, row.name)) return call(dialect.words[row.name], args);
  const meaning = row.definition?.(createGraph(), args);
  if (!meaning) throw new Unknown(row.name);
  return spell(meaning, dialect);
}

function numberOf({ value, decimal }) {
  const [above, below] = [value.s * value.n, value.d];
  if (below === 1n) return `${above}`;
  return decimal ? `${Number(above) / Number(below)}` : `(${above}/${below})`;
}

const MATHJSON = {
  ...Object.fromEntries(SAME.map((name) => [name, name[0].toUpperCase() + name.slice(1)])),
  ...{ log: 'Ln', asin: 'Arcsin', acos: 'Arccos', atan: 'Arctan', asinh: 'Arsinh', acosh: 'Arcosh', atanh: 'Artanh' },
  ...{
    max: 'Max',
    min: 'Min',
    sign: 'Sign',
    floor: 'Floor',
    ceil: 'Ceil',
    erf: 'Erf',
    erfc: 'Erfc',
    gamma: 'Gamma',
    lgamma: 'GammaLn',
    digamma: 'Digamma',
    atan2: 'Arctan2',
    mod: 'Mod',
  },
};

/** MathJSON, compute-engine's own format. */
export function mathjson(node) {
  switch (node.kind) {
    case 'constant': {
      const [above, below] = [Number(node.value.s * node.value.n), Number(node.value.d)];
      return below === 1 ? above : node.decimal ? above / below : ['Rational', above, below];
    }
    case 'named':
      return node.name === 'e' ? 'ExponentialE' : 'Pi';
    case 'variable':
      return safe(node.name);
    case 'sum':
      return ['Add', ...node.terms.map(mathjson)];
    case 'product':
      return ['Multiply', ...node.factors.map(mathjson)];
    case 'negation':
      return ['Negate', mathjson(node.operand)];
    case 'quotient':
      return ['Divide', mathjson(node.numerator), mathjson(node.denominator)];
    case 'power':
      return ['Power', mathjson(node.base), mathjson(node.exponent)];
    case 'application': {
      if (node.row.name === 'log' && node.args.length === 2)
        return ['Divide', ['Ln', mathjson(node.args[0])], ['Ln', mathjson(node.args[1])]];
      const word = MATHJSON[node.row.name];
      if (word) return [word, ...node.args.map(mathjson)];
      const meaning = node.row.definition?.(createGraph(), node.args);
      if (!meaning) throw new Unknown(node.row.name);
      return mathjson(meaning);
    }
    default:
      throw new Unknown(node.kind);
  }
}

/** Its own library has letters such as D and N: a name of ours is told apart by what stands before it. */
export const safe = (name) => `v_${name}`;
