/**
 * The chain-rule expansion of a function, and a derivative as LaTeX. In: a name, or a place on the page. Out: the
 * derivation, or what there is to choose from, or a sentence why there is none.
 */
import type { DerivationBy, Place } from '../calculus/derivation';
import { gradient, partial } from '../calculus/differentiate';
import type { Expression } from '../calculus/expression';
import { derivedAt } from '../notation/derivation-document';
import { valueName } from '../notation/derivation-heads';
import { gradientHead, head } from '../notation/head';
import { joined, print } from '../notation/print';
import type { FunctionDefinition } from '../program/program';
import type { CopyResult, ExpandParams, ExpandResult } from '../protocol';
import { expressions, parts, pathTo } from '../syntax/walk';
import { derivationOf } from './derivations';
import { isDerivative } from './derivative-tree';
import { copyNetworkLatex, expandNetwork, partsOf } from './expand-network';
import {
  byName as byNames,
  GRADIENT,
  type PointOnPage,
  placeOf,
  pointOnPage,
  type Target,
  targetOf,
} from './expand-target';
import { numbersOf, suggestedPoint } from './numbers';
import { isOpen } from './prediction/hidden';
import { ordersOf } from './prediction/questions';
import { withSources } from './step-sources';
import { namesOf, offsetOf, statementAt, type View } from './view';

export function expand(view: View, params: ExpandParams): ExpandResult {
  const network = expandNetwork(view, params);
  if (network) return network;
  const choice = choose(view, params);
  if (choice.kind !== 'chosen') return choice;
  const { definition, by } = choice;
  const { callee, statement } = definition;
  const numbers = params.at && numbersOf(view, definition, params.at);
  if (numbers && 'problem' in numbers) return nothing(numbers.problem);
  const point = numbers ? undefined : choice.point;
  const place: Place | undefined = numbers?.place ?? (point && placeOf(view, definition, point));
  const names = callee.parameters.map(({ name }) => name);
  const symbolic = derivationOf(view, callee, by, params.notation);
  const answer = place ? derivedAt(symbolic, place) : symbolic;
  // Of another page there is no line here.
  const line = view.program.page.statements.includes(statement) ? statement.line : 0;
  const isOfNumbers = callee.parameters.every(({ shape }) => shape.length === 0);
  return {
    kind: 'derivation',
    version: view.document.version,
    derivation: { ...withSources(view, definition, answer, place && point), line },
    variables: names.length > 1 && !names.includes(GRADIENT) ? [...names, GRADIENT] : names,
    ...(place && point && { point: point.texts }),
    ...(isOfNumbers && { suggestedPoint: suggestedPoint(view, callee) }),
    ...(isOpen(view, callee, ordersOf(callee, by)) && { hidden: true as const }),
  };
}

export function copyLatex(view: View, params: ExpandParams): CopyResult {
  const network = copyNetworkLatex(view, params);
  if (network) return network;
  const choice = choose(view, params);
  if (choice.kind !== 'chosen') return choice;
  const { definition, by } = choice;
  const { callee } = definition;
  const { graph } = view.program;
  if (isOpen(view, callee, ordersOf(callee, by)))
    return nothing(`The derivative of ${callee.name} is still to be predicted.`);
  const parameters = callee.parameters.map(({ name }) => name);
  const notation = params.notation ?? 'leibniz';
  const names = namesOf(view);
  const value = valueName(callee, names, notation);
  const spelled = (form: Expression): string => joined(print(form, names, { spelling: 'latex', notation }), 'latex');
  if (by === 'gradient') {
    const quantity = gradientHead(value);
    return {
      kind: 'latex',
      quantity: quantity.unicode,
      latex: `${quantity.latex} = ${spelled(graph.array(gradient(graph, callee)))}`,
    };
  }
  const wrt = 'kind' in by ? [by] : by;
  const orders = callee.parameters.map((parameter) => wrt.filter((one) => one === parameter).length);
  const form = partial(graph, callee, orders);
  const quantity = head({ name: value, parameters, orders, by: wrt.map(({ name }) => name) }, names, notation);
  return { kind: 'latex', quantity: quantity.unicode, latex: `${quantity.latex} = ${spelled(form)}` };
}

type Nothing = Extract<ExpandResult, { kind: 'nothing' }>;
type Choice =
  | {
      readonly kind: 'chosen';
      readonly definition: FunctionDefinition;
      readonly by: DerivationBy;
      readonly point?: PointOnPage;
    }
  | Extract<ExpandResult, { kind: 'choices' }>
  | Nothing;

