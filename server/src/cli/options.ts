/** The words of a call → what is asked for. In: arguments. Out: options, or `UsageError`. */
import { isSpelling, type PageSpelling, SPELLINGS } from '../formatting/options';
import { type DerivationLevel, LEVELS } from '../notation/derivation-text';
import { WHEN, type When } from './colours';
import { UsageError } from './io';

export interface Options {
  readonly command: string;
  readonly operands: readonly string[];
  readonly json: boolean;
  /** `--at x=1,y=2`, as written. */
  readonly at: readonly (readonly [name: string, value: string])[];
  readonly format: 'text' | 'markdown' | 'latex';
  /** Nothing is written; what would change is listed. */
  readonly check: boolean;
  readonly spelling: PageSpelling;
  /** How much of a derivation is printed; missing: as much as is readable. */
  readonly steps?: DerivationLevel;
  readonly color: When;
}

const FORMATS = ['text', 'markdown', 'latex'] as const;
const isLevel = (text: string): text is DerivationLevel => LEVELS.some((level) => level === text);
const isWhen = (text: string): text is When => WHEN.some((when) => when === text);
const isFormat = (text: string): text is Options['format'] => FORMATS.some((format) => format === text);

/** Flags that each command understands. */
const FLAGS: Readonly<Record<string, readonly string[]>> = {
  check: ['--json', '--color'],
  eval: ['--json', '--color'],
  gradient: ['--json', '--at', '--color'],
  expand: ['--json', '--format', '--steps', '--at', '--color'],
  format: ['--json', '--check', '--spelling'],
  lsp: ['--stdio'],
};

export function readOptions([command = '', ...words]: readonly string[]): Options {
  const allowed = Object.hasOwn(FLAGS, command) ? FLAGS[command] : undefined;
  if (!allowed) throw new UsageError(`nabla has no command ${command}. Commands: ${Object.keys(FLAGS).join(', ')}.`);
  const operands: string[] = [];
  let [json, check] = [false, false];
  let spelling: PageSpelling = 'keep';
  let at: Options['at'] = [];
  let format: Options['format'] = 'text';
  let steps: Options['steps'];
  let color: When = 'auto';
  const rest = [...words];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    const [flag = '', given] = word.startsWith('--') ? splitOnce(word, '=') : [word];
    if (!word.startsWith('--')) {
      operands.push(word);
      continue;
    }
    if (word === '--') {
      operands.push(...rest.splice(0));
      continue;
    }
    if (!allowed.includes(flag)) throw new UsageError(`nabla ${command} has no option ${flag}.`);
    const value = (): string => {
      const text = given ?? rest.shift();
      if (text === undefined) throw new UsageError(`${flag} needs a value.`);
      return text;
    };
    if (flag === '--json') json = true;
    else if (flag === '--check') check = true;
    else if (flag === '--spelling') {
      const text = value();
      if (!isSpelling(text)) throw new UsageError(`--spelling is one of ${SPELLINGS.join(', ')}, not ${text}.`);
      spelling = text;
    } else if (flag === '--at') at = readPoint(value());
    else if (flag === '--steps') {
      const text = value();
      if (!isLevel(text)) throw new UsageError(`--steps is one of ${LEVELS.join(', ')}, not ${text}.`);
      steps = text;
    } else if (flag === '--format') {
      const text = value();
      if (!isFormat(text)) throw new UsageError(`--format is one of ${FORMATS.join(', ')}, not ${text}.`);
      format = text;
    } else if (flag === '--color') {
      const text = value();
      if (!isWhen(text)) throw new UsageError(`--color is one of ${WHEN.join(', ')}, not ${text}.`);
      color = text;
    }
  }
  return { command, operands, json, check, spelling, at, format, color, ...(steps && { steps }) };
}

function splitOnce(text: string, sign: string): [string, string?] {
  const at = text.indexOf(sign);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

/** `x=1,y=pi/2,w=[1,2]`: commas inside brackets do not separate. */
function readPoint(text: string): Options['at'] {
  const parts: string[] = [''];
  let depth = 0;
  for (const sign of text) {
    if (sign === '[' || sign === '(') depth++;
    if (sign === ']' || sign === ')') depth--;
    if (sign === ',' && depth === 0) parts.push('');
    else parts[parts.length - 1] += sign;
  }
  return parts.map((part): [string, string] => {
    const [name = '', value] = splitOnce(part, '=');
    if (value === undefined || name.trim() === '' || value.trim() === '') {
      throw new UsageError(`--at takes values by name, such as x=1,y=2; ${part.trim() || 'nothing'} is none.`);
    }
    return [name.trim(), value.trim()];
  });
}
