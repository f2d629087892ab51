/**
 * What a statement defines, with what belongs to it: the parameters of a function, the members of a network, lengths with names.
 * In: a page's trees. Out: a definition, whether or not the statement makes sense.
 */
import { mentionsIn } from '../syntax/mentions';
import type { Page, Parameter, Sentence } from '../syntax/tree';

export type SymbolKind =
  | 'function'
  | 'value'
  | 'abstract'
  | 'network'
  /** Of a function. */
  | 'parameter'
  /** A length with a name, of a function or a network. */
  | 'dimension'
  | 'input'
  | 'target'
  /** A trainable parameter written out. */
  | 'param'
  | 'node'
  | 'loss'
  /** A trainable parameter that a layer makes: `h.W`. */
  | 'weight'
  /** A name of a claim or an expression that nothing defines. */
  | 'free'
  | 'built-in'
  | 'constant'
  | 'layer'
  /** A parameter of a built-in, by name. */
  | 'option';

/** A definition of a page: where it stands, and what its parameters are. */
export interface Defined {
  readonly kind: SymbolKind;
  readonly index: number;
  readonly parameters: readonly Parameter[];
  /** Of a network: what its statements define. The names of lengths, each with the statement that has it first. */
  readonly members: ReadonlyMap<string, SymbolKind>;
  readonly dimensions: ReadonlyMap<string, number>;
}

const NOTHING: Pick<Defined, 'parameters' | 'members' | 'dimensions'> = {
  parameters: [],
  members: new Map(),
  dimensions: new Map(),
};

export function defined({ statements }: Page, sentence: Sentence, index: number): Defined {
  switch (sentence.kind) {
    case 'definition':
    case 'declare': {
      const { parameters } = sentence;
      const kind = sentence.kind === 'declare' ? 'abstract' : parameters ? 'function' : 'value';
      const lengths = (parameters ?? []).flatMap(({ shape }) => lengthNames(shape ?? []));
      const dimensions = new Map(lengths.map((name) => [name, index]));
      return { ...NOTHING, kind, index, parameters: parameters ?? [], dimensions };
    }
    case 'broken': {
      const parameters = (sentence.defines?.parameters ?? []).map(
        (name): Parameter => ({ name: { name, range: sentence.range }, range: sentence.range }),
      );
      return { ...NOTHING, kind: sentence.defines?.parameters ? 'function' : 'value', index, parameters };
    }
    case 'network': {
      const members = new Map<string, SymbolKind>();
      const dimensions = new Map<string, number>();
      for (let i = index + 1; statements[i]?.network === index; i++) {
        const inside = statements[i]?.sentence;
        const head = inside && memberOf(inside);
        if (!head) continue;
        if (!members.has(head.name)) members.set(head.name, head.kind);
        for (const name of head.lengths) if (!dimensions.has(name)) dimensions.set(name, i);
      }
      return { ...NOTHING, kind: 'network', index, members, dimensions };
    }
    default:
      return { ...NOTHING, kind: 'value', index };
  }
}

function memberOf(sentence: Sentence): { name: string; kind: SymbolKind; lengths: readonly string[] } | undefined {
  switch (sentence.kind) {
    case 'input':
    case 'target':
    case 'param':
      return { name: sentence.name.name, kind: sentence.kind, lengths: lengthNames(sentence.shape ?? []) };
    case 'definition': {
      const { name } = sentence.name;
      return { name, kind: name === 'loss' ? 'loss' : 'node', lengths: [] };
    }
    case 'broken':
      return sentence.defines && { name: sentence.defines.name.name, kind: 'node', lengths: [] };
    default:
      return undefined;
  }
}

/** The names of the lengths that a head declares: `m`, and both of `2m + n`. */
const lengthNames = (shape: NonNullable<Parameter['shape']>): string[] =>
  shape.flatMap((tree) =>
    mentionsIn({ sentence: { kind: 'expression', body: tree, range: tree.range }, source: '' }).map(({ name }) => name),
  );
