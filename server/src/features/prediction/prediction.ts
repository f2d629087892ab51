/**
 * Prediction mode: derivatives and values stay hidden until the reader has found them. In: a page with its verdicts, and
 * what the reader answered in the panel. Out: the view that features show things from. What is known is kept by what a function
 * means, so an edit that changes it hides it again; the memory is bounded and lives as long as the server.
 */
import type { Callee, Expression } from '../../calculus/expression';
import type { NetworkDefinition, Program } from '../../program/program';
import type { AnswerParams, AnswerResult, RevealParams } from '../../protocol';
import type { Tree } from '../../syntax/tree';
import type { Verdicts } from '../verdicts';
import type { View } from '../view';
import { answered, questionOf } from './answer';
import { discreet, isWrittenOut } from './discreet';
import { derivativeKey, derivativesIn, networkPartsIn, partKey } from './questions';
import { isClosed, type Stated, sidesAt, statedOn } from './stated';

/** `answered`: on the page or in the panel; `revealed`: the reader has given up. */
export type State = 'open' | 'answered' | 'revealed';

/** What features ask before they show something. */
export interface Prediction {
  derivative(callee: Callee, orders: readonly number[]): State;
  /** The gradient of a network's loss by one of its parts. */
  part(network: NetworkDefinition, part: string): State;
  /** What a part of the page comes to. */
  hides(tree: Tree, expression: Expression): boolean;
  /** A number that no claim has stated. */
  hidesValue(expression: Expression): boolean;
  /** A claim with something hidden in it. */
  hidesClaim(index: number): boolean;
  /** `What is ∂f/∂x? …`: where it can be answered; a value only on the page. */
  question(what: string, kind?: 'derivative' | 'value'): string;
}

export interface Predictions {
  /** The page and its verdicts as the reader may see them. `panel`: the client has one to answer in. */
  on(view: View, verdicts: Verdicts, panel?: boolean): Predicted;
  answer(view: View, params: AnswerParams): AnswerResult;
  reveal(view: View, params: RevealParams): void;
}
export interface Predicted {
  readonly view: View & { readonly prediction: Prediction };
  readonly verdicts: Verdicts;
}

const MOST_PAGES = 100;
const MOST_ANSWERS = 1_000;

export function createPredictions(): Predictions {
  /** By the page's address; what was known first is forgotten first. */
  const pages = new Map<string, Map<string, State>>();
  const stated = new WeakMap<Program, Stated>();

  const statedBy = (program: Program): Stated => {
    const known = stated.get(program) ?? statedOn(program);
    stated.set(program, known);
    return known;
  };

  function remember({ uri }: Program, keys: readonly string[], state: State): void {
    const known = pages.get(uri) ?? new Map<string, State>();
    for (const key of keys) if (known.get(key) !== 'answered') known.set(key, state);
    pages.delete(uri);
    pages.set(uri, known);
    shorten(known, MOST_ANSWERS);
    shorten(pages, MOST_PAGES);
  }

  function on(view: View, verdicts: Verdicts, panel = true): Predicted {
    const { program } = view;
    const { graph } = program;
    const isTrue = (index: number): boolean => {
      const { verdict, pending = true } = verdicts.of(program, index) ?? {};
      return !pending && (verdict?.verdict === 'proved' || verdict?.verdict === 'holds');
    };
    const isStated = (claims: readonly number[] = []): boolean => claims.some(isTrue);
    const stateOf = (key: string): State =>
      isStated(statedBy(program).derivatives.get(key)) ? 'answered' : (pages.get(program.uri)?.get(key) ?? 'open');
    const isKnown = (expression: Expression): boolean => isStated(statedBy(program).results.get(expression));
    const prediction: Prediction = {
      derivative: (callee, orders) => stateOf(derivativeKey(graph, callee, orders)),
      part: (network, part) => stateOf(partKey(network, part)),
      hides(tree, expression) {
        if (isKnown(expression)) return false;
        const derivatives = derivativesIn(program, expression);
        const parts = networkPartsIn(program, tree);
        if (derivatives.length + parts.length === 0) return prediction.hidesValue(expression);
        return (
          derivatives.some(({ callee, orders }) => prediction.derivative(callee, orders) === 'open') ||
          parts.some(({ definition, part }) => part === undefined || prediction.part(definition, part) === 'open')
        );
      },
      hidesValue: (expression) =>
        !isGiven(program, expression) && isClosed(program, expression) && !isKnown(expression),
      hidesClaim: (index) => sidesAt(program, index).some(({ tree, expression }) => prediction.hides(tree, expression)),
      question: (what, kind = 'derivative') =>
        `What is ${what}? Write check ${what} = … on the page${panel && kind === 'derivative' ? ', or answer in the panel' : ''}.`,
    };
    const quiet = <Found extends Parameters<typeof discreet>[1]>(
      of: Program,
      index: number,
      found: Found | undefined,
    ) =>
      found?.verdict === 'refuted' && of === program && prediction.hidesClaim(index) ? discreet(graph, found) : found;
    return {
      view: { ...view, prediction },
      verdicts: {
        of(of, index) {
          const judged = verdicts.of(of, index);
          return judged && { ...judged, verdict: quiet(of, index, judged.verdict) };
        },
        now: (of, index) => quiet(of, index, verdicts.now(of, index)),
      },
    };
  }

  return {
    on,
    answer(view, params) {
      const question = questionOf(view, params);
      if (typeof question === 'string') return { kind: 'nothing', reason: question };
      const result = answered(view, question, params.answer);
      if (result.kind === 'answer' && result.revealed) remember(view.program, question.keys, 'answered');
      return result;
    },
    reveal(view, params) {
      const question = questionOf(view, params);
      if (typeof question !== 'string') remember(view.program, question.keys, 'revealed');
    },
  };
}

function shorten(map: Map<string, unknown>, most: number): void {
  for (const key of map.keys()) {
    if (map.size <= most) return;
    map.delete(key);
  }
}

/** A number that stands on the page, itself or behind a name. */
function isGiven(program: Program, expression: Expression): boolean {
  if (expression.kind !== 'variable' || expression.scope !== 'page') return isWrittenOut(expression);
  const [name = '', ...part] = expression.name.split('.');
  const definition = program.definitionOf(name);
  if (definition?.kind === 'value') return isWrittenOut(definition.body);
  const { nodes = [], parameters = [] } = (definition?.kind === 'network' && definition.outside?.network) || {};
  const value = [...nodes, ...parameters].find((one) => one.name === part.join('.'))?.value;
  return value !== undefined && isWrittenOut(value);
}
