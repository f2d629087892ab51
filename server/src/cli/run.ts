/** A call of `nabla` → its exit status: 0 all well, 1 errors or a refuted claim, 2 the call itself was wrong. */
import { version } from '../../package.json';
import { check } from './check';
import { colouredAs, harmless } from './colours';
import { evaluatePages } from './evaluate';
import { expand } from './expand';
import { formatFiles } from './format';
import { gradient } from './gradient';
import { type Io, UsageError } from './io';
import { type Options, readOptions } from './options';

const COMMANDS: Readonly<Record<string, (io: Io, options: Options) => number | Promise<number>>> = {
  check,
  eval: evaluatePages,
  gradient,
  expand,
  format: formatFiles,
  lsp: async (io) => {
    await io.serve();
    return 0;
  },
};

const HELP = `nabla ${version}: calculus and backpropagation in .grad pages

  nabla check FILE…                          diagnostics and claims
  nabla eval FILE…                           every expression with its value
  nabla gradient FILE [NAME] [--at x=1,y=2]  the partials of each function
  nabla expand FILE NAME VARIABLE            the chain rule, step by step; VARIABLE is x,
               [--at x=1,y=2]                x,y (by x, then by y) or ∇ (the gradient)
               [--steps answer|main|every]
               [--format text|markdown|latex]
  nabla expand FILE NETWORK PART             the backward pass up to a parameter, a node or an entry (h.W,
                                             "h.W[2, 5]"); loss: all of it
  nabla format [--check] FILE…               lays files out in place, - to standard output; --check only lists
               [--spelling keep|unicode|ascii]
  nabla lsp --stdio                          the language server

--json prints one JSON value; - reads standard input; --color=auto|always|never.
Exit status: 0 all well, 1 errors or a refuted claim, 2 the call was wrong.
`;

export async function run(argv: readonly string[], io: Io): Promise<number> {
  // What is said of a page may quote it.
  const quiet: Io = { ...io, err: (text) => io.err(harmless(text)) };
  try {
    if (argv.length === 0 || argv.includes('--help') || argv[0] === 'help') {
      io.out(HELP);
      return argv.length === 0 ? 2 : 0;
    }
    if (argv[0] === '--version') {
      io.out(`${version}\n`);
      return 0;
    }
    const options = readOptions(argv);
    return (await COMMANDS[options.command]?.(colouredAs(quiet, options.color), options)) ?? 2;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    quiet.err(`nabla: ${error.message.replace(/\s+/g, ' ')}\n`);
    return 2;
  }
}
