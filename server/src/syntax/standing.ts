/** Which statements may stand in a network, and which only there. In: a sentence and its place. Out: what is wrong. */
import { nearest } from './near';
import { error } from './problem';
import type { Problem, Sentence, Tree } from './tree';

const KEYWORDS = ['input', 'target', 'param'];

export function misplacedSentence(sentence: Sentence, inNetwork: boolean): Problem | undefined {
  const { start, end } = sentence.range;
  switch (sentence.kind) {
    case 'input':
    case 'target':
    case 'param':
      if (inNetwork) return undefined;
      return error(
        'outside-network',
        `${sentence.kind} can only stand in a network { … }.`,
        start,
        start + sentence.kind.length,
      );
    case 'definition':
      if (!inNetwork || !sentence.parameters) return undefined;
      return error(
        'not-in-network',
        'A function is defined outside the network; here stand inputs, parameters and nodes.',
        sentence.name.range.start,
        sentence.name.range.end,
      );
    case 'check':
    case 'declare':
    case 'import':
      return inNetwork
        ? error('not-in-network', `${sentence.kind} stands outside the network.`, start, start + sentence.kind.length)
        : undefined;
    case 'expression':
      return inNetwork ? strayExpression(sentence.body, start, end) : undefined;
    default:
      return undefined;
  }
}

/** `parm W[2, 2]` reads as a product; its first name is the slip. */
function strayExpression(body: Tree, start: number, end: number): Problem {
  const first = body.kind === 'product' && body.first.kind === 'name' ? body.first : undefined;
  const near = first && nearest(first.name, KEYWORDS);
  const message = 'In a network stand only inputs, targets, parameters and nodes (name = …).';
  if (!first || near === undefined) return error('not-in-network', message, start, end);
  return error('not-in-network', `${message} Did you mean ${near}?`, first.range.start, first.range.end, [
    { title: `Write ${near}`, edits: [{ range: first.range, text: near }], preferred: true },
  ]);
}
