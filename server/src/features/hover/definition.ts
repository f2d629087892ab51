/** A name that the page defines: a function with its gradient, a value, a declared function, a network. Out: a card. */
import { gradient } from '../../calculus/differentiate';
import { kinks } from '../../calculus/domain';
import type { Callee, Expression } from '../../calculus/expression';
import { gradientHead } from '../../notation/head';
import { texName } from '../../notation/latex-names';
import { condition, latex, type Names } from '../../notation/print';
import { answerTo } from '../../program/answers';
import type { Definition, FunctionDefinition } from '../../program/program';
import type { Range } from '../../syntax/tree';
import { partialFormula } from '../code-lens';
import { equals, equation, type Line, leftOf, line, result } from '../formulas';
import { shapeOf } from '../networks';
import { cut, oneLine } from '../text';
import { namesOf, type View } from '../view';
import type { Card } from './card';
import { networkParts } from './network';

const MOST_PARTIALS = 6;
const LONGEST_SOURCE = 300;
const LONGEST_VALUE = 300;

export function definitionCard(view: View, definition: Definition, range: Range): Card {
  const { documentation, source } = definition.statement;
  const written = cut(oneLine(source), LONGEST_SOURCE);
  const base = { range, ...(documentation && { documentation }) };
  switch (definition.kind) {
    case 'function':
      return definition.sound
        ? { ...base, ...functionParts(view, definition, written) }
        : { ...base, formulas: [line(written)] };
    case 'value': {
      const answer = answerTo(view.program, definition.body, new Map());
      const value = definition.sound
        ? `${definition.name} ${equals(result(answer, namesOf(view), LONGEST_VALUE, definition.body))}`
        : written;
      return { ...base, formulas: (value === written ? [written] : [written, value]).map(line) };
    }
    case 'abstract':
      return {
        ...base,
        formulas: [line(`${definition.name}(${definition.parameters.join(', ')})`)],
        says: ['declared: nothing is known of it but its name and its parameters'],
      };
    case 'network':
      return { ...base, ...networkParts(view, definition) };
  }
}

/** With the shape of an array as a comment. */
export function shaped([first, ...rest]: readonly Line[], { shape }: Expression): Line[] {
  if (!first || shape.length === 0) return first ? [first, ...rest] : [];
  const { text, latex } = first;
  const shapeText = shapeOf(shape);
  const typeset = latex && { latex: () => `${latex()} \\qquad \\text{${shapeText.replaceAll('_', '\\_')}}` };
  return [{ text: `${text}  # ${shapeText}`, ...typeset }, ...rest];
}

/** As it is written, typeset as it is meant. */
const definitionLine = ({ name, parameters, body }: Callee, text: string, names: Names): Line => ({
  text,
  latex: () =>
    `${texName(name)}(${parameters.map((parameter) => texName(parameter.name)).join(', ')}) = ${latex(body, names)}`,
});

/** The gradient first: `∇f = [9x² + 5, −2y]`, or a line for each partial where they are long. */
function functionParts(
  view: View,
  { callee, name }: FunctionDefinition,
  written: string,
): Pick<Card, 'formulas' | 'says' | 'derivative'> {
  const { graph } = view.program;
  const names = namesOf(view);
  const forms = gradient(graph, callee);
  const several = callee.parameters.length > 1;
  const isPlain = forms.every(({ shape }) => shape.length === 0);
  const nabla = several && isPlain ? equation(leftOf(gradientHead(name)), graph.array(forms), names, several) : [];
  const partials = forms
    .slice(0, MOST_PARTIALS)
    .flatMap((form, slot) => shaped(equation(leftOf(partialFormula(callee, slot)), form, names, several), form));
  if (forms.length > MOST_PARTIALS) partials.push(line(`… and ${forms.length - MOST_PARTIALS} more`));
  const short = nabla.length === 1 && (nabla[0]?.text.length ?? 0) <= 80;
  const places = kinks(graph, callee.body).slice(0, 2);
  return {
    formulas: [
      definitionLine(callee, written, names),
      ...(several && short ? nabla : several ? [line(`∇${name}:`), ...partials] : partials),
    ],
    says: places.map(({ at, note }) => `where ${condition(at, 'unicode', names)}: ${note}`),
    derivative: { function: name },
  };
}
