/** Source → tree, one line for each sentence of the language's page: trees/*.txt. */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe } from 'vitest';
import { table } from './cases';
import { read } from './reader';
import { sentence } from './sexp';

const folder = path.join(import.meta.dirname, 'trees');

for (const file of readdirSync(folder)) {
  describe(path.basename(file, '.txt'), () => {
    table(path.join(folder, file), (source) => {
      const { statements, problems } = read(source);
      const said = statements.map((statement) => sentence(statement.sentence)).join(' ; ');
      const codes = problems.map(({ code }) => code).join(' ');
      return codes === '' ? said : `${said} ! ${codes}`;
    });
  });
}
