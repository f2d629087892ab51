/** The names that a page has from others. In: its program. Out: the names, as reading its statements needs them. */
import type { Program } from '../program/program';
import type { DefinedName } from '../syntax/names';

export function importedNames(program: Program): DefinedName[] {
  const { statements } = program.page;
  // To know the definitions costs making them.
  if (!statements.some(({ sentence }) => sentence.kind === 'import')) return [];
  const own = new Set(statements);
  const found = [...program.definitions.values()].flatMap((definition): DefinedName[] => {
    const { name, kind, statement } = definition;
    if (own.has(statement)) return [];
    if (kind === 'value') return [{ name, kind: 'variable' }];
    const parameters = kind === 'function' ? definition.callee.parameters.map((one) => one.name) : undefined;
    return [{ name, kind: 'function', ...(parameters && { parameters }) }];
  });
  const here = new Set(statements.flatMap(({ sentence }) => ('name' in sentence ? [sentence.name.name] : [])));
  return [...found, ...program.broken.filter(({ name }) => !here.has(name))];
}
