/** Colours of a saved picture, as every reader of SVG reads them. */
import { expect, test } from 'vitest';
import { hex } from '../src/derivation/page/save-picture';

test.each([
  ['rgb(255, 0, 10)', '#ff000a'],
  ['rgba(0, 0, 0, 0)', 'none'],
  ['rgba(0, 0, 0, 0.5)', '#00000080'],
  ['color(srgb 1 0.5 0)', '#ff8000'],
  ['color(srgb 0.2 1e-7 0 / 0.5)', '#33000080'],
  ['none', 'none'],
])('%s is %s', (computed, expected) => expect(hex(computed)).toBe(expected));
