/**
 * A page in Unicode, or in ASCII. In: a program, and a range of its page. Out: edits after which every statement means
 * what it meant. A statement that would not is spelled as far as it does.
 */

import { normalise } from '../calculus/normal';
import type { Program } from '../program/program';
import { BUILT_INS, CONSTANT_NAMES, LAYERS } from '../program/scope';
import type { DefinedName } from '../syntax/names';
import type { Edit, Range, Sentence, Statement } from '../syntax/tree';
import { expressions } from '../syntax/walk';
import { applied } from './edits';
import { saysTheSame } from './equivalent';
import { importedNames } from './imported';
import { definedIn, type Reread, rereading } from './same';
import { siteOf } from './site';
import { type Spelling, spelled } from './spelling-rules';
import { ASCII_DERIVATIVES, ASCII_FORMS, ASCII_SIGNS } from './to-ascii';
import { UNICODE_DERIVATIVES, UNICODE_FORMS, UNICODE_SIGNS } from './to-unicode';

export type Towards = 'unicode' | 'ascii';

/** What is tried for a statement, one after the other, until it means what it meant. */
const SPELLINGS: Readonly<Record<Towards, readonly Spelling[]>> = {
  unicode: [
    { signs: UNICODE_SIGNS, rules: UNICODE_DERIVATIVES },
    { signs: UNICODE_SIGNS, rules: UNICODE_FORMS },
    { signs: UNICODE_SIGNS, rules: {} },
  ],
  ascii: [
    { signs: ASCII_SIGNS, rules: ASCII_DERIVATIVES },
    { signs: ASCII_SIGNS, rules: ASCII_FORMS },
    { signs: ASCII_SIGNS, rules: {} },
  ],
};

/** Edits of all statements that touch the range; missing: of the whole page. */
export function respell(program: Program, range: Range | undefined, towards: Towards): Edit[] {
  const { page } = program;
  const imported = importedNames(program);
  const taken = namesTaken(page.statements, imported);
  const reread = rereading(page, { functions: BUILT_INS, constants: CONSTANT_NAMES, layers: LAYERS }, imported);
  return page.statements.flatMap((statement) => {
    const touches = !range || (statement.start <= range.end && range.start <= statement.end);
    if (!touches || statement.sentence.kind === 'broken') return [];
    return respelled(program, statement, taken, reread, SPELLINGS[towards]).map(({ range: { start, end }, text }) => ({
      range: { start: start + statement.start, end: end + statement.start },
      text,
    }));
  });
}

function namesTaken(statements: readonly Statement[], imported: readonly DefinedName[]): ReadonlySet<string> {
  const taken = new Set(imported.map(({ name }) => name));
  for (const statement of statements) {
    const defined = definedIn(statement);
    if (defined) taken.add(defined.name);
  }
  return taken;
}

function respelled(
  program: Program,
  statement: Statement,
  taken: ReadonlySet<string>,
  reread: Reread,
  spellings: readonly Spelling[],
): Edit[] {
  const site = siteOf(program, statement, taken);
  if (!site) return [];
  const { sentence, source } = statement;
  const hasMeaning = (): boolean =>
    expressions(sentence).every((tree) => program.expressionOf(statement, tree) !== undefined);
  for (const [i, spelling] of spellings.entries()) {
    const edits = [
      ...expressions(sentence).flatMap((tree) => spelled(site, spelling, tree)),
      ...relations(sentence, spelling, source),
    ].sort((a, b) => a.range.start - b.range.start);
    if (edits.length === 0) return [];
    // What has no meaning yet could get another by other names for its derivatives.
    if (i === 0 && !hasMeaning()) continue;
    const written = reread(statement, applied(source, edits));
    if (written && saysTheSame(sentence, written) && meansTheSame(program, statement, written)) return edits;
  }
  return [];
}

/** `≈` stands between expressions. */
function relations(sentence: Sentence, { signs }: Spelling, source: string): Edit[] {
  if (sentence.kind !== 'check') return [];
  return sentence.rest.flatMap(({ relationRange }) => {
    const sign = signs[source.slice(relationRange.start, relationRange.end)];
    return sign === undefined ? [] : [{ range: relationRange, text: sign }];
  });
}

/** Equal expressions are one object in a program's graph; x^-2 and x⁻² are equal only when they are worked out. */
function meansTheSame(program: Program, statement: Statement, written: Sentence): boolean {
  const { graph } = program;
  const after = expressions(written);
  const there = statement.network === undefined ? { ...statement, sentence: written } : statement;
  return expressions(statement.sentence).every((tree, i) => {
    const part = after[i];
    const was = program.expressionOf(statement, tree);
    const is = part && program.expressionOf(there, part);
    return was === is || (was && is && normalise(graph, was) === normalise(graph, is));
  });
}
