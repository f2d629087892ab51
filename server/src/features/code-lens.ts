/**
 * The lines above functions and networks: at most three partials and "Expand chain rule"; verdicts above claims by a setting.
 * In: an outline. Out: ranges at once, titles when a lens is looked at. What a broken line showed last stays.
 */
import type { CodeLens, Command } from 'vscode-languageserver-types';
import { gradient } from '../calculus/differentiate';
import type { Callee } from '../calculus/expression';
import { head } from '../notation/head';
import type { ExpandParams, Formula, InitializationOptions } from '../protocol';
import { short } from './formulas';
import { isNetworkSlot, type NetworkSlot, networkSlots, networkTitle, networkVariable } from './network-lens';
import type { FunctionMeaning, Outline } from './outline';
import { unit } from './prediction/questions';
import { brief, claimAt, type Verdicts } from './verdicts';
import { rangeOf, type View } from './view';

export const EXPAND_TITLE = 'Expand chain rule';
const MOST_PARTIALS = 3;
const LONGEST_TITLE = 60;
const LONGEST_VERDICT = 80;

/** What a lens is about: the server's number of the document, then a function and which of its partials, or a statement. */
export type LensData =
  | { readonly page: number; readonly name: string; readonly slot: number | 'expand' }
  | { readonly page: number; readonly network: string; readonly slot: NetworkSlot }
  | { readonly page: number; readonly claim: number };

export interface LensOptions {
  readonly commands: InitializationOptions['commands'];
  readonly verdicts: boolean;
}

export function codeLenses(view: View, { entries }: Outline, page: number, options: LensOptions): CodeLens[] {
  const lenses: CodeLens[] = [];
  for (const { kind, name, meaning, selection, network } of entries) {
    for (const slot of network ? networkSlots(network, options.commands !== undefined) : [])
      lenses.push({ range: rangeOf(view, selection), data: { page, network: name, slot } satisfies LensData });
    if (kind !== 'function' || !meaning) continue;
    const range = rangeOf(view, selection);
    const count = Math.min(meaning.callee.parameters.length, MOST_PARTIALS);
    for (let slot = 0; slot < count; slot++) lenses.push({ range, data: { page, name, slot } satisfies LensData });
    if (options.commands) lenses.push({ range, data: { page, name, slot: 'expand' } satisfies LensData });
  }
  if (options.verdicts) {
    view.program.page.statements.forEach((statement, claim) => {
      if (!claimAt(view.program, claim)) return;
      const range = rangeOf(view, { start: statement.start, end: statement.start + 'check'.length });
      lenses.push({ range, data: { page, claim } satisfies LensData });
    });
  }
  return lenses;
}

export function readLensData(data: unknown): LensData | undefined {
  if (typeof data !== 'object' || data === null || !('page' in data) || typeof data.page !== 'number') return undefined;
  const { page } = data;
  if ('claim' in data && typeof data.claim === 'number') return { page, claim: data.claim };
  if ('network' in data && typeof data.network === 'string' && 'slot' in data)
    return isNetworkSlot(data.slot) ? { page, network: data.network, slot: data.slot } : undefined;
  if (!('name' in data) || typeof data.name !== 'string' || !('slot' in data)) return undefined;
  const { name, slot } = data;
  return typeof slot === 'number' || slot === 'expand' ? { page, name, slot } : undefined;
}

/** What a lens says, and what it does where the client has a command for it. */
export function lensCommand(
  view: View,
  outline: Outline,
  data: LensData,
  verdicts: Verdicts,
  commands: InitializationOptions['commands'],
): Command {
  if ('claim' in data) {
    const judged = verdicts.of(view.program, data.claim);
    return { title: judged ? brief(view.program, judged, LONGEST_VERDICT) : '', command: '' };
  }
  if ('network' in data) return networkCommand(view, outline, data, commands);
  const meaning = outline.byName.get(data.name)?.meaning;
  const variable = typeof data.slot === 'number' ? meaning?.callee.parameters[data.slot]?.name : undefined;
  const title = typeof data.slot === 'number' ? partialTitle(view, meaning, data.slot) : EXPAND_TITLE;
  if (!commands) return { title, command: '' };
  const argument: ExpandParams = {
    textDocument: { uri: view.document.uri },
    function: data.name,
    ...(variable !== undefined && { variable }),
  };
  return { title, command: commands.expand, arguments: [argument] };
}

function networkCommand(
  view: View,
  outline: Outline,
  { network: name, slot }: Extract<LensData, { readonly network: string }>,
  commands: InitializationOptions['commands'],
): Command {
  const definition = outline.byName.get(name)?.network;
  const title = definition ? networkTitle(view, definition, slot) : '';
  if (!definition || !commands || (slot !== 'backward' && slot !== 'expand')) return { title, command: '' };
  const variable = networkVariable(definition, slot);
  const argument: ExpandParams = {
    textDocument: { uri: view.document.uri },
    function: name,
    ...(variable !== undefined && { variable }),
  };
  return { title, command: commands.expand, arguments: [argument] };
}

function partialTitle({ prediction }: View, meaning: FunctionMeaning | undefined, slot: number): string {
  if (!meaning) return '';
  const { graph, callee, names } = meaning;
  const state = prediction?.derivative(callee, unit(callee.parameters.length, slot));
  if (state === 'open') return `${partialHead(callee, slot)} = ?  predict it`;
  const form = gradient(graph, callee)[slot];
  if (!form) return '';
  const left = `${state === 'answered' ? '✓ ' : ''}${partialHead(callee, slot)}`;
  return `${left} = ${short(form, names, Math.max(20, LONGEST_TITLE - left.length - 3))}`;
}

/** `∂f/∂x`, `dh/dx`. */
export const partialHead = (callee: Callee, slot: number): string => partialFormula(callee, slot).unicode;

export const partialFormula = ({ name, parameters }: Callee, slot: number): Formula =>
  head({
    name,
    parameters: parameters.map((parameter) => parameter.name),
    orders: parameters.map((_, i) => (i === slot ? 1 : 0)),
  });
