/** What is shown, as others ask about it. In: what the extension half has sent. Out: what a question is about, and what a picture is of. */
import type { Shown } from '../messages';
import type { Subject } from './picture';

export const aboutOf = ({ target }: Shown) => ({
  textDocument: { uri: target.uri },
  function: target.function,
  variable: target.variable,
  ...(target.at && { at: target.at }),
});

export const subjectOf = (shown: Shown, names: readonly string[]): Subject => ({
  about: aboutOf(shown),
  parameters: Object.keys(shown.suggestedPoint ?? {}),
  at: { ...shown.suggestedPoint, ...shown.target.at },
  names,
});

/** The same derivative; its numbers may be others. */
export const isSameTarget = ({ target: a }: Shown, { target: b }: Shown): boolean =>
  a.uri === b.uri && a.function === b.function && a.variable === b.variable;
