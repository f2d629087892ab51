/**
 * What ails the networks of a page, in the reader's words. In: a program. Out: hints with their places and fixes; those of
 * one network are made once, and only when somebody asks for them: never while the page itself is made.
 */

import { type Finding, structuralFindings } from '../network/health';
import { findingsAt } from '../network/health-values';
import type { Network } from '../network/network';
import { withPageValues } from '../program/answers';
import { at } from '../program/meanings';
import type { NetworkDefinition, Program } from '../program/program';
import { notice } from '../syntax/problem';
import type { Fix, Identifier, Problem, Statement } from '../syntax/tree';
import { figure } from './text';

export interface Health {
  /** What is known now. */
  of(program: Program): readonly Problem[];
  /** Looks at one network that nothing is known of: false where none is left. */
  advance(program: Program): boolean;
}

export function createHealth(): Health {
  /** By the network: the same object as long as nothing in it, and no value that it names, has changed. */
  const known = new WeakMap<Network, readonly Finding[]>();
  return {
    of: (program) =>
      networksOf(program).flatMap((definition) => {
        const findings = known.get(definition.outside.network) ?? [];
        return findings.flatMap((finding) => problemOf(program, definition, finding));
      }),
    advance(program) {
      const next = networksOf(program).find(({ outside }) => !known.has(outside.network));
      if (!next) return false;
      // Also where looking fails: it would fail again.
      known.set(next.outside.network, []);
      known.set(next.outside.network, findingsOf(program, next));
      return true;
    },
  };
}

/** All of a page at once: for the command line. */
export function healthProblems(program: Program): readonly Problem[] {
  const health = createHealth();
  while (health.advance(program));
  return health.of(program);
}

type Sound = NetworkDefinition & Required<Pick<NetworkDefinition, 'outside'>>;

/** Networks that stand on this page: of an imported one its own page speaks. */
function networksOf(program: Program): Sound[] {
  return program.page.statements.flatMap(({ sentence }, index): Sound[] => {
    const meaning = sentence.kind === 'network' ? program.meaningAt(index) : undefined;
    if (meaning?.kind !== 'definition' || meaning.definition.kind !== 'network') return [];
    const { outside, sound } = meaning.definition;
    return outside && sound ? [{ ...meaning.definition, outside }] : [];
  });
}

function findingsOf(program: Program, { outside }: Sound): readonly Finding[] {
  const { network } = outside;
  const pass = outside.pass();
  return [
    ...structuralFindings(network, pass),
    ...findingsAt(network, pass, (expression) => withPageValues(program, expression)),
  ];
}

function problemOf(program: Program, definition: Sound, finding: Finding): Problem[] {
  const place = placeOf(program, definition, finding);
  if (!place) return [];
  const { statement, name } = place;
  const { code, message } = told(finding);
  const isUnused = finding.kind === 'unused' && statement.sentence.kind === 'param';
  const problem = notice(code, message, name.range, isUnused ? [removal(program, statement)] : [], 'hint');
  return [at(statement, isUnused ? { ...problem, unused: true } : problem)];
}

/** The name that a part is defined by; of what a layer makes, that of its node. */
function placeOf(
  program: Program,
  definition: Sound,
  { part }: Finding,
): { readonly statement: Statement; readonly name: Identifier } | undefined {
  const { statements } = program.page;
  const header = statements.indexOf(definition.statement);
  const wanted = 'owner' in part && part.owner !== undefined ? part.owner : part.name;
  for (let i = header + 1; header >= 0 && statements[i]?.network === header; i++) {
    const statement = statements[i];
    if (statement && 'name' in statement.sentence && statement.sentence.name.name === wanted)
      return { statement, name: statement.sentence.name };
  }
  return undefined;
}

/** The line goes with its break. */
function removal({ page }: Program, { start, end }: Statement): Fix {
  const { text } = page;
  const from = text.lastIndexOf('\n', start - 1) + 1;
  const to = text.indexOf('\n', end);
  const alone = text.slice(from, start).trim() === '' && text.slice(end, to < 0 ? end : to).trim() === '';
  const range = alone && to >= 0 ? { start: from - start, end: to + 1 - start } : { start: 0, end: end - start };
  return { title: 'Remove the parameter', edits: [{ range, text: '' }] };
}

function told(finding: Finding): { readonly code: string; readonly message: string } {
  const { name } = finding.part;
  const zero = 'its gradient is 0 and training leaves it as it is';
  switch (finding.kind) {
    case 'unused':
      return { code: 'zero-gradient', message: `The loss does not depend on ${name}: ${zero}.` };
    case 'behind-step':
      return {
        code: 'zero-gradient',
        message: `The loss depends on ${name} only through steps, whose slope is 0 (a comparison, floor, sign, an index): ${zero}.`,
      };
    case 'cancelled': {
      const { by, layer } = finding;
      const who = layer === undefined ? by : `${layer} in ${by}`;
      const shift = layer === undefined ? '' : ' Its own shift takes that place.';
      return { code: 'zero-gradient', message: `${who} subtracts the mean, and ${name} with it: ${zero}.${shift}` };
    }
    case 'dead':
    case 'saturated': {
      const { units, of, samples } = finding;
      const who = units === of ? `All ${of} units of ${name}` : `${units} of ${of} units of ${name}`;
      const be = units === 1 ? 'is' : 'are';
      const when = samples > 1 ? ` for every one of ${samples} samples` : '';
      return finding.kind === 'dead'
        ? {
            code: 'dead-units',
            message: `${who} ${be} 0${when}: relu lets no gradient through there, at these values.`,
          }
        : {
            code: 'saturated-units',
            message: `${who} ${be} saturated${when}: the slope of ${finding.function} is below 0.001 there, at these values.`,
          };
    }
    case 'vanishing':
    case 'exploding': {
      const [first, last] = finding.norms;
      const grows = finding.kind === 'exploding';
      const times = figure(grows ? first / last : last / first, 2);
      return {
        code: grows ? 'exploding-gradient' : 'vanishing-gradient',
        message: `The gradient ${grows ? 'explodes' : 'vanishes'} on its way back: its norm is ${figure(last, 2)} at ${finding.last.name} and ${figure(first, 2)} at ${name}, ${times} times ${grows ? 'more' : 'less'}.`,
      };
    }
  }
}
