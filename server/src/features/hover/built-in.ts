/** A built-in: its derivative, its domain, its kinks, its documentation, all read from its row. Out: a card's parts. */
import { gradient } from '../../calculus/differentiate';
import { domain, kinks } from '../../calculus/domain';
import type { Callee, Graph } from '../../calculus/expression';
import type { FunctionRow } from '../../calculus/functions/row';
import { constants, table } from '../../calculus/functions/table';
import { operations } from '../../calculus/operations/table';
import { layerTable } from '../../network/table';
import { texName } from '../../notation/latex-names';
import { condition, NO_NAMES, unicode } from '../../notation/print';
import { ARRAY_FUNCTIONS, DIFFERENTIATIONS } from '../../program/scope';
import type { Tree } from '../../syntax/tree';
import { partialFormula } from '../code-lens';
import { equation, type Left, leftOf, line } from '../formulas';
import { shapeOf } from '../networks';
import type { Card } from './card';
import { layerParts, operationParts } from './layer';
import type { Place } from './place';

type Parts = Omit<Card, 'range'>;

/** `call` is the call with its arguments, where the name is called here. */
export function builtInParts(place: Place, name: string, call: Tree | undefined): Parts | undefined {
  const { graph } = place.view.program;
  const constant = constants.get(name);
  if (constant)
    return { formulas: [line(`${constant.name} ≈ ${CONSTANTS[constant.name]}`)], says: [NAMED[constant.name]] };
  const row = table.get(name);
  if (row) {
    const called = call && place.view.program.expressionOf(place.statement, call);
    const parts = rowParts(graph, row);
    return called && called.shape.length > 0
      ? { ...parts, says: [...(parts.says ?? []), `here ${shapeOf(called.shape)}`] }
      : parts;
  }
  if (DIFFERENTIATIONS.has(name)) return { formulas: [line(SPELLINGS.get(name) ?? name)] };
  const layer = layerTable.get(name);
  if (layer) return layerParts(place, layer, call);
  const operation = ARRAY_FUNCTIONS.has(name) ? operations().get(name) : undefined;
  return operation && operationParts(place, operation, call);
}

const CONSTANTS = { e: '2.718281828459045', π: '3.141592653589793' } as const;
const NAMED = {
  e: 'Euler’s number, the base of the natural logarithm',
  π: 'the circumference of a circle over its diameter',
} as const;
const SPELLINGS: ReadonlyMap<string, string> = new Map([
  ['diff', 'diff(f, x) is ∂f/∂x, diff(f, x, y) is ∂²f/∂x∂y'],
  ['grad', 'grad(f) is ∇f'],
  ['hessian', 'hessian(f) is ∇²f'],
  ['jacobian', 'jacobian(f): the partials of each entry, a row each'],
]);

function rowParts(graph: Graph, row: FunctionRow): Parts {
  const required = row.parameters.filter(({ optional }) => !optional);
  const shown = row.variadic && required.length < 2 ? [...required, { name: 'y' }] : required;
  const parameters = shown.map(({ name }) => graph.variable(name));
  const body = graph.apply(row, ...parameters);
  const callee: Callee = { name: row.name, parameters, body };
  const formulas = row.truth
    ? []
    : gradient(graph, callee).flatMap((form, slot) =>
        required[slot]?.default === undefined
          ? equation(slopeOf(callee, slot), form, NO_NAMES, parameters.length > 1)
          : [],
      );
  const where = domain(graph, body).map(({ holds }) => condition(holds));
  const definition = row.definition?.(graph, parameters);
  return {
    formulas: formulas.length > 0 ? formulas : [line(`${row.name}(${shown.map(({ name }) => name).join(', ')})`)],
    says: [
      `${[...new Set([body, ...(definition ? [definition] : [])].map((one) => unicode(one)))].join(' = ')}: ${row.summary}`,
      ...(where.length > 0 ? [`defined for ${where.join(', ')}`] : []),
      ...kinks(graph, body).map(({ note }) => note),
    ],
    ...(row.documentation !== undefined && { guide: row.documentation }),
  };
}

/** `sin′(x)`, `∂max/∂x`. */
const slopeOf = (callee: Callee, slot: number): Left => {
  const [only, ...others] = callee.parameters;
  if (!only || others.length > 0) return leftOf(partialFormula(callee, slot));
  return {
    text: `${callee.name}′(${only.name})`,
    latex: () => `${texName(callee.name)}'(${texName(only.name)})`,
  };
};
