/**
 * Expressions as sums of products of indexed entries. In: an expression without calls, in any form, and an index for each
 * of its axes. Out: its form; `TooLong` where that is too much. What is not linear is an atom that is called by the form of
 * what it is applied to, so that tanh(A@x)[i] and tanh(x@A.T)[i] are one.
 */
import { type Dimension, foldLength } from './dimension';
import { type Expression, optionsText } from './expression';
import { atom, exponential, fresh, powerForm, type Reading } from './index-form-atoms';
import { formText } from './index-form-labels';
import {
  addForms,
  atomForm,
  constantForm,
  deltaForm,
  type Form,
  type Index,
  multiplyForms,
  scaled,
  summed,
} from './index-form-terms';
import { axisOf, keepsDimensions } from './operations/define';
import { MINUS_ONE, ONE, ratio } from './rational';

/** An index of an axis of length 1 says nothing. */
const UNIT: Index = '#0';

export function lengthForm(length: Dimension): Form {
  return foldLength<Form>(length, {
    number: (value) => constantForm(ratio(value)),
    name: (name) => atomForm(`dimension ${name}`, []),
    add: (terms) => addForms(...terms),
    multiply: (factors) => multiplyForms(...factors),
    floorDivide: (above, below) => atomForm(`floor(${formText(above)}, ${formText(below)})`, []),
  });
}

/** The form of an operand of an elementwise operation whose axes have these indices. */
function operandForm(all: Reading, operand: Expression, indices: readonly Index[]): Form {
  const missing = indices.length - operand.shape.length;
  return formOf(
    all,
    operand,
    operand.shape.map((length, axis) => (length === 1 ? UNIT : (indices[axis + missing] ?? UNIT))),
  );
}

export function formOf(all: Reading, node: Expression, indices: readonly Index[]): Form {
  const of = (operand: Expression): Form => operandForm(all, operand, indices);
  switch (node.kind) {
    case 'constant':
      return constantForm(node.value);
    case 'named':
      return node.name === 'e' ? exponential(constantForm(ONE)) : atomForm(node.name, []);
    case 'variable':
      if (node.scope === 'dimension') return atomForm(`dimension ${node.name}`, []);
      return atomForm(`${node.scope} ${node.name} ${node.shape.length}`, indices);
    case 'sum':
      return addForms(...node.terms.map(of));
    case 'product':
      return multiplyForms(...node.factors.map(of));
    case 'negation':
      return scaled(of(node.operand), MINUS_ONE);
    case 'quotient':
      return multiplyForms(
        of(node.numerator),
        powerForm(all, () => of(node.denominator), MINUS_ONE),
      );
    case 'power':
      if (node.exponent.kind !== 'constant') return atom('power', [of(node.base), of(node.exponent)]);
      return powerForm(all, () => of(node.base), node.exponent.value);
    case 'application': {
      if (node.row.name === 'exp' && node.args[0]) return exponential(of(node.args[0]));
      if (node.row.name === 'sqrt' && node.args[0]) {
        const [inner] = node.args;
        return powerForm(all, () => of(inner), ratio(1, 2));
      }
      const meaning = all.defines ? node.row.definition?.(all.graph, node.args) : undefined;
      if (meaning && meaning !== node) return operandForm(all, meaning, indices);
      return atom(node.row.name, node.args.map(of));
    }
    case 'abstract':
      return atom(`${node.name} ${node.orders.join(',')}`, node.args.map(of));
    case 'array': {
      const [place, ...others] = indices;
      if (place === undefined) return [];
      return addForms(
        ...node.items.map((item, i) => multiplyForms(deltaForm(place, `#${i}`), formOf(all, item, others))),
      );
    }
    case 'operation':
      return operationForm(all, node, indices);
    default:
      return atomForm(`node ${node.id}`, indices);
  }
}

type Operation = Extract<Expression, { kind: 'operation' }>;
type Rule = (all: Reading, node: Operation, indices: readonly Index[]) => Form | undefined;

function operationForm(all: Reading, node: Operation, indices: readonly Index[]): Form {
  const rule = RULES[node.row.name];
  const form = rule?.(all, node, indices);
  if (form) return form;
  const meaning = rule ? undefined : node.row.definition?.(all.graph, node.args, node.options);
  return meaning ? formOf(all, meaning, indices) : opaque(all, node, indices);
}

