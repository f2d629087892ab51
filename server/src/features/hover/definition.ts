/** A name that the page defines: a function with its gradient, a value, a declared function, a network. Out: a card. */
import { gradient } from '../../calculus/differentiate';
import { kinks } from '../../calculus/domain';
import type { Callee, Expression } from '../../calculus/expression';
import { gradientHead } from '../../notation/head';
import { texName } from '../../notation/latex-names';
import { condition, latex, type Names } from '../../notation/print';
import { answerTo } from '../../program/answers';
import type { Definition, FunctionDefinition, ValueDefinition } from '../../program/program';
import type { Range } from '../../syntax/tree';
import { partialFormula } from '../code-lens';
import { equals, equation, type Line, leftOf, line, result, textOf } from '../formulas';
import { shapeOf } from '../networks';
import { isOpen } from '../prediction/hidden';
import { unit } from '../prediction/questions';
import { cut, oneLine } from '../text';
import { namesOf, type View } from '../view';
import { asked } from './asked';
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
      if (hidesValueOf(view, definition))
        return { ...base, formulas: [line(written)], says: asked(view, definition.name, 'value').says ?? [] };
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

/** A line for each partial, those that are known with their formulas; what is asked for is the first that is not. */
function predictedParts(
  view: View,
  callee: Callee,
  definition: Line,
  open: readonly boolean[],
): Pick<Card, 'formulas' | 'says' | 'derivative' | 'isHidden'> {
  const shown = callee.parameters.slice(0, MOST_PARTIALS);
  const forms = open.includes(false) ? gradient(view.program.graph, callee) : [];
  const lines = shown.flatMap((_, slot): Line[] => {
    const head = leftOf(partialFormula(callee, slot));
    const form = open[slot] ? undefined : forms[slot];
    return form ? shaped(equation(head, form, namesOf(view), shown.length > 1), form) : [line(`${textOf(head)} = ?`)];
  });
  const slot = open.indexOf(true);
  const more = callee.parameters.length - shown.length;
  return {
    ...asked(view, partialFormula(callee, slot).unicode),
    formulas: [definition, ...lines, ...(more > 0 ? [line(`… and ${more} more`)] : [])],
    derivative: { function: callee.name, variable: callee.parameters[slot]?.name ?? '' },
  };
}

function hidesValueOf({ prediction }: View, { variable, body, statement: { sentence } }: ValueDefinition): boolean {
  if (!prediction || sentence.kind !== 'definition') return false;
  return prediction.hidesValue(variable) && prediction.hides(sentence.body, body);
}

/** The gradient first: `∇f = [9x² + 5, −2y]`, or a line for each partial where they are long. */
function functionParts(
  view: View,
  { callee, name }: FunctionDefinition,
  written: string,
): Pick<Card, 'formulas' | 'says' | 'derivative'> {
  const { graph } = view.program;
  const names = namesOf(view);
  const several = callee.parameters.length > 1;
  const open = callee.parameters.map((_, slot) => isOpen(view, callee, [unit(callee.parameters.length, slot)]));
  if (open.includes(true)) return predictedParts(view, callee, definitionLine(callee, written, names), open);
  const forms = gradient(graph, callee);
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
