/**
 * A hover as plain data, and as text. In: formulas, sentences and documentation. Out: Markdown in which nothing of the
 * reader's is Markdown, with links for clients that have the commands; or plain text. Formula first, little else.
 */
import type { MarkupContent } from 'vscode-languageserver-types';
import type { ExpandParams, InitializationOptions } from '../../protocol';
import type { Range } from '../../syntax/tree';
import type { Line } from '../formulas';
import { codeBlock, cut, escapeMarkdown, oneLine } from '../text';

export interface Card {
  /** On the page: what is hovered. */
  readonly range: Range;
  /** A verdict, before all else. */
  readonly lead?: string;
  readonly formulas: readonly Line[];
  /** Lines in columns; of fixed width everywhere. */
  readonly table?: readonly string[];
  /** Plain sentences. */
  readonly says?: readonly string[];
  /** The comment lines above a definition. */
  readonly documentation?: string;
  /** Of the function table, in Markdown of our own. */
  readonly guide?: string;
  /** The derivative that the links are about. */
  readonly derivative?: Pick<ExpandParams, 'variable' | 'point'> & { readonly function: string };
  /** In prediction mode: it is still to be found. */
  readonly isHidden?: boolean;
}

/** VS Code cuts a hover at 100,000 characters. */
const LONGEST_DOCUMENTATION = 1_500;
const MOST_TYPESET = 8;

/** `image`: the formulas that have LaTeX, typeset; their text stands below it, to be copied. */
export function markdown(
  card: Omit<Card, 'range'>,
  uri: string,
  commands: InitializationOptions['commands'],
  image?: string,
): MarkupContent {
  const documentation = card.documentation?.trim();
  const parts = [
    escapeMarkdown(card.lead ?? ''),
    image === undefined ? '' : `![${alternative(typeset(card))}](${image})`,
    card.formulas.length > 0 ? codeBlock(card.formulas.map(({ text }) => text).join('\n')) : '',
    card.table?.length ? codeBlock(card.table.join('\n'), 'text') : '',
    (card.says ?? []).map(escapeMarkdown).join('  \n'),
    documentation ? escapeMarkdown(cut(documentation, LONGEST_DOCUMENTATION)).replaceAll('\n', '  \n') : '',
    card.guide ?? '',
    commands && card.derivative ? links(card.derivative, uri, commands, card.isHidden) : '',
  ];
  return { kind: 'markdown', value: parts.filter(Boolean).join('\n\n') };
}

/** The lines that can be typeset, as many as are comfortable to look at. */
export const typeset = ({ formulas }: Pick<Card, 'formulas'>): readonly Required<Line>[] =>
  formulas.flatMap(({ text, latex }) => (latex ? [{ text, latex }] : [])).slice(0, MOST_TYPESET);

/** What stands for an image where none is shown. */
const alternative = (lines: readonly Line[]): string =>
  escapeMarkdown(lines.map(({ text }) => oneLine(text)).join('; ')).replace(/[()]/g, '');

export function plain(card: Omit<Card, 'range'>): MarkupContent {
  const parts = [
    card.lead ?? '',
    card.formulas.map(({ text }) => text).join('\n'),
    (card.table ?? []).join('\n'),
    (card.says ?? []).join('\n'),
    cut(card.documentation?.trim() ?? '', LONGEST_DOCUMENTATION),
    withoutMarks(card.guide ?? ''),
  ];
  return { kind: 'plaintext', value: parts.filter(Boolean).join('\n\n') };
}

/** Markdown of our own as text: no backticks, and no asterisks but those of formulas. */
const withoutMarks = (guide: string): string =>
  guide
    .split('`')
    .map((piece, i) => (i % 2 === 1 ? piece : piece.replace(/\*([^*]+)\*/g, '$1')))
    .join('');

function links(
  derivative: NonNullable<Card['derivative']>,
  uri: string,
  commands: NonNullable<InitializationOptions['commands']>,
  isHidden = false,
): string {
  const params: ExpandParams = { textDocument: { uri }, ...derivative };
  const link = (title: string, command: string): string => `[${title}](command:${command}?${encode([params])})`;
  if (isHidden) return link('Predict it', commands.expand);
  return [link('Expand chain rule', commands.expand), link('Copy as LaTeX', commands.copyLatex)].join(' · ');
}

/** Parentheses, too: they would end the link. */
const encode = (argument: unknown): string =>
  encodeURIComponent(JSON.stringify(argument)).replace(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
