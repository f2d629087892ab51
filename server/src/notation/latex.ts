/**
 * The spelling for typesetting: LaTeX that KaTeX and MathJax read, with fractions, roots and subscripts.
 * In: a look and the pieces of its parts. Out: a piece. Nothing of the reader's text can act as a command.
 */
import type { FunctionRow } from '../calculus/functions/row';
import type { Rational } from '../calculus/rational';
import { indexLatex, matrixLatex, operationLatex, transposeLatex } from './arrays-latex';
import { type DerivativeSpelling, derivativeOf, isUndifferentiated } from './derivatives';
import { bracketed, held, iversonLatex } from './latex-brackets';
import { isSymbol, texName, texOperator } from './latex-names';
import { isArray, type Look, type Term } from './look';
import { digits, isolated, Level, NO_NAMES, piece, type Spelled } from './spelled';

type Parts = (look: Look) => Spelled;

/** How derivatives are written. */
export interface Typeset {
  readonly derivatives: DerivativeSpelling;
  readonly several?: boolean | undefined;
}

export function spellLatex(look: Look, spell: Parts, typeset: Typeset): Spelled {
  const { derivatives } = typeset;
  const value = (inner: Look): Spelled => iversonLatex(spell(inner));
  switch (look.kind) {
    case 'part':
      return spell(look);
    case 'number':
      return numeral(look.value);
    case 'named':
      return piece(look.name === 'e' ? 'e' : '\\pi', Level.atom, 'symbol');
    case 'name':
      return piece(texName(look.name), Level.atom, isSymbol(look.name) ? 'symbol' : 'word');
    case 'minus': {
      const body = value(look.body);
      const text = `-${held(body, Level.quotient)}`;
      const matrix = body.matrix && body.level >= Level.quotient;
      return { ...piece(text, Level.minus, 'other', body.end, body.tall), matrix };
    }
    case 'sum':
      return sum(look.terms, value);
    case 'product':
      return product(look.factors.map(value), look.factors.map(isArray));
    case 'group': {
      const inner = value(look.body);
      return piece(bracketed(inner), Level.atom, 'bracket', 'bracket', inner.tall);
    }
    case 'quotient':
      return piece(
        `\\frac{${value(look.above).text}}{${value(look.below).text}}`,
        Level.product,
        'other',
        'other',
        true,
      );
    case 'power': {
      const [base, exponent] = [value(look.base), value(look.exponent)];
      const below = held(base, Level.atom);
      return piece(
        `${below}^{${exponent.text}}`,
        Level.power,
        base.level === Level.atom ? base.start : 'bracket',
        'symbol',
        base.tall,
      );
    }
    case 'root': {
      const body = value(look.body);
      return piece(`\\sqrt{${body.text}}`, Level.atom, 'root', 'root', body.tall);
    }
    case 'chain': {
      const links = look.links.map((link) => ` ${operator(link.row)} ${held(value(link.operand), Level.sum)}`).join('');
      return { ...piece(`${held(value(look.first), Level.sum)}${links}`, Level.comparison, 'other'), truth: true };
    }
    case 'application':
      return application(look.row, look.args, spell, typeset);
    case 'matrix':
      return matrixLatex(look, look.factors.map(value));
    case 'transpose':
      return transposeLatex(look, value);
    case 'index':
      return indexLatex(value(look.base), look.subscripts, value);
    case 'operation':
      return operationLatex(look, value);
    case 'call': {
      const head = isUndifferentiated(look) ? texName(look.name) : derivatives.called(look, NO_NAMES).text;
      return call(head, look.args.map(value));
    }
    case 'formula': {
      const { parameters, orders, at } = look;
      const point = at?.map((inner, i) => `${texName(parameters[i] ?? '')} = ${value(inner).text}`).join(', ');
      const applied = derivatives.applied(value(look.body).text, { name: '', parameters, orders }, NO_NAMES);
      return point === undefined ? applied : { ...applied, text: `${applied.text}_{${point}}` };
    }
    case 'derivative':
      return derivativeOf(look, value(look.body), derivatives, { ...typeset, names: NO_NAMES });
    case 'array':
      return array(look.items.map(value));
  }
}

function numeral(value: Rational): Spelled {
  const [mantissa = '', exponent] = digits(value).split('e');
  if (exponent === undefined) return piece(mantissa, Level.atom, 'number', mantissa === '1' ? 'other' : 'number');
  return piece(`${mantissa} \\cdot 10^{${exponent}}`, Level.product, 'number', 'other');
}

function sum(terms: readonly Term[], value: Parts): Spelled {
  const pieces = terms.map((term) => value(term.look));
  const text = terms.map((term, i) => {
    const inner = pieces[i] as Spelled;
    const sign = term.minus ? (i > 0 ? ' - ' : '-') : i > 0 ? ' + ' : '';
    return `${sign}${held(inner, i === 0 && !term.minus ? Level.minus : Level.quotient)}`;
  });
  return piece(
    text.join(''),
    Level.sum,
    'other',
    'other',
    pieces.some((inner) => inner.tall),
  );
}

