/**
 * The tokens of one statement → its sentence, through the compiled grammar. In: tokens with offsets from the
 * statement's start, its source, the names. Out: the sentence and its problems; at most one error.
 */
import nearley from 'nearley';
import { type ClassifiedToken, classify, type Names, type StatementToken } from './classify';
import { unreadable } from './expected';
import grammar from './generated/grammar';
import { limits } from './limits';
import { definedBy } from './names';
import { error } from './problem';
import type { Raw } from './raw';
import { remarks } from './remarks';
import { type Reading, readSentence } from './sentence';
import type { Problem } from './tree';
import { wrongDerivative } from './wrong-derivative';

const { ParserStart, ParserRules } = grammar;
const compiled = nearley.Grammar.fromCompiled({ ParserStart, ParserRules });

export function readStatement(tokens: readonly StatementToken[], source: string, names: Names): Reading {
  const range = { start: 0, end: source.length };
  const broken = (problem: Problem): Reading => {
    const defined = definedBy(tokens);
    const name = tokens.find(({ type, value }) => type === 'name' && value === defined?.name);
    const defines = defined &&
      name && {
        name: { name: defined.name, range: { start: name.start, end: name.end } },
        ...(defined.parameters && { parameters: defined.parameters }),
      };
    return { sentence: { kind: 'broken', range, ...(defines && { defines }) }, problems: [problem] };
  };
  if (tokens.length > limits.tokens) {
    return broken(
      error('statement-too-long', `A statement may have ${limits.tokens} words and signs.`, 0, tokens[0]?.end ?? 0),
    );
  }
  const derivative = wrongDerivative(tokens, source);
  if (derivative) return broken(derivative);
  const classified = classify(tokens, names);
  if ('problem' in classified) return broken(classified.problem);
  const parsed = parseTokens(classified.tokens);
  if ('problem' in parsed) return broken(parsed.problem);
  const reading = readSentence(parsed.readings[0] ?? null, range);
  if (reading.sentence.kind === 'broken')
    return broken(reading.problems[0] ?? error('unexpected', 'This cannot be read.', 0, source.length));
  const found = remarks(reading.sentence, source);
  const wrong = found.find(({ severity }) => severity === 'error');
  if (wrong) return broken(wrong);
  const { warning } = classified;
  return { sentence: reading.sentence, problems: warning ? [warning, ...apartFrom(warning, found)] : found };
}

/** One mistake, one problem: hints about the same place say no more. */
const apartFrom = ({ range }: Problem, hints: readonly Problem[]): readonly Problem[] =>
  hints.filter((hint) => hint.range.end <= range.start || range.end <= hint.range.start);

/** All parses of the tokens: exactly one where they are a statement (a test asserts it). */
export function parseTokens(
  tokens: readonly ClassifiedToken[],
): { readonly readings: readonly Raw[] } | { readonly problem: Problem } {
  const parser = new nearley.Parser(compiled, { lexer: stream(tokens) });
  // Its own message is not shown, and costs time on long statements.
  Object.assign(parser, { reportError: () => '' });
  try {
    parser.feed('');
  } catch {
    const at = parser.current;
    return { problem: unreadable(tokens, at, expectedAt(parser, at)) };
  }
  const readings: readonly Raw[] = parser.results;
  if (readings.length > 0) return { readings };
  return { problem: unreadable(tokens, tokens.length, expectedAt(parser, tokens.length)) };
}

/** The tokens, as the lexer that nearley asks for. */
function stream(tokens: readonly ClassifiedToken[]): nearley.Lexer {
  let next = 0;
  return {
    reset: () => {},
    next: () => tokens[next++] as unknown as nearley.Token | undefined,
    save: () => ({}) as nearley.LexerState,
    formatError: () => '',
  };
}

/** The token types that could come at a place: what the Earley states of that column scan. */
function expectedAt(parser: nearley.Parser, at: number): ReadonlySet<string> {
  const table: readonly { readonly scannable: readonly EarleyState[] }[] = (parser as unknown as { table: [] }).table;
  return new Set((table[at]?.scannable ?? []).map(({ rule, dot }) => rule.symbols[dot]?.type ?? ''));
}

interface EarleyState {
  readonly rule: { readonly symbols: readonly { readonly type?: string }[] };
  readonly dot: number;
}
