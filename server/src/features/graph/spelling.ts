/**
 * The names and formulas of a graph. In: its elementals. Out: for each a label (`·`, `□²`, `u`), a formula in the names of what
 * leads to it, and formulas over all of them in three spellings. What is short is read as its formula, `sin(x)`; what is longer has
 * a name, by the chain rule or `s1`, so that no formula is long.
 */
import type { Elemental } from '../../calculus/elementals';
import { type Expression, type Graph, parts, postorder, substitute, type Variable } from '../../calculus/expression';
import { texName, texOperator } from '../../notation/latex-names';
import { type Names, print } from '../../notation/print';
import { freshNames } from '../../notation/spelled';
import type { Formula } from '../../protocol';
import type { Wiring } from './wiring';

export interface Spelling {
  /** Whether it has a name of its own. */
  isNamed(of: Variable): boolean;
  /** Of a variable: its name. Of an operation without one: what it does. */
  label(of: Variable): Formula;
  /** What an elemental computes. */
  formula(of: Elemental): Formula | undefined;
  /** A formula over variables of the graph; undefined where it is long. */
  say(expression: Expression, longest?: number): Formula | undefined;
}

/** What is shorter is read as its formula. */
const SHORT = 12;
const LONGEST = 60;
const LONGEST_TEMPLATE = 16;
/** Larger formulas are not printed to see how long they are. */
const MOST_PARTS = 60;

export function spellingOf(
  { graph, elementals }: Pick<Wiring, 'graph' | 'elementals'>,
  names: Names,
  several: boolean,
): Spelling {
  const own = new Set(elementals.map(({ variable }) => variable.name));
  const fresh = freshNames({ has: (name) => own.has(name) || names.has(name) }, 's');
  const spoken = new Map<Expression, Expression>();
  const known = new Map<Expression, Formula>();
  const spell = (expression: Expression, text = print(expression, names, { several }).text): Formula => {
    const made = known.get(expression) ?? {
      text,
      unicode: print(expression, names, { several, spelling: 'unicode' }).text,
      latex: print(expression, names, { several, spelling: 'latex' }).text,
    };
    known.set(expression, made);
    return made;
  };
  const read = (expression: Expression): Expression => substitute(graph, expression, spoken);
  const say = (expression: Expression, longest = LONGEST): Formula | undefined => {
    const whole = read(expression);
    if (postorder([whole]).length > MOST_PARTS) return undefined;
    const { text } = known.get(whole) ?? print(whole, names, { several });
    return text.length <= longest ? spell(whole, text) : undefined;
  };
  for (const { variable, body } of elementals) {
    if (!isNumbered(variable)) continue;
    const short = say(body, SHORT) ? read(body) : undefined;
    spoken.set(variable, short ?? graph.variable(fresh(), 'introduced', variable.shape));
  }
  const spokenAs = (of: Variable): Expression => spoken.get(of) ?? of;
  const isNamed = (of: Variable): boolean => spokenAs(of).kind === 'variable';
  const bodies = new Map(elementals.map((one) => [one.variable, one]));
  return {
    isNamed,
    say,
    label(of) {
      const elemental = bodies.get(of);
      return !elemental || isNamed(of) ? spell(spokenAs(of)) : operationLabel(graph, elemental);
    },
    formula: ({ body }) => say(body),
  };
}

const isNumbered = ({ name, scope }: Variable): boolean => scope === 'introduced' && name.startsWith('#');

/** `·`, `relu`, `max(□, 0)`, `□²`: boxes for what it is of where the sign alone does not say the operation. */
function operationLabel(graph: Graph, { body, inputs }: Elemental): Formula {
  const sign = signOf(body);
  const isInput = (part: Expression): boolean => inputs.some((one) => one === part);
  const isPlain = parts(body).every((part) => isInput(part) || (part.kind === 'negation' && isInput(part.operand)));
  if (sign && isPlain) return sign;
  const boxed = (box: string): Expression =>
    substitute(graph, body, new Map(inputs.map((one) => [one, graph.variable(box, 'introduced', one.shape)])));
  const text = print(boxed('_')).text;
  if (text.length > LONGEST_TEMPLATE) return sign ?? ELLIPSIS;
  return {
    text,
    unicode: print(boxed(BOX), undefined, { spelling: 'unicode' }).text,
    latex: print(boxed(BOX), undefined, { spelling: 'latex' }).text.replaceAll(texName(BOX), '\\square '),
  };
}

const BOX = '□';
const ELLIPSIS: Formula = { text: '...', unicode: '…', latex: '\\dots' };

/** The sign between the operands, or the function's name. */
function signOf(body: Expression): Formula | undefined {
  switch (body.kind) {
    case 'sum': {
      const isDifference = body.terms.length === 2 && body.terms[1]?.kind === 'negation';
      return isDifference ? { text: '-', unicode: '−', latex: '-' } : { text: '+', unicode: '+', latex: '+' };
    }
    case 'product':
      return body.shape.length > 0
        ? { text: '*', unicode: '⊙', latex: '\\odot' }
        : { text: '*', unicode: '·', latex: '\\cdot' };
    case 'quotient':
      return { text: '/', unicode: '/', latex: '/' };
    case 'application': {
      const { name, notation: { operator = name, unicode = operator, latex = texOperator(name) } = {} } = body.row;
      return { text: operator, unicode, latex };
    }
    case 'operation': {
      const { name, latex = texOperator(name) } = body.row;
      return name === '@' ? { text: '@', unicode: '@', latex: '@' } : { text: name, unicode: name, latex };
    }
    case 'call':
    case 'abstract': {
      const { name } = body.kind === 'call' ? body.callee : body;
      const isPlain = name !== '' && body.orders.every((order) => order === 0);
      return isPlain ? { text: name, unicode: name, latex: texName(name) } : undefined;
    }
    case 'array':
      return { text: '[...]', unicode: '[…]', latex: '[\\dots]' };
    default:
      return undefined;
  }
}