const nothing = (reason: string): Nothing => ({ kind: 'nothing', reason });

function choose(view: View, params: ExpandParams): Choice {
  const { function: name, variable, position } = params;
  if (name !== undefined) {
    const point = params.point && pointOnPage(view, name, variable, params.point);
    return byName(view, { function: name, ...(variable !== undefined && { variable }), ...(point && { point }) });
  }
  const place = position && atPlace(view, offsetOf(view, position));
  if (place) {
    const wanted = variable ?? place.variable;
    const definition = view.program.definitionOf(place.function);
    const only = definition?.kind === 'function' && definition.callee.parameters.length === 1;
    if (wanted !== undefined || only || definition?.kind !== 'function' || !definition.sound)
      return byName(view, { ...place, ...(wanted !== undefined && { variable: wanted }) });
    return { kind: 'choices', functions: [offer(definition)] };
  }
  const definitions = [...view.program.definitions.values()];
  const all = definitions.flatMap((one) => (one.kind === 'function' && one.sound ? [one] : []));
  const networks = definitions.flatMap((one) => (one.kind === 'network' && one.outside ? [one] : []));
  const [first, ...others] = all;
  if (!first && networks.length === 0) return nothing('This page defines no function that can be differentiated.');
  if (first && others.length === 0 && networks.length === 0 && first.callee.parameters.length === 1)
    return byName(view, { function: first.name, ...(variable !== undefined && { variable }) });
  const offers = networks.map((network) => ({ name: network.name, variables: partsOf(network) }));
  return { kind: 'choices', functions: [...all.map(offer), ...offers] };
}

const offer = ({ name, callee }: FunctionDefinition) => ({
  name,
  variables: callee.parameters.map((parameter) => parameter.name),
});

function byName(view: View, { function: name, variable, point }: Target): Choice {
  const definition = view.program.definitionOf(name);
  if (definition?.kind === 'abstract')
    return nothing(`${name} is declared: nothing is known of it but its name and its parameters.`);
  if (definition?.kind === 'value') return nothing(`${name} is a value, not a function.`);
  if (definition?.kind !== 'function' || !definition.sound) return nothing(whyNot(view, name));
  if (definition.callee.parameters.length === 0) return nothing(`${name} has no parameters to differentiate by.`);
  const by = byNames(definition, variable);
  if (!by) return nothing(`${variable} is not a parameter of ${name}.`);
  return { kind: 'chosen', definition, by, ...(point && { point }) };
}

/** Broken, or not there. */
export function whyNot({ program }: View, name: string): string {
  for (const { sentence, start, end } of program.page.statements) {
    const defines =
      sentence.kind === 'definition'
        ? sentence.name.name
        : sentence.kind === 'broken'
          ? sentence.defines?.name.name
          : '';
    if (defines !== name) continue;
    const problem = program.problems.find(
      ({ range, severity }) => severity !== 'hint' && range.start >= start && range.end <= end,
    );
    return problem ? `${name} cannot be read just now: ${problem.message}` : `${name} cannot be differentiated.`;
  }
  return `There is no function ${name} on this page just now.`;
}

/** The function that a place is about, and the variable if the place is one. */
function atPlace(view: View, offset: number): Target | undefined {
  const index = statementAt(view, offset);
  const statement = index === undefined ? undefined : view.program.page.statements[index];
  if (!statement) return undefined;
  const { sentence } = statement;
  const at = offset - statement.start;
  if (sentence.kind === 'broken') return sentence.defines && { function: sentence.defines.name.name };
  const trees = expressions(sentence);
  const path = trees.flatMap((tree) => pathTo(tree, at));
  if (sentence.kind === 'definition') {
    if (!sentence.parameters) return undefined;
    const parameter = sentence.parameters.find(({ range }) => range.start <= at && at <= range.end);
    const last = path.at(-1);
    const names = sentence.parameters.map(({ name }) => name.name);
    const variable =
      parameter?.name.name ?? (last?.kind === 'name' && names.includes(last.name) ? last.name : undefined);
    return { function: sentence.name.name, ...(variable !== undefined && { variable }) };
  }
  // The point belongs to the derivative before it.
  const under = path.find((tree) => tree.kind === 'point') ?? path.toReversed().find(isDerivative);
  const all = under ? [under] : trees.flatMap((tree) => [...parts(tree)].filter(isDerivative));
  const subjects = all.map((tree) => targetOf(view, statement, tree));
  return subjects.find((subject) => subject !== undefined);
}
