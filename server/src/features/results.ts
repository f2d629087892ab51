/** Results of expression statements, remembered by what the statement means: unchanged statements are not computed again. */
import { type Answer, answer } from '../program/answers';
import type { Meaning, Program } from '../program/program';

export interface Results {
  of(program: Program, index: number): Answer | undefined;
}

export function createResults(): Results {
  const known = new WeakMap<Meaning, Answer>();
  return {
    of(program, index) {
      const meaning = program.meaningAt(index);
      if (meaning?.kind !== 'expression') return undefined;
      const found = known.get(meaning) ?? answer(program, index);
      if (found) known.set(meaning, found);
      return found;
    },
  };
}
