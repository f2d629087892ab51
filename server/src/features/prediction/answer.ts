/**
 * The reader's answer in the panel. In: which derivative is asked for, and a text. Out: the same verdict as that of a
 * `check`, in sentences that do not tell the answer; or a sentence why the text is no answer.
 */
import type { Expression } from '../../calculus/expression';
import { finished } from '../../calculus/work';
import { WHOLE } from '../../network/derivation/asked';
import { type ClaimVerdict, judgeClaim } from '../../program/answers';
import type { FunctionDefinition, NetworkDefinition } from '../../program/program';
import { tooLarge } from '../../program/size';
import { type TypedPlace, typedExpression } from '../../program/typed';
import type { AnswerResult } from '../../protocol';
import type { Token } from '../../syntax/lexer';
import { tokensOf } from '../../syntax/mentions';
import type { Problem } from '../../syntax/tree';
import { partsOf } from '../expand-network';
import { byName } from '../expand-target';
import { sightOf } from '../networks';
import { sentences } from '../verdicts';
import type { View } from '../view';
import { discreet } from './discreet';
import { derivativeKey, derivativesIn, ordersOf, partKey } from './questions';

export interface Question {
  /** Of all that a right answer makes known. */
  readonly keys: readonly string[];
  /** What is asked for; a sentence where it can be answered on the page only. */
  readonly asked: () => Expression | string;
  /** Where the answer is read, and what it is read behind. */
  readonly place: TypedPlace;
  readonly head: readonly Token[];
  /** From the names of the place to those of the page. */
  readonly onPage: (answer: Expression) => Expression;
}

/** In networks formulas are put in for derivatives at once, so that only the text tells. */
const DIFFERENTIATES = /[∂∇′']|\b(?:diff|grad|hessian|jacobian)\b/;
/** Longer texts are not read. */
const LONGEST = 2_000;

/** A sentence where there is no such derivative. */
export function questionOf(
  view: View,
  { function: name, variable }: { readonly function: string; readonly variable?: string },
): Question | string {
  const definition = view.program.definitionOf(name);
  if (definition?.kind === 'function' && definition.sound) return ofFunction(view, definition, variable);
  if (definition?.kind === 'network' && definition.outside) return ofNetwork(view, definition, variable ?? WHOLE);
  return `There is no function ${name} on this page just now.`;
}

function ofFunction(view: View, definition: FunctionDefinition, variable: string | undefined): Question | string {
  const { callee, name, statement } = definition;
  const { graph, page } = view.program;
  const by = byName(definition, variable);
  if (!by) return variable === undefined ? `${name} has no parameters.` : `${variable} is not a parameter of ${name}.`;
  const orders = ordersOf(callee, by);
  const { sentence, source } = statement;
  return {
    keys: orders.map((one) => derivativeKey(graph, callee, one)),
    asked() {
      const partials = orders.map((one) => graph.call(callee, one, callee.parameters));
      const [only] = partials;
      if (only && (by !== 'gradient' || (partials.length === 1 && only.shape.length > 0))) return only;
      return partials.every(({ shape }) => shape.length === 0)
        ? graph.array(partials)
        : `The parameters of ${name} are arrays: answer one partial at a time.`;
    },
    place: { index: page.statements.length, network: undefined },
    head: sentence.kind === 'definition' ? tokensOf(source.slice(0, sentence.body.range.start)) : [],
    onPage: (answer) => answer,
  };
}

/** A name that no network has. */
const ANSWER = tokensOf('answer_ =');

function ofNetwork(view: View, definition: NetworkDefinition, part: string): Question | string {
  const { name, statement } = definition;
  const { statements } = view.program.page;
  const wanted = partsOf(definition).filter((one) => part === WHOLE || one === part);
  const sight = sightOf(view.program, definition);
  const network = statements.indexOf(statement);
  const last = statements.findLastIndex((one) => one.network === network);
  const [own] = sight ? [...sight.network.nodes, ...sight.network.parameters].filter((one) => one.name === part) : [];
  if (wanted.length === 0) return `${name} has no part ${part}.`;
  const loss = sight?.network.loss.name ?? WHOLE;
  const elsewhere = `Answer this on the page: check ∂${name}.${loss}/∂${name}.${part === WHOLE ? '…' : part} = …`;
  return {
    keys: wanted.map((one) => partKey(definition, one)),
    asked: () => {
      // Closed formulas of deep networks fill pages.
      const isReadable = part !== WHOLE && network >= 0 && own && !sight?.isDeep();
      const gradient = isReadable ? sight?.gradient(own.variable) : undefined;
      return gradient && sight ? sight.outside(gradient) : elsewhere;
    },
    place: { index: last, network },
    head: ANSWER,
    onPage: (answer) => sight?.outside(answer) ?? answer,
  };
}

export function answered(view: View, question: Question, text: string): AnswerResult {
  const nothing = (reason: string): AnswerResult => ({ kind: 'nothing', reason });
  const { program } = view;
  const left = question.asked();
  if (typeof left === 'string') return nothing(left);
  const right = read(view, question, text);
  if (typeof right === 'string') return nothing(right);
  const { length } = derivativesIn(program, right);
  if (length > 0 || (question.place.network !== undefined && DIFFERENTIATES.test(text)))
    return nothing('Answer with a formula that differentiates nothing.');
  const [asked, given] = [left, right].map(({ shape }) =>
    shape.length === 0 ? 'a number' : `an array of shape [${shape.join(', ')}]`,
  );
  if (asked !== given) return nothing(`This is ${given}, and the derivative is ${asked}.`);
  const range = { start: 0, end: text.length };
  const verdict = finished(judgeClaim(program, { links: [{ relation: '=', left, right, range }], conditions: [] }));
  return {
    kind: 'answer',
    verdict: verdict.verdict === 'nothing' ? 'unknown' : verdict.verdict,
    message: sentences(program, discreet(program.graph, verdict)).join(' '),
    revealed: isRight(verdict),
  };
}

export const isRight = ({ verdict }: ClaimVerdict): boolean => verdict === 'proved' || verdict === 'holds';

function read({ program }: View, { place, head, onPage }: Question, text: string): Expression | string {
  if (text.trim() === '') return 'Write a formula.';
  if (text.length > LONGEST) return `An answer may have ${LONGEST} characters.`;
  const problems: Problem[] = [];
  const answer = typedExpression(program, place, head, tokensOf(text), (problem) => problems.push(problem));
  const problem = answer
    ? tooLarge(program.graph, answer, { start: 0, end: text.length })
    : problems.find(({ severity }) => severity === 'error');
  if (problem) return problem.message;
  return answer ? onPage(answer) : 'This cannot be read as a formula.';
}
