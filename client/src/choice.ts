/** Which function, by which variable? In: what a link says, or what the server finds on the page. Out: parameters, or items to pick. */
import type { ExpandParams, ExpandResult } from '../../server/src/protocol';

type Choices = Extract<ExpandResult, { kind: 'choices' }>['functions'];

export interface ChoiceItem {
  readonly label: string;
  readonly description: string;
  readonly function: string;
  readonly variable: string;
}

/** One item for each partial, spelled as the textbook does: d with one parameter, ∂ with several. */
export const choiceItems = (functions: Choices): ChoiceItem[] =>
  functions.flatMap(({ name, variables }) =>
    variables.map((variable) => {
      const d = variables.length > 1 ? '∂' : 'd';
      return {
        label: `${d}${name}/${d}${variable}`,
        description: `${name}(${variables.join(', ')})`,
        function: name,
        variable,
      };
    }),
  );

/** What a lens or a hover link hands over, if it is what `protocol.ts` says; a context menu hands over a URI, which is nothing here. */
export function readParams(argument: unknown): ExpandParams | undefined {
  if (!isRecord(argument) || !isRecord(argument.textDocument)) return undefined;
  const { uri } = argument.textDocument;
  if (typeof uri !== 'string') return undefined;
  const { position, function: name, variable, point } = argument;
  return {
    textDocument: { uri },
    ...(isPosition(position) ? { position: { line: position.line, character: position.character } } : {}),
    ...(typeof name === 'string' ? { function: name } : {}),
    ...(typeof variable === 'string' ? { variable } : {}),
    ...(isTexts(point) ? { point } : {}),
  };
}

const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((text) => typeof text === 'string');

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const isPosition = (value: unknown): value is { line: number; character: number } =>
  isRecord(value) && typeof value.line === 'number' && typeof value.character === 'number';
