/**
 * The two spellings on a line: ASCII, which parses back to the same value, and Unicode, for people.
 * In: a look and the pieces of its parts. Out: a piece. Implicit products only after a number: `3x²·y`, `2(x + 1)`.
 */
import type { FunctionRow } from '../calculus/functions/row';
import type { Rational } from '../calculus/rational';
import { spellIndex, spellMatrix, spellOperation, spellTranspose } from './arrays-linear';
import { derivativeOf, isUndifferentiated } from './derivatives';
import { builtIn, held, iverson, type Line } from './line';
import { isArray, isScaled, type Look, type Term } from './look';
import { digits, isolated, Level, piece, type Spelled, superscript } from './spelled';

type Parts = (look: Look) => Spelled;

/** `spell` gives the piece of a look inside this one. */
export function spellLine(look: Look, line: Line, spell: Parts): Spelled {
  const value = (inner: Look): Spelled => iverson(spell(inner), line);
  switch (look.kind) {
    case 'part':
      return spell(look);
    case 'number':
      return numeral(look.value);
    case 'named':
      return constantName(look.name, line);
    case 'name':
      return name(look.name);
    case 'minus': {
      const body = value(look.body);
      const text = `${line.unicode ? '−' : '-'}${held(body, Level.quotient)}`;
      return { ...piece(text, Level.minus, 'other'), matrix: body.matrix && body.level >= Level.quotient };
    }
    case 'sum':
      return sum(look.terms, line, value);
    case 'product':
      return product(look.factors, look.factors.map(spell), line);
    case 'group':
      return piece(`(${spell(look.body).text})`, Level.atom, 'bracket');
    case 'quotient':
      return quotient(value(look.above), value(look.below), isArray(look.below));
    case 'power':
      return power(look.base, value(look.base), look.exponent, value(look.exponent), line);
    case 'root': {
      const body = value(look.body);
      if (!line.unicode) return call(builtIn('sqrt', line), [body]);
      const bare = body.level === Level.atom && (body.start === 'symbol' || body.start === 'number');
      return piece(`√${bare ? body.text : `(${body.text})`}`, Level.prefix, 'root', 'other');
    }
    case 'chain':
      return chain(look, line, spell);
    case 'application':
      return application(look.row, look.args, line, spell);
    case 'matrix':
      return spellMatrix(look, look.factors.map(spell), line);
    case 'transpose':
      return spellTranspose(value(look.base), line);
    case 'index':
      return spellIndex(value(look.base), look.subscripts, value);
    case 'operation':
      return spellOperation(look, line, value);
    case 'call':
      return userCall(look, look.args.map(value), line);
    case 'formula':
      return formula(look, value(look.body), look.at?.map(value), line);
    case 'derivative':
      return derivativeOf(look, value(look.body), line.derivatives, line);
    case 'array':
      return piece(`[${look.items.map((item) => value(item).text).join(', ')}]`, Level.atom, 'other', 'bracket');
  }
}

const minusOr = (first: Spelled, level: Level): Level => (first.level === Level.minus ? Level.minus : level);

/** A truth value where one is expected; in ASCII a comparison is always in parentheses. */
function condition(inner: Spelled, level: Level, line: Line): string {
  if (!inner.truth) return held(inner, Level.sum);
  return line.unicode && inner.level > level ? inner.text : `(${inner.text})`;
}

function numeral(value: Rational): Spelled {
  const text = digits(value);
  return piece(text, Level.atom, 'number', /e|^[01]$/.test(text) ? 'other' : 'number');
}

function constantName(constant: 'e' | 'π', line: Line): Spelled {
  const ascii = constant === 'e' ? 'e' : 'pi';
  const hidden = line.names.has(constant) || line.names.has(ascii);
  const text = line.unicode ? constant : ascii;
  return name(hidden ? `std.${text}` : text);
}

/** After a number, `e3`, `E` and `_1` would be read as part of it. */
const name = (text: string): Spelled => piece(text, Level.atom, /^[eE_]/.test(text) ? 'word' : 'symbol');

