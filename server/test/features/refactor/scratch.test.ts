import { test } from 'vitest';
import { extractions } from '../../../src/features/refactor/extract';
import { inlinings } from '../../../src/features/refactor/inline';
import { selectable } from './parts-of';
import { viewOf } from '../carets';
import { examples } from '../examples';
import { applied, differences } from './meaning';

test('inline', () => {
  let count = 0, ref = 0;
  const refusals = new Map<string, number>();
  for (const { name, text } of examples) {
    const view = viewOf(text);
    const seen = new Set<string>();
    for (const { 0: word, index } of text.matchAll(/[\p{L}_][\p{L}\p{M}0-9_₀-₉]*/gu)) {
        for (const offer of inlinings(view, { start: index, end: index })) {
          if (offer.refused !== undefined) { ref++; refusals.set(offer.refused.replace(/\d+/g,'#'), (refusals.get(offer.refused.replace(/\d+/g,'#')) ?? 0) + 1); continue; }
          const after = applied(text, offer.edits());
          if (seen.has(after)) continue;
          seen.add(after);
          count++;
          const d = differences(text, after);
          if (d.length) console.log(name, word, offer.title, offer.edits().map(x => x.text), d);
        }
    }
  }
  console.log('count', count, 'refused', ref, refusals);
}, 1000000);
test('round trip', () => {
  let count = 0, same = 0;
  for (const { name, text } of examples) {
    const view = viewOf(text);
    for (const range of selectable(view)) {
      for (const offer of extractions(view, range)) {
        if (offer.refused !== undefined) continue;
        const out = applied(text, offer.edits());
        const def = offer.edits()[0]!;
        const v2 = viewOf(out);
        const at = def.range.start + def.text.search(/\S/);
        const inl = inlinings(v2, { start: at, end: at });
        if (inl.length !== 1 || inl[0]!.refused !== undefined) { console.log('NO INLINE', name, text.slice(range.start, range.end), inl.map(x => x.refused)); continue; }
        const back = applied(out, inl[0]!.edits());
        count++;
        if (back === text) { same++; continue; }
        const lines = text.split('\n'); const b = back.split('\n');
        const i = lines.findIndex((l, k) => l !== b[k]);
        console.log(name, JSON.stringify(text.slice(range.start, range.end)), '\n   ', lines[i], '\n   ', b[i]);
      }
    }
  }
  console.log('count', count, 'same', same);
}, 1000000);
