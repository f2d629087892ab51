import { programOf, results, problems } from './server/test/program/say';
import { readFileSync } from 'node:fs';
const src = readFileSync(process.argv[2] ?? 0, 'utf8');
const p = programOf(src);
for (const l of problems(src, p)) console.log('!!', l);
for (const { start, end, text } of results(p)) console.log(src.slice(start, end).trim().split('\n').join(' '), '   ==>  ', text);
