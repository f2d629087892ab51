/**
 * What completion can offer, before it is spelled for a client: the words, where they come from, how well they fit. Every
 * source (scope, page, built-ins, parts, keywords, …) makes these and nothing else.
 */
import { CompletionItemKind } from 'vscode-languageserver-types';
import type { Shape } from '../../calculus/dimension';
import type { Signature } from '../typing/signatures';

export type CandidateKind =
  | 'parameter'
  | 'dimension'
  | 'free'
  | 'input'
  | 'target'
  | 'param'
  | 'weight'
  | 'node'
  | 'loss'
  | 'part'
  | 'function'
  | 'declared'
  | 'value'
  | 'network'
  | 'builtIn'
  | 'layer'
  | 'constant'
  | 'argument'
  | 'keyword'
  | 'abbreviation'
  | 'page';

/** From what stands nearest to what is always there. */
export const TIERS = ['asked', 'scope', 'spoken', 'page', 'builtIn', 'word'] as const;
export type Tier = (typeof TIERS)[number];

export interface Candidate {
  /** What is inserted and shown, unless `insert` says otherwise. */
  readonly name: string;
  readonly kind: CandidateKind;
  readonly tier: Tier;
  /** Within its tier, after what fits: the smaller the nearer. By name where it is missing. */
  readonly order?: number;
  /** Where it is known. */
  readonly shape?: Shape;
  /** Of what is called. */
  readonly signatures?: readonly Signature[];
  /** Text, or a snippet in which `$1` and its like are places to fill in. */
  readonly insert?: { readonly text: string; readonly snippet: string };
  /** What is held against the word that is typed, where it is not the name. */
  readonly filter?: string;
  /** After the name: what it is, in a few words. */
  readonly says?: string;
  /** The page that it comes from, by its path. */
  readonly from?: string;
  /** It has parts: a point goes on to them. */
  readonly hasParts?: boolean;
  /** What explains it when it is looked at; its own name where that is missing. */
  readonly about?: Subject;
}

/** What documentation is about: small enough to travel with every item. */
export type Subject =
  | { readonly of: 'page' | 'builtIn' | 'keyword' | 'abbreviation'; readonly name: string }
  /** A part of the network that begins at a statement. */
  | { readonly of: 'part'; readonly name: string; readonly network: number }
  /** A parameter of something that is called. */
  | { readonly of: 'argument'; readonly name: string; readonly callee: string; readonly page: boolean };

export const ITEM_KINDS: Readonly<Record<CandidateKind, CompletionItemKind>> = {
  parameter: CompletionItemKind.Variable,
  dimension: CompletionItemKind.TypeParameter,
  free: CompletionItemKind.Variable,
  input: CompletionItemKind.Field,
  target: CompletionItemKind.Field,
  param: CompletionItemKind.Property,
  weight: CompletionItemKind.Property,
  node: CompletionItemKind.Variable,
  loss: CompletionItemKind.Variable,
  part: CompletionItemKind.Field,
  function: CompletionItemKind.Function,
  declared: CompletionItemKind.Interface,
  value: CompletionItemKind.Constant,
  network: CompletionItemKind.Module,
  builtIn: CompletionItemKind.Function,
  layer: CompletionItemKind.Class,
  constant: CompletionItemKind.Constant,
  argument: CompletionItemKind.Property,
  keyword: CompletionItemKind.Keyword,
  abbreviation: CompletionItemKind.Text,
  page: CompletionItemKind.File,
};

/** The first of each name: what is nearer hides what is further away. */
export function visible(candidates: Iterable<Candidate>): Candidate[] {
  const first = new Map<string, Candidate>();
  for (const candidate of candidates) if (!first.has(candidate.name)) first.set(candidate.name, candidate);
  return [...first.values()];
}
