/**
 * A part of a network: a node, an input, a target or a parameter. In: the part. Out: a card with its formula and value, the
 * gradient of the loss by it as formula and value, its shape and its parameters.
 */
import { count } from '../../calculus/dimension';
import { type Expression, postorder } from '../../calculus/expression';
import { slope } from '../../notation/derivatives';
import { head } from '../../notation/head';
import { texName } from '../../notation/latex-names';
import type { Range } from '../../syntax/tree';
import { arrayValue } from '../arrays';
import { equation, type Left, type Line, line, textOf } from '../formulas';
import { grouped, madeBy, parametersText, type Sight, shapeOf, sightOf } from '../networks';
import { hidesPart } from '../prediction/hidden';
import { cut, list } from '../text';
import { namesOf } from '../view';
import { asked } from './asked';
import type { Card } from './card';
import { entryPartials } from './entries';
import { type Known, knownOf, type Part, type Place } from './place';

/** Closed formulas with more parts are shown as one step of the backward pass. */
const COMFORTABLE = 40;
const LONGEST_WHERE = 300;
/** Of the partial by an entry. */
const MOST_PARTS = 18;

export function networkPartCard(place: Place, part: Part, range: Range): Card | undefined {
  const known = knownOf(place, part);
  if (!known) return undefined;
  const { definition, name, isOutside } = part;
  const sight = sightOf(place.view.program, definition);
  const names = sight?.names ?? namesOf(place.view);
  const { variable, body } = known;
  const prefix = isOutside ? `${definition.name}.` : '';
  const here = (expression: Expression): Expression => (isOutside && sight ? sight.outside(expression) : expression);
  const label = `${prefix}${name}`;
  const isHidden = hidesPart(place.view, definition, name);
  const value = isHidden ? undefined : arrayValue(sight?.value(variable));
  const slope = `∂${prefix}${sight?.network.loss.name ?? ''}/∂${label}`;
  const isAsked = sight && known.kind !== 'loss' && place.view.prediction?.part(definition, name) === 'open';
  const formulas = [
    ...(body ? equation(leftOfPart(label), here(body), names) : []),
    ...(value === undefined ? [] : [line(`${label} ${value}`)]),
    ...(isHidden ? [line(`${label} = ?`)] : []),
    ...(sight && known.kind !== 'loss' && !isAsked ? gradientLines(sight, known, label, prefix, here) : []),
    ...(isAsked ? [line(`${slope} = ?`)] : []),
  ];
  const documentation = documentationOf(place, part);
  return {
    range,
    formulas: formulas.length > 0 ? formulas : [line(label)],
    says: [
      sentence(part, known),
      ...(sight ? layersSaid(sight, name) : []),
      ...(isAsked ? (asked(place.view, slopeOnPage(part, sight)).says ?? []) : []),
    ],
    ...(documentation && { documentation }),
  };
}

/** As a claim says it. */
const slopeOnPage = ({ definition: { name: network }, name }: Part, { network: { loss } }: Sight): string =>
  `∂${network}.${loss.name}/∂${network}.${name}`;

function gradientLines(
  sight: Sight,
  { variable }: Known,
  label: string,
  prefix: string,
  here: (expression: Expression) => Expression,
): Line[] {
  const loss = `∂${prefix}${sight.network.loss.name}`;
  const head = slopeLeft(`${prefix}${sight.network.loss.name}`, label);
  const closed = sight.isDeep() ? undefined : sight.gradient(variable);
  const isShort = closed !== undefined && postorder([closed]).length <= COMFORTABLE;
  const step = isShort ? undefined : sight.step(variable);
  const numbers = valueLine(textOf(head), arrayValue(sight.slope(variable)));
  if (step) {
    const where = [...step.of].map(([{ name }, of]) => `${name} = ${loss}/∂${prefix}${of.name}`);
    return [
      ...equation(head, here(step.formula), sight.names, true),
      line(`  where ${cut(where.join(', '), LONGEST_WHERE)}`),
      ...numbers,
    ];
  }
  const gradient = closed ?? sight.gradient(variable);
  if (!gradient) return [];
  const form = here(gradient);
  return [
    ...equation(head, form, sight.names, true),
    ...(form.kind === 'constant' ? [] : numbers),
    ...entryPartials(sight.network.graph, head, form, sight.names, MOST_PARTS),
  ];
}

const valueLine = (head: string, value: string | undefined): Line[] =>
  value === undefined ? [] : [line(`${head} ${value}`)];

const leftOfPart = (name: string): Left => ({ text: name, latex: () => texName(name) });
/** `∂loss/∂h.W`. */
const slopeLeft = (of: string, by: string): Left => ({
  text: `∂${of}/∂${by}`,
  latex: () => head(slope(of, by, true)).latex,
});

const KINDS: Readonly<Record<Known['kind'], string>> = {
  input: 'input',
  target: 'target',
  param: 'parameter',
  node: 'node',
  loss: 'loss',
};

/** `node of iris, shape [8]`; of a parameter how many numbers it is. */
function sentence({ definition }: Part, { kind, variable, owner }: Known): string {
  const { shape } = variable;
  const many = kind === 'param' && shape.length > 0 ? `, ${numbers(count(shape))}` : '';
  const by = owner === undefined ? '' : `, made in ${owner}`;
  return `${KINDS[kind]} of ${definition.name}, ${shape.length === 0 ? 'a number' : `shape ${shapeOf(shape)}`}${many}${by}`;
}

const numbers = (size: ReturnType<typeof count>): string => `${grouped(size)} ${size === 1 ? 'number' : 'numbers'}`;

/** `40 parameters: h.W [4, 8] and h.b [8]`; those that a layer is given are its own only where they are made. */
function layersSaid({ network }: Sight, node: string): string[] {
  const made = madeBy(network, node);
  const said = (name: string): string => {
    const shape = network.parameters.find((one) => one.name === name)?.shape ?? [];
    return `${name} ${shapeOf(shape)}`;
  };
  const lent = new Set(network.layers.filter((layer) => layer.node === node).flatMap(({ parameters }) => parameters));
  for (const { name } of made) lent.delete(name);
  return [
    ...(made.length > 0
      ? [`${parametersText({ parameters: made })}: ${list(made.map(({ name }) => said(name)))}`]
      : []),
    ...(lent.size > 0 ? [`uses ${list([...lent].map(said))}`] : []),
  ];
}

/** The comment lines above the part's statement. */
function documentationOf({ view }: Place, { definition, name }: Part): string {
  const member = definition.members.find((one) => one.name === name);
  const { statements } = view.program.page;
  const first = statements.indexOf(definition.statement);
  return member && first >= 0 ? (statements[first + 1 + member.index]?.documentation ?? '') : '';
}
