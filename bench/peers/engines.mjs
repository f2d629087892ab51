// The engines that are compared. In: entries of the corpus. Out: for each engine its command, its jobs in its own syntax,
// and how its texts are read back as Nabla's.
import path from 'node:path';
import { read } from '../shared/page.mjs';
import { DIALECTS, mathjson, safe, spell, Unknown } from '../shared/spell.mjs';

const here = (name) => path.join(import.meta.dirname, name);
const node = (name, ...args) => [process.execPath, here(name), ...args];
/** Debian's package python3-sympy is the system's Python's. */
const python = process.env.BENCH_PYTHON ?? (process.platform === 'linux' ? '/usr/bin/python3' : 'python3');

const inDialect = (dialect) => (entry, body) => ({ text: spell(body, dialect), wrt: entry.wrt, names: entry.names });

/** Formulas that every process is asked before anything is timed, so that what is timed is compiled; Python compiles nothing. */
const WARM = [
  'x^2*sin(x)',
  'exp(a*x)/(x + 1)',
  'sqrt(x^2 + 1)*log(x)',
  '(x^2 - 1)^3/(x + a)^2',
  'atan(x/a)*cos(x)^2',
  'tanh(a*x)/2',
];

export const warmUp = (engine) =>
  engine.python ? [] : [...WARM, ...WARM].map((text) => jobFor(engine, { text, wrt: ['x'], names: ['a', 'x'] }));

export const ENGINES = {
  nabla: { command: node('nabla.mjs'), job: ({ text, wrt, names }) => ({ text, wrt, names }) },
  'mathjs, simplified': { command: node('mathjs.mjs', 'simplify'), job: inDialect(DIALECTS.mathjs), dear: 1 },
  'mathjs, plain': { command: node('mathjs.mjs'), job: inDialect(DIALECTS.mathjs) },
  nerdamer: { command: node('nerdamer.mjs'), job: inDialect(DIALECTS.nerdamer) },
  'compute-engine': {
    command: node('compute-engine.mjs'),
    job: ({ wrt }, body) => ({ json: JSON.stringify(mathjson(body)), wrt: wrt.map(safe) }),
    back: (text) => fromMathjson(JSON.parse(text)),
  },
  'SymPy diff': { command: [python, here('with_sympy.py')], job: inDialect(DIALECTS.sympy), python: true },
  'SymPy simplify': {
    command: [python, here('with_sympy.py'), 'simplify'],
    job: inDialect(DIALECTS.sympy),
    python: true,
    dear: 1,
  },
};

/** The job for one entry, or why it cannot be asked. */
export function jobFor(engine, entry) {
  try {
    const { bodies } = read([entry.text], entry.names);
    return engine.job(entry, bodies[0]);
  } catch (error) {
    if (error instanceof Unknown) return { unknown: `no word for ${error.message}` };
    throw error;
  }
}

const WORDS = {
  Ln: 'log',
  Arcsin: 'asin',
  Arccos: 'acos',
  Arctan: 'atan',
  Arsinh: 'asinh',
  Arcosh: 'acosh',
  Artanh: 'atanh',
  GammaLn: 'lgamma',
  Exp: 'exp',
  Ceil: 'ceil',
  Arctan2: 'atan2',
};
const INFIX = { Add: ' + ', Multiply: '*', Divide: '/', Power: '^', Rational: '/', Subtract: ' - ' };
const COMPARED = { Less: '<', LessEqual: '<=', Greater: '>', GreaterEqual: '>=', Equal: '==', NotEqual: '!=' };

function fromMathjson(json) {
  if (typeof json === 'number') return json < 0 ? `(${json})` : `${json}`;
  if (typeof json === 'string') return { ExponentialE: 'e', Pi: 'pi', Half: '(1/2)' }[json] ?? json.replace(/^v_/, '');
  if (!Array.isArray(json)) return json.num ? `(${json.num})` : fromMathjson(json.sym ?? json.fn);
  const [head, ...rest] = json;
  const args = rest.map(fromMathjson);
  if (head === 'Negate') return `(-${args[0]})`;
  if (head === 'Square') return `(${args[0]}^2)`;
  if (head === 'Root') return `(${args[0]}^(1/${args[1]}))`;
  if (head === 'Ln' && args.length === 2) return `(log(${args[0]})/log(${args[1]}))`;
  if (head === 'Log') return `(log(${args[0]})/log(${args[1] ?? 10}))`;
  if (INFIX[head]) return `(${args.join(INFIX[head])})`;
  if (COMPARED[head]) return `(${args.join(COMPARED[head])})`;
  return `${WORDS[head] ?? head.toLowerCase()}(${args.join(', ')})`;
}
