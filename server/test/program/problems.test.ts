/** Page → problems, with codes, places, messages and fixes: problems.txt; one mistake, one problem. */
import path from 'node:path';
import { table } from '../syntax/cases';
import { problems, programOf } from './say';

table(path.join(import.meta.dirname, 'problems.txt'), (source) => problems(source, programOf(source)).join(' ; '));
