/**
 * Derivations that have been asked for: an edit elsewhere, another point, a variable that is looked at again make none anew. In:
 * a function and by what it is derived. Out: its derivation, as long as the page's names are what they were.
 */
import type { DerivationBy } from '../calculus/derivation';
import type { Callee } from '../calculus/expression';
import { type Derived, derived } from '../notation/derivation-document';
import type { Names } from '../notation/print';
import type { DerivativeNotation } from '../protocol';
import { namesOf, type View } from './view';

interface Known {
  readonly derived: Derived;
  /** What was asked of the page's names, and what they said. */
  readonly asked: ReadonlyMap<string, boolean>;
  /** The page as it is now. */
  readonly page: { names: Names };
}

/** They go with the definition that they are of. */
const known = new WeakMap<Callee, Map<string, Known>>();
/** Of one function; beyond, they are begun anew. */
const MOST = 16;

export function derivationOf(
  view: View,
  callee: Callee,
  by: DerivationBy,
  notation: DerivativeNotation = 'leibniz',
): Derived {
  const names = namesOf(view);
  const own = known.get(callee) ?? new Map<string, Known>();
  known.set(callee, own);
  const wrt = by === 'gradient' ? by : ('kind' in by ? [by] : by).map(({ id }) => id).join();
  const key = `${notation} ${wrt}`;
  const found = own.get(key);
  if (found && [...found.asked].every(([name, said]) => names.has(name) === said)) {
    found.page.names = names;
    return found.derived;
  }
  const asked = new Map<string, boolean>();
  const page = { names };
  const listening: Names = {
    has(name) {
      const said = page.names.has(name);
      asked.set(name, said);
      return said;
    },
  };
  const made = derived({ graph: view.program.graph, callee, variable: by, names: listening, notation });
  if (own.size >= MOST) own.clear();
  own.set(key, { derived: made, asked, page });
  return made;
}
