/** Page → what its expressions and claims say: results.txt. Problems other than hints stand behind a `!`. */
import path from 'node:path';
import { table } from '../syntax/cases';
import { programOf, results } from './say';

table(path.join(import.meta.dirname, 'results.txt'), (source) => {
  const program = programOf(source);
  const said = results(program).map(({ text }) => text);
  const codes = program.problems.filter(({ severity }) => severity !== 'hint').map(({ code }) => code);
  return [...said, ...(codes.length > 0 ? [`! ${codes.join(' ')}`] : [])].join(' ; ');
});