/** What has no sum of products: the arguments, as wholes, are part of its name. */
function opaque(all: Reading, { row, args, options, shape }: Operation, indices: readonly Index[]): Form {
  const names = args.map(({ shape: own }, i) => {
    const form = formOf(
      all,
      args[i] ?? all.graph.constant(0),
      own.map((length, axis) => (length === 1 ? UNIT : `a${axis}`)),
    );
    return formText(form);
  });
  const told = optionsText(options);
  return atomForm(
    `${row.name}(${[...names, ...(told ? [told] : [])].join(', ')})`,
    indices.filter((_, axis) => shape[axis] !== 1),
  );
}

const RULES: Readonly<Record<string, Rule>> = {
  '@': (all, { args: [a, b] }, indices) => {
    if (!a || !b) return undefined;
    const length = a.shape.at(-1) ?? 1;
    const inner = length === 1 ? UNIT : fresh(all);
    const leading = indices.slice(0, indices.length - (a.shape.length > 1 ? 1 : 0) - (b.shape.length > 1 ? 1 : 0));
    const row = a.shape.length > 1 ? [indices[leading.length] ?? UNIT] : [];
    const column = b.shape.length > 1 ? [indices.at(-1) ?? UNIT] : [];
    const left = operandForm(all, a, a.shape.length > 1 ? [...leading, ...row, inner] : [inner]);
    const right = operandForm(all, b, b.shape.length > 1 ? [...leading, inner, ...column] : [inner]);
    const product = multiplyForms(left, right);
    return length === 1 ? product : summed(product, inner, lengthForm(length));
  },
  sum: (all, { args: [x], options }, indices) => {
    if (!x) return undefined;
    const axis = axisOf(options, x.shape.length);
    const outer = [...indices];
    const inner: Index[] = [];
    const places = x.shape.map((length, i) => {
      if (axis !== undefined && i !== axis) return outer.shift() ?? UNIT;
      if (keepsDimensions(options)) outer.shift();
      if (length === 1) return UNIT;
      inner.push(fresh(all));
      return inner.at(-1) ?? UNIT;
    });
    const lengths = x.shape.filter((length, i) => length !== 1 && (axis === undefined || i === axis));
    return inner.reduce((form, index, i) => summed(form, index, lengthForm(lengths[i] ?? 1)), formOf(all, x, places));
  },
  transpose: (all, { args: [x], options }, indices) => {
    if (!x) return undefined;
    const axes = Array.isArray(options.axes) ? options.axes.map(Number) : [...x.shape.keys()].reverse();
    const rank = x.shape.length;
    const places = x.shape.map((_, axis) => indices[axes.findIndex((one) => (one + rank) % rank === axis)] ?? UNIT);
    return formOf(all, x, places);
  },
  broadcast: (all, { args: [x] }, indices) => x && operandForm(all, x, indices),
  reshape: (all, { args: [x], shape }, indices) => {
    if (!x) return undefined;
    const long = (lengths: Expression['shape']): Expression['shape'] => lengths.filter((length) => length !== 1);
    const [from, to] = [long(x.shape), long(shape)];
    if (from.length !== to.length || from.some((length, i) => length !== to[i])) return undefined;
    const places = indices.filter((_, axis) => shape[axis] !== 1);
    return formOf(
      all,
      x,
      x.shape.map((length) => (length === 1 ? UNIT : (places.shift() ?? UNIT))),
    );
  },
  eye: (_all, { shape }, [i, j]) => (shape[0] === shape[1] && i && j ? deltaForm(i, j) : undefined),
  ones: () => constantForm(ONE),
  zeros: () => [],
  diag: (all, { args: [x], shape }, [i = UNIT, j = UNIT]) => {
    if (!x) return undefined;
    if (shape.length === 1) return formOf(all, x, [i, i]);
    return shape[0] === 1 ? formOf(all, x, [UNIT]) : multiplyForms(deltaForm(i, j), formOf(all, x, [i]));
  },
  trace: (all, { args: [x] }) => {
    const length = x?.shape[0] ?? 1;
    if (!x) return undefined;
    if (length === 1) return formOf(all, x, [UNIT, UNIT]);
    const index = fresh(all);
    return summed(formOf(all, x, [index, index]), index, lengthForm(length));
  },
  index: (all, { args: [x], options }, indices) => {
    const at = Array.isArray(options.at) ? options.at : [];
    if (!x || !at.every((one, axis) => typeof one !== 'object' || (one[0] === 0 && one[1] === x.shape[axis])))
      return undefined;
    const outer = [...indices];
    const places = x.shape.map((length, axis) => {
      const one = at[axis];
      if (one === undefined || typeof one === 'object') return outer.shift() ?? UNIT;
      return length === 1 ? UNIT : `#${one}`;
    });
    return formOf(all, x, places);
  },
  // As wholes, whatever their definitions are.
  inv: () => undefined,
  det: () => undefined,
};
