/**
 * The names of layers, losses and operations. In: the name and, where it is called, the call. Out: what it is, what it
 * comes to here with its shapes and parameters, and the documentation of its row.
 */
import type { Expression } from '../../calculus/expression';
import type { OperationRow } from '../../calculus/operations/row';
import { type LayerRow, signatureOf } from '../../network/row';
import type { Tree } from '../../syntax/tree';
import { equation, type Line, line } from '../formulas';
import { shapeOf, sightOf } from '../networks';
import { list } from '../text';
import { namesOf } from '../view';
import type { Card } from './card';
import { leftOfTree } from './part';
import { networkAround, type Place } from './place';

type Parts = Omit<Card, 'range'>;

/** `tree` is the call with its arguments: of `x |> dense(8)` the whole. */
export function layerParts(place: Place, row: LayerRow, tree: Tree | undefined): Parts {
  const called = tree && place.view.program.expressionOf(place.statement, tree);
  const formulas: Line[] = [line(signatureOf(row))];
  const says = [row.summary];
  if (tree && called) {
    const names = sightHere(place)?.names ?? namesOf(place.view);
    formulas.push(...equation(leftOfTree(place.view, place.statement, tree), called, names));
    says.push(...shapesSaid(place, tree, called), ...weightsSaid(place, row, called));
  }
  return { formulas, says, guide: row.documentation };
}

export function operationParts(place: Place, row: OperationRow, tree: Tree | undefined): Parts {
  const called = tree && place.view.program.expressionOf(place.statement, tree);
  return {
    formulas: [line(operationSignature(row))],
    says: [row.summary, ...(tree && called ? shapesSaid(place, tree, called) : [])],
    ...(row.documentation !== undefined && { guide: row.documentation }),
  };
}

/** `sum(x, axis=, keepdims=0)`, `A @ B`. */
export function operationSignature({ name, parameters, style = 'call', variadic }: OperationRow): string {
  const arrays = parameters.filter(({ kind }) => kind === 'array').map((parameter) => parameter.name);
  if (style === 'infix') return arrays.join(` ${name} `);
  if (style === 'postfix') return `${arrays[0] ?? 'A'}.T`;
  const written = parameters.map(({ name: parameter, optional, default: value }) =>
    optional ? `${parameter}=${/^\S*$/.test(value ?? '') ? (value ?? '') : ''}` : parameter,
  );
  return `${name}(${[...written, ...(variadic ? ['…'] : [])].join(', ')})`;
}

const sightHere = (place: Place) => {
  const around = networkAround(place);
  return around && sightOf(place.view.program, around);
};

/** `here [4] → [8]`. */
function shapesSaid({ view, statement }: Place, tree: Tree, { shape }: Expression): string[] {
  const given = argumentsOf(tree).flatMap((argument) => {
    const value = view.program.expressionOf(statement, argument);
    return value && value.kind !== 'constant' ? [shapeOf(value.shape)] : [];
  });
  return [given.length > 0 ? `here ${given.join(', ')} → ${shapeOf(shape)}` : `here ${shapeOf(shape)}`];
}

function argumentsOf(tree: Tree): readonly Tree[] {
  switch (tree.kind) {
    case 'call':
      return tree.arguments.filter(({ name }) => !name).map(({ value }) => value);
    case 'pipe':
      return [tree.left, ...argumentsOf(tree.right)];
    case 'product':
      return tree.rest.length > 1
        ? [{ ...tree, rest: tree.rest.slice(0, -1) }, ...tree.rest.slice(-1).map(({ operand }) => operand)]
        : [tree.first, ...tree.rest.map(({ operand }) => operand)];
    default:
      return [];
  }
}

/** `with h.W [4, 8] and h.b [8]`. */
function weightsSaid(place: Place, row: LayerRow, called: Expression): string[] {
  const network = sightHere(place)?.network;
  const use = network?.layers.find((layer) => layer.row === row.name && layer.expression === called);
  if (!network || !use || use.parameters.length === 0) return [];
  const said = use.parameters.flatMap((name) => {
    const parameter = network.parameters.find((one) => one.name === name);
    return parameter ? [`${name} ${shapeOf(parameter.shape)}`] : [];
  });
  return [`with ${list(said)}`];
}