function call(callee: string, args: readonly Spelled[]): Spelled {
  return piece(`${callee}(${args.map((arg) => arg.text).join(', ')})`, Level.atom, 'word', 'bracket');
}

function sum(terms: readonly Term[], line: Line, value: Parts): Spelled {
  const minus = line.unicode ? '−' : '-';
  let text = '';
  let start: Spelled['start'] = 'other';
  for (const [i, term] of terms.entries()) {
    const inner = value(term.look);
    if (i > 0) text += term.minus ? ` ${minus} ` : ' + ';
    else if (term.minus) text += minus;
    else start = inner.start;
    text += i === 0 && !term.minus ? held(inner, Level.minus) : held(inner, Level.quotient);
  }
  return piece(text, Level.sum, start, 'other');
}

function quotient(above: Spelled, below: Spelled, byArray: boolean): Spelled {
  const bare = above.level >= Level.product || above.level === Level.minus;
  const isMatrix = above.matrix && bare && !byArray;
  const top = bare && (isMatrix || !above.matrix) ? above.text : `(${above.text})`;
  const text = `${top}/${held(below, Level.prefix)}`;
  return { ...piece(text, minusOr(above, Level.quotient), above.start, 'other'), matrix: isMatrix };
}

function product(looks: readonly Look[], factors: readonly Spelled[], line: Line): Spelled {
  const [head] = factors;
  if (!head) return numeralOne();
  const arrays = looks.map(isArray);
  const alone = isolated(factors, arrays);
  const first = iverson(head, line);
  const leads =
    !alone[0] && (first.level >= Level.product || first.level === Level.minus || first.level === Level.quotient);
  let text = leads ? first.text : `(${first.text})`;
  let end = leads ? first.end : 'bracket';
  for (const [i, factor] of factors.entries()) {
    if (i === 0) continue;
    const next = line.unicode ? iverson(factor, line) : factor;
    const elementwise = arrays[i] === true && arrays.slice(0, i).includes(true);
    // In `u ⊙ s·v` the point would stand between two arrays.
    const scaled = line.unicode && elementwise && isScaled(looks[i]);
    const bracketed = alone[i] || scaled || next.level < Level.product;
    const times = line.unicode ? (elementwise ? ' ⊙ ' : '·') : '*';
    const start = bracketed ? 'bracket' : next.start;
    const touching = line.unicode && !elementwise && end === 'number' && ['symbol', 'bracket', 'root'].includes(start);
    text += `${touching ? '' : times}${bracketed ? `(${next.text})` : next.text}`;
    end = bracketed ? 'bracket' : next.end;
  }
  const level = leads && first.level < Level.product ? first.level : Level.product;
  const matrix = factors.some((factor, i) => factor.matrix && !alone[i]);
  return { ...piece(text, level, leads ? first.start : 'bracket', end), matrix };
}

const numeralOne = (): Spelled => piece('1', Level.atom, 'number');

function power(baseLook: Look, base: Spelled, exponentLook: Look, exponent: Spelled, line: Line): Spelled {
  const below = held(base, Level.atom);
  const start = base.level === Level.atom ? base.start : 'bracket';
  const raised = line.unicode ? smallInteger(exponentLook, exponent) : undefined;
  // A digit before a superscript stays readable only in brackets where the number is a decimal: (0.5)².
  const bracketed =
    raised !== undefined && baseLook.kind === 'part' && /[.e]/.test(numberText(base)) ? `(${below})` : below;
  if (raised !== undefined)
    return piece(`${bracketed}${superscript(raised)}`, Level.power, bracketed === below ? start : 'bracket', 'other');
  const bare = exponent.level === Level.atom && exponent.start !== 'bracket' && exponent.end !== 'bracket';
  return piece(`${below}^${bare ? exponent.text : `(${exponent.text})`}`, Level.power, start, 'other');
}

const numberText = (inner: Spelled): string =>
  inner.start === 'number' && inner.level === Level.atom ? inner.text : '';

