/**
 * Operations in normal form. In: a row of the table of operations, its arguments in normal form, its options. Out: the
 * node, or what a law makes of it: laws are rows (`operation-*.ts`), the first that fires is taken. No law drops a
 * condition of the domain: A@inv(A) stays, as det(A) ≠ 0 would no longer be seen.
 */
import type { Expression, Operation } from '../expression';
import { axisOf, keepsDimensions } from '../operations/define';
import type { OperationRow, Options } from '../operations/row';
import { operation as named } from '../operations/table';
import type { Construction } from './construction';
import { isZeros, spread } from './operation-broadcast';
import { chainLaws } from './operation-chain';
import { ofEntries } from './operation-literal';
import { matrixLaws } from './operation-matrix';
import { shapingLaws } from './operation-shaping';
import { sumLaws } from './operation-sum';
import { transposeLaws } from './operation-transpose';

/** One row a law: what it is called, which operation it is about, and what that operation is by it. */
export interface Law {
  readonly of: string;
  readonly says: string;
  readonly form: (make: Construction, node: Operation) => Expression | undefined;
}

export function operation(
  make: Construction,
  row: OperationRow,
  args: readonly Expression[],
  options: Options = {},
): Expression {
  make.spend(1);
  const node = make.graph.operate(row, args, usual(row, args, options));
  if (node.kind !== 'operation') return node;
  const known = make.operated.get(node);
  if (known) return known;
  const result = lawful(make, node);
  make.operated.set(node, result);
  return result;
}

function lawful(make: Construction, node: Operation): Expression {
  for (const form of forms(make, node)) {
    if (form && form !== node && make.permit('matrix algebra', node, form)) return spread(make, form, node.shape);
  }
  return node;
}

function* forms(make: Construction, node: Operation): Iterable<Expression | undefined> {
  yield ofEntries(make, node);
  yield linear(make, node);
  for (const { form } of lawsOf(node.row.name)) yield form(make, node);
}

let table: ReadonlyMap<string, readonly Law[]> | undefined;

/** Rows name the operations, which name one another: the table is made when first asked for. */
function lawsOf(name: string): readonly Law[] {
  if (!table) {
    const found = new Map<string, Law[]>();
    for (const law of [...transposeLaws, ...shapingLaws, ...sumLaws, ...chainLaws, ...matrixLaws])
      found.set(law.of, [...(found.get(law.of) ?? []), law]);
    table = found;
  }
  return table.get(name) ?? [];
}

/** Scalar factors leave every argument in which the operation is linear: sum(2a) = 2·sum(a); with a zero there it is zero. */
function linear(make: Construction, { row, args, options, shape }: Operation): Expression | undefined {
  const outside: Expression[] = [];
  const inside = args.map((arg, i) => {
    if (!row.linear?.includes(i) || arg.kind !== 'product' || make.opaque(arg)) return arg;
    const scalars = arg.factors.filter((factor) => factor.shape.length === 0);
    if (scalars.length === 0 || scalars.length === arg.factors.length) return arg;
    outside.push(...scalars);
    const rest = arg.factors.filter((factor) => factor.shape.length > 0);
    return rest.length === 1 && rest[0] ? rest[0] : make.graph.multiply(...rest);
  });
  if (row.linear?.some((i) => isZeros(args[i]))) return spread(make, make.constant(0), shape);
  return outside.length > 0 ? make.multiply(...outside, make.operate(row, inside, options)) : undefined;
}

/** Axes as they are mostly written: the last one is −1, that of a vector is not said, nor what is the default. */
function usual(row: OperationRow, [x]: readonly Expression[], options: Options): Options {
  const parameter = row.parameters.find(({ kind }) => kind === 'axis');
  if (!parameter || row.variadic) return options;
  const { axis: _axis, keepdims: _keepdims, ...others } = options;
  const rank = x?.shape.length ?? 0;
  const at = axisOf(options, rank);
  const isLast = at === rank - 1;
  const isSaid = at !== undefined && rank > 1 && !(isLast && parameter.default === '-1');
  return {
    ...others,
    ...(isSaid && { axis: isLast ? -1 : at }),
    ...(keepsDimensions(options) && { keepdims: true }),
  };
}

/** An operation by its name, at arguments in normal form. */
export const operate = (make: Construction, name: string, args: readonly Expression[], options?: Options): Expression =>
  make.operate(named(name), args, options);
