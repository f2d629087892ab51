/**
 * Commands for editors without an extension of ours: derivations, LaTeX, gradients against differences. In: a page and what a
 * client hands over. Out: the same to read (plain text, Markdown, LaTeX) and as data.
 */
import { printDerivation } from '../notation/derivation-text';
import { printNetwork } from '../notation/network-text';
import {
  type CheckGradientsResult,
  type CopyResult,
  DERIVATIVE_NOTATIONS,
  type DerivationDocument,
  type ExpandParams,
  type ExpandResult,
  NETWORK_LAYOUTS,
} from '../protocol';
import { isRecord } from '../settings';
import { copyLatex, expand } from './expand';
import { gradientCheck } from './gradient-check';
import type { View } from './view';

export type DerivationAnswer =
  | (Extract<ExpandResult, { kind: 'derivation' }> & {
      readonly text: string;
      readonly markdown: string;
      readonly latex: string;
    })
  | Exclude<ExpandResult, { kind: 'derivation' }>;

export const COMMANDS = {
  'nabla.derivation': derivation,
  'nabla.latex': copyLatex,
  'nabla.gradients': gradientCheck,
} satisfies Readonly<
  Record<string, (view: View, params: ExpandParams) => DerivationAnswer | CopyResult | CheckGradientsResult>
>;

function derivation(view: View, params: ExpandParams): DerivationAnswer {
  const answer = expand(view, params);
  if (answer.kind !== 'derivation') return answer;
  const { derivation: document } = answer;
  if (answer.hidden && view.prediction)
    return { kind: 'nothing', reason: view.prediction.question(document.quantity.unicode) };
  return {
    ...answer,
    text: printed(document, 'text'),
    markdown: printed(document, 'markdown'),
    latex: printed(document, 'latex'),
  };
}

const printed = (document: DerivationDocument, format: 'text' | 'markdown' | 'latex'): string =>
  document.network ? printNetwork(document, format) : printDerivation(document, format);

/** What a command is about: a page, and a name or a place on it. */
export function readArgument(argument: unknown): ExpandParams | undefined {
  if (!isRecord(argument) || !isRecord(argument.textDocument)) return undefined;
  const { uri } = argument.textDocument;
  if (typeof uri !== 'string') return undefined;
  const { position, function: name, variable, point, at, notation, layout } = argument;
  const [writtenIn] = DERIVATIVE_NOTATIONS.filter((one) => one === notation);
  const [laidOut] = NETWORK_LAYOUTS.filter((one) => one === layout);
  return {
    textDocument: { uri },
    ...(isPosition(position) && { position }),
    ...(typeof name === 'string' && { function: name }),
    ...(typeof variable === 'string' && { variable }),
    ...(isTexts(point) && { point }),
    ...(isNumbers(at) && { at }),
    ...(writtenIn && { notation: writtenIn }),
    ...(laidOut && { layout: laidOut }),
  };
}

const isPosition = (value: unknown): value is { line: number; character: number } =>
  isRecord(value) && typeof value.line === 'number' && typeof value.character === 'number';
const isNumbers = (value: unknown): value is Readonly<Record<string, string>> =>
  isRecord(value) && Object.values(value).every((one) => typeof one === 'string');
const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((one) => typeof one === 'string');
