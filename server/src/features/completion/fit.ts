/**
 * How well a candidate fits where it would stand, by shapes: first arguments of layers, targets of losses, right sides of
 * `@`, what a pipe goes into. In: a place. Out: a rank for each candidate; nothing is left out because of it.
 */
import type { Shape } from '../../calculus/dimension';
import { bindDimensions, sameShape } from '../../calculus/shapes';
import type { LayerRow, Reading } from '../../network/row';
import { layerTable } from '../../network/table';
import type { Token } from '../../syntax/lexer';
import { activeParameter, activeSignature } from '../typing/active';
import { type Here, shapeOfPart, signaturesOf } from '../typing/here';
import type { Opening } from '../typing/openings';
import type { SignatureParameter } from '../typing/signatures';
import type { Candidate } from './candidate';
import { membersAbove } from './scope-names';

/** The smaller the earlier. */
export const RANKS = { best: 0, fits: 1, unknown: 2, apart: 3 } as const;
export type Fit = keyof typeof RANKS;
type Fitting = (candidate: Candidate) => Fit;

const ANYTHING: Fitting = () => 'unknown';

export function fittingAt(here: Here): Fitting {
  const last = here.typing.before.at(-1);
  if (last?.type === '@') return afterMatrix(here);
  if (last?.type === '|>') return afterPipe(here);
  const opening = here.openings.at(-1);
  const begins = opening?.arguments.at(-1)?.tokens.length === 0;
  return opening?.kind === 'call' && begins ? asArgument(here, opening) : ANYTHING;
}

/** What can be known of a candidate's shape; what it does not have, it cannot be held against. */
const byShape =
  (rank: (shape: Shape, candidate: Candidate) => Fit): Fitting =>
  (candidate) =>
    candidate.shape ? rank(candidate.shape, candidate) : 'unknown';

/** x @ W needs as many rows of W as x has columns; a vector would do, but a matrix is what usually stands there. */
function afterMatrix(here: Here): Fitting {
  const inner = shapeOfPart(here, operandBefore(here.typing.before, LOOSER_THAN_PRODUCT))?.at(-1);
  if (inner === undefined) return byShape((shape) => (shape.length > 0 ? 'fits' : 'apart'));
  return byShape((shape) => {
    const isVector = shape.length === 1;
    return (isVector ? shape[0] : shape.at(-2)) !== inner ? 'apart' : isVector ? 'fits' : 'best';
  });
}

/** The left side goes in as the first argument. */
function afterPipe(here: Here): Fitting {
  const shape = shapeOfPart(here, operandBefore(here.typing.before, LOOSER_THAN_PIPE));
  if (!shape) return ANYTHING;
  const targets = targetsOf(here);
  return ({ name, kind, signatures }) => {
    const row = kind === 'layer' ? layerTable.get(name) : undefined;
    if (row) return first(row, shape, targets);
    const wanted = signatures?.[0]?.parameters[0]?.shape;
    return wanted ? (bindDimensions([wanted], [shape]) ? 'fits' : 'apart') : 'unknown';
  };
}

function asArgument(here: Here, opening: Opening): Fitting {
  const signatures = signaturesOf(here, opening.path);
  const signature = signatures[activeSignature(signatures, opening)];
  const at = signature && activeParameter(signature, opening);
  const parameter = at === undefined ? undefined : signature?.parameters[at];
  if (!parameter || at === undefined) return ANYTHING;
  if (parameter.told) return byShape((shape) => (shape.length === 0 ? 'fits' : 'apart'));
  const { shape: wanted } = parameter;
  if (wanted) return byShape((shape) => (bindDimensions([wanted], [shape]) ? 'fits' : 'apart'));
  const row = here.inside === undefined ? undefined : layerTable.get(opening.path[0] ?? '');
  if (row?.name !== signature?.name) return ANYTHING;
  return row ? asLayerArgument(here, opening, row, parameter, at) : ANYTHING;
}

