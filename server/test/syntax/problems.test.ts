/** Source → code @ place, message and quick fixes of every problem that reading finds: problems.txt. */
import path from 'node:path';
import { table } from './cases';
import { placed, read } from './reader';

table(path.join(import.meta.dirname, 'problems.txt'), (source) => {
  const { problems } = read(source);
  return problems
    .map(({ code, severity, range, message, fixes = [] }) => {
      const sign = severity === 'error' ? '' : ` (${severity})`;
      const titles = fixes.map(({ title }) => ` [${title}]`).join('');
      return `${code}${sign} @ ${placed(source, range.start)} «${source.slice(range.start, range.end)}» ${message}${titles}`;
    })
    .join(' ; ');
});
