/** `nabla expand`: the chain-rule expansion of a partial, a higher derivative or the gradient, step by step. */
import type { DerivationBy, Place } from '../calculus/derivation';
import type { Expression, Variable } from '../calculus/expression';
import { type DerivationRequest, derivationDocument } from '../notation/derivation-document';
import { printDerivation } from '../notation/derivation-text';
import { withPageValues } from '../program/answers';
import type { FunctionDefinition } from '../program/program';
import type { DerivationDocument, DerivationPoint, DerivationStep, Measured } from '../protocol';
import { sheetOf } from './colours';
import { namesOf } from './evaluate';
import { expandNetwork } from './expand-network';
import { type Io, UsageError } from './io';
import type { Options } from './options';
import { complain, type OpenPage, openPages } from './pages';
import { pointExpressions } from './point';

export function expand(io: Io, options: Options): number {
  const { operands, json, format, steps, at } = options;
  const [file, name, wrt, ...more] = operands;
  if (file === undefined || name === undefined || wrt === undefined || more.length > 0) {
    throw new UsageError(
      'nabla expand takes a file, the name of a function and a variable, or of a network and a part.',
    );
  }
  const [page] = openPages(io, [file]);
  if (!page) return 2;
  const network = page.program.definitions.get(name);
  if (network?.kind === 'network') {
    const text = expandNetwork(page, network, wrt, pointExpressions(page, at), options, sheetOf(io));
    const broken = complain(io, [page]);
    io.out(text);
    return broken ? 1 : 0;
  }
  const definition = functionOf(page, name);
  const variable = by(definition, wrt);
  const place = at.length > 0 ? placeOf(page, definition, pointExpressions(page, at)) : undefined;
  const failed = complain(io, [page]);
  const request: DerivationRequest = {
    graph: page.program.graph,
    callee: definition.callee,
    variable,
    names: namesOf(page),
    line: definition.statement.line,
    ...(place && { place }),
  };
  const document = derivationDocument(request);
  io.out(json ? `${JSON.stringify(entry(document))}\n` : printDerivation(document, format, steps, sheetOf(io)));
  return failed ? 1 : 0;
}

function functionOf(page: OpenPage, name: string): FunctionDefinition {
  const definition = page.program.definitions.get(name);
  if (!definition) throw new UsageError(`${page.file} defines nothing called ${name}.`);
  if (definition.kind !== 'function') throw new UsageError(`${name} is no function that can be expanded.`);
  return definition;
}

/** `x`, `x,y` for the derivative by x and then by y, `∇` or `grad` for the gradient. */
function by({ name, callee }: FunctionDefinition, wrt: string): DerivationBy {
  const find = (wanted: string): Variable | undefined => callee.parameters.find((one) => one.name === wanted);
  if ((wrt === '∇' || wrt === 'grad') && !find(wrt)) return 'gradient';
  const [first, ...others] = wrt.split(',').map((wanted) => {
    const variable = find(wanted.trim());
    if (variable) return variable;
    const known = callee.parameters.map((parameter) => parameter.name).join(', ');
    throw new UsageError(`${name} has no parameter ${wanted}; it has ${known}.`);
  });
  return first && others.length === 0 ? first : [first, ...others].filter((one) => one !== undefined);
}

/** The values of the parameters as given; the names of the page are what they are there. */
function placeOf({ program }: OpenPage, { callee }: FunctionDefinition, given: ReadonlyMap<string, Expression>): Place {
  const point = callee.parameters.flatMap((parameter): [Variable, Expression][] => {
    const value = given.get(parameter.name);
    return value ? [[parameter, value]] : [];
  });
  return { point: new Map(point), closed: (expression) => withPageValues(program, expression) };
}

function entry(document: DerivationDocument): object {
  const { text, latex } = document.result;
  return {
    function: document.function,
    wrt: document.wrt,
    result: { text, latex },
    ...(document.point && pointEntry(document.point)),
    steps: document.steps.map(stepEntry),
  };
}

function pointEntry({ at, value, reason, note, forward, links }: DerivationPoint): object {
  const measured = (one: Measured): object => ({ name: one.name.text, text: one.formula.text, value: one.value.text });
  return {
    at: Object.fromEntries(Object.entries(at).map(([name, { text }]) => [name, text])),
    value,
    ...(reason !== undefined && { reason }),
    ...(note !== undefined && { note }),
    forward: forward.map(measured),
    links: links.map(measured),
  };
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