function asLayerArgument(
  here: Here,
  opening: Opening,
  row: LayerRow,
  parameter: SignatureParameter,
  at: number,
): Fitting {
  const placed = placedIn(here, opening, row);
  if (parameter.presence === 'named') {
    const wanted = row.weights?.(placed.reading).find(({ name }) => name === parameter.name)?.shape;
    return wanted && placed.isKnown
      ? byShape((shape, { kind }) => (!sameShape(shape, wanted) ? 'apart' : kind === 'param' ? 'best' : 'fits'))
      : ANYTHING;
  }
  if (at === 0) {
    const targets = targetsOf(here);
    return byShape((shape, { kind }) => (kind === 'target' ? 'apart' : first(row, shape, targets)));
  }
  const predicted = placed.shapes.get(row.parameters[0]?.name ?? '');
  if (row.kind !== 'loss' || !predicted) return ANYTHING;
  return byShape((shape, { kind }) => (!sameShape(shape, predicted) ? 'apart' : kind === 'target' ? 'best' : 'fits'));
}

/** As the first argument: of a loss what has a target of its shape, of a layer what it can be computed from. */
function first(row: LayerRow, shape: Shape, targets: readonly Shape[]): Fit {
  if (row.kind === 'loss') return targets.some((target) => sameShape(target, shape)) ? 'best' : 'unknown';
  const reading: Reading = { shape: () => shape, length: () => 1, isImage: () => shape.length > 2 };
  return row.misfit?.(reading) ? 'apart' : 'fits';
}

const targetsOf = ({ view, typing }: Here): readonly Shape[] =>
  membersAbove(view, typing).flatMap(({ kind, shape }) => (kind === 'target' && shape ? [shape] : []));

/** What a layer has been given so far. */
function placedIn(
  here: Here,
  { arguments: given, piped, from }: Opening,
  { parameters }: LayerRow,
): { readonly shapes: ReadonlyMap<string, Shape>; readonly reading: Reading; readonly isKnown: boolean } {
  const shapes = new Map<string, Shape>();
  const lengths = new Map<string, number>();
  const piece = piped ? [operandBefore(here.typing.before.slice(0, from), LOOSER_THAN_PIPE)] : [];
  const parts = [...piece.map((tokens) => ({ tokens, name: undefined })), ...given.slice(0, -1)];
  parts.forEach(({ name, tokens }, i) => {
    const parameter = parameters.find((one) => one.name === (name ?? parameters[i]?.name));
    if (!parameter) return;
    if (parameter.kind === 'length' || parameter.kind === 'count') {
      if (tokens.length === 1 && /^\d+$/.test(tokens[0]?.text ?? ''))
        lengths.set(parameter.name, Number(tokens[0]?.text));
    } else {
      const shape = shapeOfPart(here, tokens);
      if (shape) shapes.set(parameter.name, shape);
    }
  });
  const needed = parameters.filter(({ kind, default: value }) => kind !== 'weight' && value === undefined);
  return {
    shapes,
    reading: {
      shape: (name) => shapes.get(name) ?? [],
      length: (name) => lengths.get(name) ?? 1,
      isImage: () => false,
    },
    isKnown: needed.every(({ name }) => shapes.has(name) || lengths.has(name)),
  };
}

const LOOSER_THAN_PIPE = new Set(['=', '≈', ',', 'check', 'for', '(', '[', '{']);
const LOOSER_THAN_PRODUCT = new Set([
  ...LOOSER_THAN_PIPE,
  '|>',
  '+',
  '-',
  '<',
  '<=',
  '>',
  '>=',
  '==',
  '!=',
  'and',
  'or',
  'not',
]);

/** What stands left of the last token, back to a sign that binds looser. */
function operandBefore(tokens: readonly Token[], looser: ReadonlySet<string>): readonly Token[] {
  let depth = 0;
  let from = tokens.length - 1;
  for (; from > 0; from--) {
    const type = tokens[from - 1]?.type ?? '';
    if (type === ')' || type === ']') depth++;
    else if (depth > 0 && (type === '(' || type === '[')) depth--;
    else if (depth === 0 && looser.has(type)) break;
  }
  return tokens.slice(from, -1);
}
