/**
 * Other numbers where the old ones stand. In: what was drawn of a node or an edge, and what is to be read there now. Out: texts and
 * labels that are changed; what is the same already is not touched, or the browser would do its work again.
 */
import { set } from '../dom';
import type { Mark } from './draw';
import type { Drawing, DrawnEdge, DrawnNode } from './fold';
import {
  edgeRows,
  edgeWords,
  gradientText,
  heightOf,
  layerWords,
  type Measure,
  nodeWords,
  slopeText,
  valueText,
  widest,
} from './labels';
import type { Progress } from './sweep';

export function numbersOfNode(mark: Mark | undefined, node: DrawnNode, progress: Progress | undefined): void {
  if (!mark) return;
  const gradient = progress ? progress.gradients.get(node.id) : node.gradient?.text;
  put(mark.texts.get('value'), node.value && valueText(node.value), progress?.values.has(node.id) ?? true);
  put(mark.texts.get('gradient'), gradient && gradientText({ text: gradient }), gradient !== undefined);
  mark.element.classList.toggle('waiting', progress !== undefined && !progress.values.has(node.id));
  set(mark.element, { 'aria-label': node.kind === 'layer' ? layerWords(node) : nodeWords(node) });
}

export function numbersOfEdge(
  mark: Mark | undefined,
  edge: DrawnEdge,
  drawing: Drawing,
  measure: Measure,
  progress: Progress | undefined,
): void {
  if (!mark) return;
  const rows = edgeRows(edge);
  const size = { width: widest(rows, measure) + 10, height: heightOf(rows) };
  const paper = mark.element.querySelector('.paper');
  if (paper) set(paper, { ...size, x: -size.width / 2, y: -size.height / 2 });
  put(mark.texts.get('value'), edge.local && slopeText(edge.local), true);
  const [from, to] = [drawing.node.get(edge.from), drawing.node.get(edge.to)];
  if (from && to) set(mark.element, { 'aria-label': edgeWords(edge, from, to) });
  mark.element.classList.toggle('travelled', progress?.edges.has(edge.key) ?? false);
}

function put(text: SVGTextElement | undefined, words: string | undefined, isThere: boolean): void {
  if (!text) return;
  text.classList.toggle('hidden', !isThere);
  if (words !== undefined && text.textContent !== words) text.textContent = words;
}
