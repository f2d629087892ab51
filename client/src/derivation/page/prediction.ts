/** Prediction mode: the reader answers first. In: what is asked and what the last answer came to. Out: a form. */
import type { AnswerResult } from '../../../../server/src/protocol';
import type { Shown } from '../messages';
import type { Actions, Judged } from './actions';
import { button } from './controls';
import { element } from './dom';
import { equation, NO_FORMULA } from './formulas';
import { typeset } from './typeset';

const SIGNS: Readonly<Record<Judged['verdict'], string>> = { right: '✓', wrong: '✗', unclear: '·' };

export function prediction({ derivation }: Shown, judged: Judged | undefined, actions: Actions): HTMLElement {
  const { quantity } = derivation;
  const input: HTMLInputElement = element('input', {
    type: 'text',
    name: 'answer',
    'data-key': 'answer',
    'aria-label': `Your answer: ${quantity.unicode} is`,
    // The field is made anew with the judgement and gets the focus again: then both are read out.
    'aria-describedby': 'judged',
    spellcheck: 'false',
    autocomplete: 'off',
    value: judged?.answer ?? '',
  });
  return element(
    'form',
    {
      class: 'prediction',
      'aria-label': 'Your answer',
      submit(event) {
        event.preventDefault();
        if (input.value.trim() !== '') actions.answer(input.value);
      },
    },
    element(
      'p',
      {},
      'What do you think? The answer, its steps, the graph and the plot are shown when you have found it.',
    ),
    element(
      'div',
      { class: 'answering' },
      typeset(equation(quantity, NO_FORMULA)),
      input,
      element('button', { class: 'main', 'data-key': 'check', type: 'submit' }, 'Check'),
      button('Show me', actions.reveal),
    ),
    judgement(judged),
  );
}

export const judgement = (judged: Judged | undefined): HTMLElement =>
  element(
    'p',
    { id: 'judged', class: `judged ${judged?.verdict ?? ''}`, role: 'status' },
    judged && `${SIGNS[judged.verdict]} ${judged.words}`,
  );

const VERDICTS = { proved: 'right', holds: 'right', refuted: 'wrong', unknown: 'unclear' } as const;

/** What the server says of an answer. */
export const judge = (answer: string, result: AnswerResult): Judged =>
  result.kind === 'nothing'
    ? { answer, verdict: 'unclear', words: result.reason }
    : { answer, verdict: VERDICTS[result.verdict], words: result.message.replace(/^[✓✗?·]\s*/, '') };