/** `arrays`: which of the factors are arrays. */
function product(factors: readonly Spelled[], arrays: readonly boolean[]): Spelled {
  const alone = isolated(factors, arrays);
  let text = '';
  let start: Spelled['start'] = 'other';
  let end: Spelled['end'] = 'other';
  for (const [i, factor] of factors.entries()) {
    const inside = alone[i] || factor.level < (i === 0 ? Level.minus : Level.product);
    const left = inside ? 'bracket' : factor.start;
    const elementwise = arrays[i] === true && arrays.slice(0, i).includes(true);
    if (i === 0) start = left;
    else if (factor.matrix && !inside) text += end === 'number' ? '' : '\\,';
    else text += elementwise ? ' \\odot ' : between(end, left);
    text += inside ? bracketed(factor) : factor.text;
    end = inside ? 'bracket' : factor.end;
  }
  const [first] = factors;
  const level = first?.level === Level.minus && !alone[0] ? Level.minus : Level.product;
  const tall = factors.some((factor) => factor.tall);
  const matrix = factors.some((factor, i) => factor.matrix && !alone[i]);
  return { ...piece(text, level, start, end, tall), matrix };
}

/** Side by side where nobody could misread it: `2x`, `x y`, `3(x + 1)`, `x \sin(x)`; otherwise a dot. */
function between(end: Spelled['end'], start: Spelled['start']): string {
  if (end === 'number') return start === 'number' || start === 'other' ? ' \\cdot ' : '';
  if (end === 'symbol' && start === 'symbol') return ' ';
  if (end === 'symbol' && (start === 'operator' || start === 'root')) return ' ';
  return ' \\cdot ';
}

const operator = (row: FunctionRow): string => row.notation?.latex ?? texOperator(row.notation?.operator ?? row.name);
const LEVELS: Readonly<Record<string, Level>> = { or: Level.or, and: Level.and };

function application(row: FunctionRow, args: readonly Look[], spell: Parts, typeset: Typeset): Spelled {
  const value = (inner: Look): Spelled => iversonLatex(spell(inner));
  const pieces = args.map((arg) => spell(arg));
  const tall = pieces.some((inner) => inner.tall);
  const style = row.notation?.style ?? 'call';
  const [only] = args;
  if (row.name === 'not' || style === 'prefix') {
    const inner = pieces.map((arg) => held(arg, Level.power)).join(', ');
    return { ...piece(`${operator(row)} ${inner}`, Level.not, 'other', 'other', tall), truth: row.truth ?? false };
  }
  if (style === 'infix') {
    const level = LEVELS[row.name] ?? Level.comparison;
    const logic = row.name === 'and' || row.name === 'or';
    const sides = args.map((arg) => {
      if (logic) return spell(arg).level > level ? spell(arg).text : bracketed(spell(arg));
      return held(value(arg), Level.sum);
    });
    const text = sides.join(` ${operator(row)} `);
    return { ...piece(text, level, 'other', 'other', tall), truth: row.truth ?? level <= Level.comparison };
  }
  if (only && args.length === 1 && style === 'root') {
    return spellLatex({ kind: 'root', body: only }, spell, typeset);
  }
  if (only && args.length === 1 && style === 'bars') {
    return piece(`\\left|${value(only).text}\\right|`, Level.atom, 'bracket', 'bracket', tall);
  }
  if (row.name === 'where' && args.length === 3) {
    const [test, yes, no] = pieces as [Spelled, Spelled, Spelled];
    const lines = `${iversonLatex(yes).text} & ${test.text} \\\\ ${iversonLatex(no).text} & \\text{otherwise}`;
    return piece(`\\begin{cases} ${lines} \\end{cases}`, Level.sum, 'other', 'other', true);
  }
  const spelled = row.notation?.latex ?? texOperator(row.name);
  return { ...call(spelled, args.map(value)), start: 'operator' };
}

function call(head: string, args: readonly Spelled[]): Spelled {
  const tall = args.some((arg) => arg.tall);
  const list = args.map((arg) => arg.text).join(', ');
  const start = head.startsWith('\\frac') ? 'other' : 'word';
  return piece(`${head}${tall ? `\\left(${list}\\right)` : `(${list})`}`, Level.atom, start, 'bracket', tall);
}

const MATRIX = /^\\begin\{bmatrix\} (.*) \\end\{bmatrix\}$/;

/** A column, or of columns a matrix with each as a row. */
function array(items: readonly Spelled[]): Spelled {
  const rows = items.map(({ text }) => MATRIX.exec(text)?.[1]);
  const isMatrix = rows.every((row) => row !== undefined && !row.includes(' & ') && !row.includes('\\begin'));
  const lines = items.map(({ text }, i) => (isMatrix ? rows[i]?.replaceAll(' \\\\ ', ' & ') : text));
  return piece(`\\begin{bmatrix} ${lines.join(' \\\\ ')} \\end{bmatrix}`, Level.atom, 'bracket', 'bracket', true);
}