/** The exponent as an integer that superscripts can spell. */
function smallInteger(look: Look, exponent: Spelled): string | undefined {
  if (look.kind !== 'part' && look.kind !== 'number') return undefined;
  const integer = exponent.level === Level.minus || exponent.start === 'number';
  return integer && exponent.text.length < 6 && /^−?\d+$/.test(exponent.text)
    ? exponent.text.replace('−', '-')
    : undefined;
}

function chain(look: Extract<Look, { kind: 'chain' }>, line: Line, spell: Parts): Spelled {
  const value = (inner: Look): string => held(iverson(spell(inner), line), Level.sum);
  if (!line.unicode) {
    const [one, two] = look.links;
    if (one && two) {
      const middle = value(one.operand);
      const text = `(${value(look.first)} ${one.row.name} ${middle}) and (${middle} ${two.row.name} ${value(two.operand)})`;
      return { ...piece(text, Level.and, 'other'), truth: true };
    }
  }
  const links = look.links.map((link) => ` ${operator(link.row, line)} ${value(link.operand)}`).join('');
  return { ...piece(`${value(look.first)}${links}`, Level.comparison, 'other'), truth: true };
}

const operator = (row: FunctionRow, line: Line): string =>
  (line.unicode ? row.notation?.unicode : undefined) ?? row.notation?.operator ?? row.name;

const OPERATORS: Readonly<Record<string, Level>> = { or: Level.or, and: Level.and };

function application(row: FunctionRow, args: readonly Look[], line: Line, spell: Parts): Spelled {
  const style = row.notation?.style ?? 'call';
  const value = (inner: Look): Spelled => iverson(spell(inner), line);
  if (row.name === 'not' || style === 'prefix') {
    const inner = args.map((arg) => condition(spell(arg), Level.comparison, line)).join(', ');
    return { ...piece(`${operator(row, line)} ${inner}`, Level.not, 'other'), truth: row.truth ?? false };
  }
  if (style === 'infix') {
    const level = OPERATORS[row.name] ?? Level.comparison;
    const logic = row.name === 'and' || row.name === 'or';
    const sides = args.map((arg) => (logic ? condition(spell(arg), level, line) : held(value(arg), Level.sum)));
    const text = sides.join(` ${operator(row, line)} `);
    return { ...piece(text, level, 'other'), truth: row.truth ?? level <= Level.comparison };
  }
  if (style === 'root' && line.unicode && args.length === 1 && args[0]) {
    return spellLine({ kind: 'root', body: args[0] }, line, spell);
  }
  const named = builtIn(row.name, line);
  const shown = line.unicode && named === row.name && style === 'call' ? (row.notation?.unicode ?? named) : named;
  if (row.name !== 'where') return call(shown, args.map(value));
  const [test, ...branches] = args;
  const head = test ? condition(spell(test), Level.or, line) : '';
  return piece(
    `${shown}(${[head, ...branches.map((arg) => value(arg).text)].join(', ')})`,
    Level.atom,
    'word',
    'bracket',
  );
}

type UserCall = Extract<Look, { kind: 'call' }>;

function userCall({ name, parameters, orders }: UserCall, spelled: readonly Spelled[], line: Line): Spelled {
  if (isUndifferentiated({ orders })) return call(name, spelled);
  const head = line.derivatives.called({ name, parameters, orders }, line.names);
  return { ...call(head.text, spelled), level: head.level };
}

/** The derivative of a formula, at a point or at its own variables. */
function formula(
  look: Extract<Look, { kind: 'formula' }>,
  body: Spelled,
  at: readonly Spelled[] | undefined,
  { derivatives, names }: Line,
): Spelled {
  const { parameters, orders } = look;
  if (orders.every((order) => order === 0) && !at) return piece(`(${body.text})`, Level.atom, 'bracket');
  const applied = derivatives.applied(body.text, { name: '', parameters, orders }, names);
  const point = at?.map((value, i) => `${parameters[i]}=${value.text}`).join(', ');
  return point === undefined ? applied : { ...applied, text: `${applied.text}(${point})` };
}
