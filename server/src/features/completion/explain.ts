/**
 * What an item says when it is looked at. In: what it is about. Out: a card as hovers show it, without derivatives: whoever
 * writes a claim is not told the answer. Undefined where the page has no such thing any more.
 */
import { constants } from '../../calculus/functions/table';
import { line } from '../formulas';
import type { Card } from '../hover/card';
import { shapeOf } from '../networks';
import { cut, oneLine } from '../text';
import { builtInSignatures, pageSignatures, parametersText, type Signature } from '../typing/signatures';
import type { View } from '../view';
import type { Subject } from './candidate';
import { keywordGuide } from './keywords';
import { networkParts } from './parts';

export type Explanation = Omit<Card, 'range'>;

const LONGEST_SOURCE = 300;

export function explanationOf(view: View, subject: Subject): Explanation | undefined {
  switch (subject.of) {
    case 'page':
      return ofPage(view, subject.name);
    case 'builtIn':
      return ofBuiltIn(subject.name);
    case 'part':
      return ofPart(view, subject.name, subject.network);
    case 'argument':
      return ofArgument(view, subject.callee, subject.name, subject.page);
    case 'keyword': {
      const guide = keywordGuide(subject.name);
      return guide === undefined ? undefined : { formulas: [], guide };
    }
    case 'abbreviation':
      return undefined;
  }
}

function ofPage(view: View, name: string): Explanation | undefined {
  const definition = view.program.definitionOf(name);
  if (!definition) return undefined;
  const { source, documentation } = definition.statement;
  const isHere = view.program.page.statements.includes(definition.statement);
  const { imports, importPaths } = view.program;
  const from = isHere ? undefined : importPaths[imports.findIndex((program) => program.definitions.has(name))];
  return {
    formulas: [line(cut(oneLine(source).replace(/\s*\{$/, ''), LONGEST_SOURCE))],
    says: from === undefined ? [] : [`from ${from}`],
    ...(documentation && { documentation }),
  };
}

function ofBuiltIn(name: string): Explanation | undefined {
  const constant = constants.get(name);
  if (constant) return { formulas: [], says: [constant.summary], guide: constant.documentation };
  const signatures = builtInSignatures(name, true);
  const [first] = signatures;
  if (!first) return undefined;
  const guides = [...new Set(signatures.flatMap(({ guide }) => (guide === undefined ? [] : [guide])))];
  return {
    formulas: signatures.map((one) => line(written(one))),
    says: [...new Set(signatures.flatMap(({ summary }) => (summary === undefined ? [] : [summary])))],
    ...(guides.length > 0 && { guide: guides.join('\n\n') }),
  };
}

const written = (signature: Signature): string => `${signature.name}${parametersText(signature)}`;

function ofPart(view: View, name: string, network: number): Explanation | undefined {
  const { statements } = view.program.page;
  const header = statements[network]?.sentence;
  const definition = header?.kind === 'network' ? view.program.definitionOf(header.name.name) : undefined;
  if (definition?.kind !== 'network') return undefined;
  const part = networkParts(view, definition).find((one) => one.name === name);
  if (!part) return undefined;
  const owner = part.owner ?? name;
  const statement = statements.find(
    ({ network: around, sentence }) => around === network && 'name' in sentence && sentence.name.name === owner,
  );
  const shape = part.shape ? [`${name}: ${shapeOf(part.shape)}`] : [];
  return {
    formulas: statement ? [line(cut(oneLine(statement.source), LONGEST_SOURCE))] : [],
    says: shape,
    ...(statement?.documentation && { documentation: statement.documentation }),
  };
}

function ofArgument(view: View, callee: string, name: string, page: boolean): Explanation | undefined {
  const signatures = page ? pageSignatures(view.program, callee) : builtInSignatures(callee, true);
  const signature = signatures.find(({ parameters }) => parameters.some((one) => one.name === name));
  const parameter = signature?.parameters.find((one) => one.name === name);
  if (!signature || !parameter) return undefined;
  return {
    formulas: [line(written(signature))],
    says: parameter.summary === undefined ? [] : [`${name}: ${parameter.summary}`],
  };
}
