/**
 * The derivation of a network for the panel. In: a network's name and a part of it, or a place on the page. Out: the derivation,
 * or a sentence why there is none; nothing where it is not about a network.
 */
import { readAsked, WHOLE } from '../network/derivation/asked';
import { laidOut } from '../network/layout';
import { networkDerived } from '../notation/network-document';
import { withPageValues } from '../program/answers';
import { pathOf } from '../program/network-parts';
import type { NetworkDefinition } from '../program/program';
import type { CopyResult, ExpandParams, ExpandResult } from '../protocol';
import type { Statement } from '../syntax/tree';
import { expressions, pathTo } from '../syntax/walk';
import { withNetworkSources } from './network-sources';
import { hidesGradient } from './prediction/hidden';
import { namesOf, offsetOf, statementAt, type View } from './view';

type Derived = Extract<ExpandResult, { kind: 'derivation' | 'nothing' }>;

export function expandNetwork(view: View, params: ExpandParams): Derived | undefined {
  const target = targetOf(view, params);
  if (!target) return undefined;
  const { definition, part } = target;
  const { outside, statement } = definition;
  if (!outside) return { kind: 'nothing', reason: whyNot(view, definition) };
  const { network, note } = laidOut(outside.network, params.layout);
  const asked = readAsked(network, part);
  if ('problem' in asked) return { kind: 'nothing', reason: asked.problem };
  const { program } = view;
  const header = program.page.statements.indexOf(statement);
  const [owner = part] = part.split(/[.[]/);
  const answer = networkDerived({
    network,
    ...asked,
    names: namesOf(view),
    given: { close: (expression) => withPageValues(program, expression) },
    ...(note !== undefined && { layout: note }),
    ...(params.notation && { notation: params.notation }),
    line: (memberOf(view, header, owner) ?? program.page.statements[header])?.line ?? 0,
  });
  return {
    kind: 'derivation',
    version: view.document.version,
    // Of a network of another page nothing stands on this one.
    derivation:
      header < 0 ? answer.document : withNetworkSources(view, network, answer, (one) => memberOf(view, header, one)),
    variables: partsOf(definition),
    ...(hidesGradient(view, definition, part) && { hidden: true as const }),
  };
}

export function copyNetworkLatex(view: View, params: ExpandParams): CopyResult | undefined {
  const found = expandNetwork(view, params);
  if (found?.kind !== 'derivation') return found;
  const { quantity, result, network } = found.derivation;
  if (found.hidden) return { kind: 'nothing', reason: `${quantity.unicode} is still to be predicted.` };
  const all = network?.results ?? [];
  if (all.length > 1) {
    const lines = all.map((one) => `${one.quantity.latex} &= ${one.result.latex}`);
    return {
      kind: 'latex',
      quantity: quantity.unicode,
      latex: `\\begin{aligned} ${lines.join(' \\\\ ')} \\end{aligned}`,
    };
  }
  return { kind: 'latex', quantity: quantity.unicode, latex: `${quantity.latex} = ${result.latex}` };
}

/** The whole pass, then each parameter, then the nodes and inputs. */
export function partsOf({ outside }: NetworkDefinition): readonly string[] {
  if (!outside) return [];
  const { parameters, nodes } = outside.network;
  return [
    WHOLE,
    ...parameters.map((parameter) => parameter.name),
    ...nodes.filter(({ kind }) => kind === 'node' || kind === 'input').map((node) => node.name),
  ];
}

interface Target {
  readonly definition: NetworkDefinition;
  readonly part: string;
}

function targetOf(view: View, { function: name, variable, position }: ExpandParams): Target | undefined {
  const named = name === undefined ? undefined : view.program.definitionOf(name);
  if (named) return named.kind === 'network' ? { definition: named, part: variable ?? WHOLE } : undefined;
  const offset = position && offsetOf(view, position);
  const index = offset === undefined ? undefined : statementAt(view, offset);
  const statement = index === undefined ? undefined : view.program.page.statements[index];
  if (offset === undefined || index === undefined || !statement) return undefined;
  const header = statement.sentence.kind === 'network' ? index : statement.network;
  const network = header === undefined ? undefined : view.program.page.statements[header]?.sentence;
  const definition = network?.kind === 'network' ? view.program.definitionOf(network.name.name) : undefined;
  if (definition?.kind !== 'network') return undefined;
  return { definition, part: variable ?? partAt(definition, statement, offset - statement.start) };
}

/** The part under the cursor, else the one that its statement defines. */
function partAt(definition: NetworkDefinition, { sentence }: Statement, at: number): string {
  const known = partsOf(definition);
  for (const tree of expressions(sentence).flatMap((one) => [...pathTo(one, at)])) {
    const name = pathOf(tree)
      ?.map((one) => one.name)
      .join('.');
    if (name !== undefined && known.includes(name)) return name;
  }
  const own = 'name' in sentence && sentence.kind !== 'network' ? sentence.name.name : WHOLE;
  return known.includes(own) ? own : WHOLE;
}

/** The statement of a node, an input or a parameter that is written out. */
const memberOf = ({ program }: View, header: number, name: string): Statement | undefined =>
  program.page.statements.find(
    ({ sentence, network }) => network === header && 'name' in sentence && sentence.name.name === name,
  );

function whyNot({ program }: View, { name }: NetworkDefinition): string {
  const { statements } = program.page;
  const header = statements.findIndex(({ sentence }) => sentence.kind === 'network' && sentence.name.name === name);
  const block = statements.filter((statement, i) => i === header || statement.network === header);
  const problem = program.problems.find(
    ({ range, severity }) =>
      severity === 'error' && block.some(({ start, end }) => range.start >= start && range.end <= end),
  );
  return problem ? `${name} cannot be read just now: ${problem.message}` : `${name} has no loss to differentiate.`;
}
