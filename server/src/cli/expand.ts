/** `nabla expand`: the chain-rule expansion, step by step. */
import { derivationDocument } from '../notation/derivation-document';
import { printDerivation } from '../notation/derivation-text';
import type { DerivationStep } from '../protocol';
import { namesOf } from './evaluate';
import { type Io, UsageError } from './io';
import type { Options } from './options';
import { complain, openPages } from './pages';

export function expand(io: Io, { operands, json, format, steps }: Options): number {
  const [file, name, wrt, ...more] = operands;
  if (file === undefined || name === undefined || wrt === undefined || more.length > 0) {
    throw new UsageError('nabla expand takes a file, the name of a function and a variable.');
  }
  const [page] = openPages(io, [file]);
  if (!page) return 2;
  const { program } = page;
  const definition = program.definitions.get(name);
  if (!definition) throw new UsageError(`${page.file} defines nothing called ${name}.`);
  if (definition.kind === 'network')
    throw new UsageError(`${name} is a network, whose derivation this version does not have.`);
  if (definition.kind !== 'function') throw new UsageError(`${name} is no function that can be expanded.`);
  const variable = definition.callee.parameters.find((parameter) => parameter.name === wrt);
  if (!variable) {
    const known = definition.callee.parameters.map((parameter) => parameter.name).join(', ');
    throw new UsageError(`${name} has no parameter ${wrt}; it has ${known}.`);
  }
  const failed = complain(io, [page]);
  const { line } = definition.statement;
  const document = derivationDocument({
    graph: program.graph,
    callee: definition.callee,
    variable,
    names: namesOf(page),
    line,
  });
  if (json) {
    const { text, latex } = document.result;
    const whole = {
      function: document.function,
      wrt: document.wrt,
      result: { text, latex },
      steps: document.steps.map(stepEntry),
    };
    io.out(`${JSON.stringify(whole)}\n`);
  } else io.out(printDerivation(document, format, steps));
  return failed ? 1 : 0;
}

function stepEntry(step: DerivationStep): object {
  return {
    rule: step.rule,
    before: step.before.text,
    after: step.after.text,
    latex: step.after.latex,
    explanation: step.explanation,
    where: Object.fromEntries(Object.entries(step.where).map(([name, { text }]) => [name, text])),
    check: step.check,
    steps: step.steps.map(stepEntry),
  };
}
