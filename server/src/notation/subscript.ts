/**
 * Subscripts: f_x, f_xy (by x, then by y), f_{x1,x2}; of a formula D_x[3x²], for a sign after a long formula comes too late
 * for the reader, and `(3x²)_x` looks like an entry. In: what is differentiated. Out: its three spellings.
 */
import { type DerivativeSpelling, type Quantity, taken } from './derivatives';
import { isSymbol, texName } from './latex-names';
import { Level, piece } from './spelled';

const line: DerivativeSpelling = {
  quantity: (of) => piece(below(of), Level.atom, 'symbol', 'other'),
  called: (of) => piece(below(of), Level.atom, 'word'),
  applied: (body, of) => piece(`${below({ ...of, name: 'D' })}[${body}]`, Level.atom, 'word', 'bracket'),
};

const latex: DerivativeSpelling = {
  quantity: (of) => piece(texBelow(of), Level.atom, 'symbol'),
  called: (of) => piece(texBelow(of), Level.atom, 'word'),
  applied: (body, of) =>
    piece(`${texBelow({ ...of, name: 'D' })}\\left[${body}\\right]`, Level.atom, 'other', 'bracket', true),
};

export const SUBSCRIPT = { ascii: line, unicode: line, latex };

/** Letters stand side by side, longer names between commas. */
function below(of: Quantity): string {
  const by = taken(of);
  const isPlain = by.every((name) => [...name].length === 1);
  const name = of.name.includes('_') ? `(${of.name})` : of.name;
  return `${name}_${isPlain ? by.join('') : `{${by.join(',')}}`}`;
}

/** A name that has a subscript already stands in brackets: (f_{1})_{x}. */
function texBelow(of: Quantity): string {
  const by = taken(of);
  const name = texName(of.name);
  const list = by.map(texName).join(by.every(isSymbol) ? ' ' : ',');
  return `${name.includes('_{') ? `(${name})` : name}_{${list}}`;
}
