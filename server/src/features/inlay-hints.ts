/**
 * Values and verdicts at the ends of lines, shapes after the names of nodes: at most 40 characters, all in the tooltip. In: a statement.
 * Out: its hint, if it has one to show.
 */
import type { InlayHint } from 'vscode-languageserver-types';
import { FREE } from '../program/answers';
import type { Settings } from '../protocol';
import type { Statement } from '../syntax/tree';
import { isDerivative } from './derivative-tree';
import { equals, result } from './formulas';
import { networkAround } from './hover/place';
import { madeBy, parametersText, shapeOf } from './networks';
import type { Results } from './results';
import { cut, oneLine } from './text';
import { brief, placeOf, sentences, type Verdicts } from './verdicts';
import { namesOf, type View } from './view';

/** VS Code cuts at 43. */
const LONGEST = 40;
const LONGEST_TOOLTIP = 2_000;

export function inlayHint(
  view: View,
  index: number,
  results: Results,
  verdicts: Verdicts,
  settings: Settings['inlayHints'],
): InlayHint | undefined {
  const statement = view.program.page.statements[index];
  if (!statement) return undefined;
  if (statement.network !== undefined) return settings.shapes ? shapeHint(view, statement, index) : undefined;
  const judged = settings.verdicts ? verdicts.of(view.program, index) : undefined;
  if (judged) {
    const { verdict } = judged;
    const place = verdict?.verdict === 'refuted' && !judged.pending ? placeOf(statement, verdict).end : statement.end;
    const all = verdict ? sentences(view.program, verdict) : [];
    const tooltip = [...all, ...(judged.pending ? ['Being checked …'] : [])].join('\n');
    return hint(view, place, brief(view.program, judged, LONGEST), tooltip);
  }
  if (settings.values && isHidden(view, statement, index)) {
    const kind =
      statement.sentence.kind === 'expression' && isDerivative(statement.sentence.body) ? 'derivative' : 'value';
    return hint(view, statement.end, '= ?', view.prediction?.question(cut(oneLine(statement.source), 200), kind) ?? '');
  }
  const answer = settings.values ? results.of(view.program, index) : undefined;
  if (!answer) return undefined;
  const names = namesOf(view);
  const notes = answer.notes.map((note) => `Note: ${note}`);
  if (answer.reason !== undefined && answer.reason !== FREE) {
    const some = Array.isArray(answer.value) && answer.value.some((entry) => entry !== null);
    if (!some)
      return hint(
        view,
        statement.end,
        cut(`no value: ${answer.reason}`, LONGEST),
        [`No value: ${answer.reason}`, ...notes].join('\n'),
      );
  }
  const meaning = view.program.meaningAt(index);
  const written = meaning?.kind === 'expression' ? meaning.expression : undefined;
  const source = oneLine(statement.source);
  const text = result(answer, names, LONGEST - 2, written);
  if (text === source) return undefined;
  const mark = answer.notes.some((note) => !note.includes('rounded')) ? ' *' : '';
  const tooltip = [`${cut(source, 200)} ${equals(result(answer, names, LONGEST_TOOLTIP, written))}`, ...notes].join(
    '\n',
  );
  return hint(view, statement.end, `${cut(equals(text), LONGEST - mark.length)}${mark}`, tooltip);
}

function isHidden({ prediction, program }: View, { sentence }: Statement, index: number): boolean {
  const meaning = program.meaningAt(index);
  if (!prediction || sentence.kind !== 'expression' || meaning.kind !== 'expression') return false;
  return prediction.hides(sentence.body, meaning.expression);
}

/** `h: [8]`, where the shape of a part is not spelled out. */
function shapeHint(view: View, statement: Statement, index: number): InlayHint | undefined {
  const definition = networkAround({ view, statement });
  const { sentence } = statement;
  if (!definition || sentence.kind !== 'definition' || statement.network === undefined) return undefined;
  const at = index - statement.network - 1;
  const member = definition.members.find((one) => one.index === at && one.name === sentence.name.name);
  if (!member || member.shape.length === 0) return undefined;
  const network = definition.outside?.network;
  const made = network ? madeBy(network, member.name) : [];
  const parameters = made.length > 0 ? `, ${parametersText({ parameters: made })}` : '';
  return {
    position: view.document.positionAt(statement.start + sentence.name.range.end),
    label: cut(`: ${shapeOf(member.shape)}`, LONGEST),
    tooltip: `${member.name} has shape ${shapeOf(member.shape)}${parameters}`,
  };
}

function hint({ document }: View, offset: number, label: string, tooltip: string): InlayHint {
  const { line } = document.positionAt(offset);
  const end = document.positionAt(document.offsetAt({ line, character: Number.MAX_SAFE_INTEGER }));
  return { position: end, label, paddingLeft: true, tooltip };
}
