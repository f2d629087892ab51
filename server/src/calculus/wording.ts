/**
 * Why there is no number, in the reader's words. In: the instruction that has no value, and the numbers before it.
 * Out: a clause that names the part: `log is defined for positive numbers; here its argument x - 2 is −1`.
 */
import { type Expression, isConstant, variables } from './expression';
import { hasDecimalForm, isInteger, isNegative, type Rational, toNumber } from './rational';
import type { Instruction, Tape } from './tape';

export const OVERFLOW = 'overflow';
export const UNDECIDED = 'the digits cancel: no number of them that can be computed decides the value';

/** `at` gives the number that an instruction computed. */
export function reasonOf(tape: Tape, index: number, at: (slot: number) => number): string {
  const instruction = tape.instructions[index];
  if (!instruction) return OVERFLOW;
  const { operands } = instruction;
  const source = (k: number): Expression | undefined => tape.instructions[operands[k] ?? -1]?.source;
  const number = (k: number): number => at(operands[k] ?? 0);
  switch (instruction.code) {
    case 'missing':
      return missing(tape);
    case 'nothing':
      return instruction.reason;
    case 'quotient':
      return divisionByZero(source(1));
    case 'power':
      return powerReason(instruction, source(0), source(1), number(0), number(1));
    case 'row': {
      const failed = instruction.reasons.findIndex((_, k) => number(instruction.arity + k) === 0);
      const reason = instruction.reasons[Math.max(0, failed)] ?? `${instruction.row.name} has no value there`;
      const args = operands.slice(0, instruction.arity).map((_, k) => describe(source(k), number(k)));
      return `${reason}; here ${args.length === 1 ? `its argument ${args[0]}` : `its arguments are ${list(args.map(bare))}`}`;
    }
    default:
      return OVERFLOW;
  }
}

function missing(tape: Tape): string {
  const names = tape.instructions.flatMap((instruction) => (instruction.code === 'missing' ? [instruction.name] : []));
  return names.length === 1 ? `${names[0]} has no value` : `${list(names)} have no values`;
}

function divisionByZero(denominator: Expression | undefined): string {
  const text = denominator && !isConstant(denominator) ? brief(denominator) : undefined;
  return text === undefined ? 'division by zero' : `division by zero: ${text} is 0`;
}

function powerReason(
  instruction: Instruction,
  base: Expression | undefined,
  exponent: Expression | undefined,
  b: number,
  n: number,
): string {
  if (b === 0 && exponent && isConstant(exponent) && n === -1) return divisionByZero(base);
  const here = describe(base, b);
  if (b === 0) return `0 has no negative powers; here the base ${here} and the exponent ${describe(exponent, n)}`;
  if (n === 0.5) return `sqrt is defined for numbers that are not negative; here its argument ${here}`;
  const advice =
    instruction.operands.length === 2 && Math.abs(n - 1 / 3) < 1e-15 ? ' (cbrt is the real cube root)' : '';
  return `a power of a negative number needs a whole exponent${advice}; here the base ${here} and the exponent ${describe(exponent, n)}`;
}

/** `x - 2 is −1`; for a number written out `is −1`. */
function describe(source: Expression | undefined, value: number): string {
  // A number written out is not said twice.
  const text = source && variables(source).length > 0 ? brief(source) : undefined;
  return `${text === undefined ? '' : `${text} `}is ${figure(value)}`;
}
const bare = (text: string): string => text.replace(/^is /, '').replace(/ is (?=[^ ]*$)/, ' = ');

function list(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

/** At most six digits. */
export function figure(value: number): string {
  return String(Number(value.toPrecision(6))).replace(/-/g, '−');
}

/** Exactly, where that is short: 1/3, 0.125, 1000001. */
export function coordinate(value: Rational): string {
  const short = value.n < 10n ** 15n && value.d < 10n ** 15n;
  const sign = isNegative(value) ? '−' : '';
  if (short && (isInteger(value) || hasDecimalForm(value)))
    return `${sign}${String(Number(value.n) / Number(value.d))
      .replace('e+', 'e')
      .replace('-', '−')}`;
  if (isInteger(value) && value.n < 10n ** 40n) return `${sign}${value.n}`;
  const text = `${sign}${value.n}/${value.d}`;
  return text.length <= 14 ? text : figure(toNumber(value)).replace('e+', 'e');
}

const LONGEST = 40;

/** A short formula in ASCII, undefined where it would be long: reasons are read at a glance. */
export function brief(expression: Expression, longest = LONGEST): string | undefined {
  const text = expression.depth > 6 ? undefined : write(expression, 0);
  return text === undefined || text.length > longest ? undefined : text;
}

/** Binding strengths: sum 1, product 2, sign 3, power 4, anything closed 5. */
function write(node: Expression, needed: number): string {
  const within = (strength: number, text: string): string => (strength < needed ? `(${text})` : text);
  const args = (parts: readonly Expression[]): string => parts.map((part) => write(part, 0)).join(', ');
  switch (node.kind) {
    case 'constant': {
      const { value } = node;
      const text = isInteger(value)
        ? `${value.n}`
        : node.decimal
          ? `${Number(value.n) / Number(value.d)}`
          : `${value.n}/${value.d}`;
      return within(
        isNegative(value) ? 1 : isInteger(value) || node.decimal ? 5 : 2,
        isNegative(value) ? `-${text}` : text,
      );
    }
    case 'named':
      return node.name === 'π' ? 'pi' : 'e';
    case 'variable':
      return node.name;
    case 'sum':
      return within(1, node.terms.map((term, i) => signed(term, i === 0)).join(''));
    case 'product': {
      const [first] = node.factors;
      if (first && isConstant(first, -1))
        return within(
          1,
          `-${node.factors
            .slice(1)
            .map((f) => write(f, 3))
            .join('*')}`,
        );
      return within(2, node.factors.map((factor) => write(factor, 3)).join('*'));
    }
    case 'negation':
      return within(1, `-${write(node.operand, 3)}`);
    case 'quotient':
      return within(2, `${write(node.numerator, 2)}/${write(node.denominator, 3)}`);
    case 'power':
      return within(4, `${write(node.base, 5)}^${write(node.exponent, 5)}`);
    case 'application': {
      const { notation, name } = node.row;
      if (notation?.style !== 'infix') return `${name}(${args(node.args)})`;
      return `(${node.args.map((arg) => write(arg, 1)).join(` ${notation.operator ?? name} `)})`;
    }
    case 'operation':
      return `${node.row.name}(${args(node.args)})`;
    case 'call':
      return `${node.callee.name}(${args(node.args)})`;
    case 'abstract':
      return `${node.name}(${args(node.args)})`;
    case 'derivative':
      return `diff(${write(node.body, 0)}, ${node.variable.name})`;
    case 'array':
      return `[${args(node.items)}]`;
  }
}

function signed(term: Expression, first: boolean): string {
  const text = write(term, 1);
  if (first) return text;
  return text.startsWith('-') ? ` - ${text.slice(1)}` : ` + ${text}`;
}
