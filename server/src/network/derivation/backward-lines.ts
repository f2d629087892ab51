/**
 * The backward pass as lines: from the loss up, one adjoint after the other. In: an unfolded network and what is asked for.
 * Out: lines in order, only of what lies between the loss and that; parameters come when the last node that uses them has.
 */
import { listed, say } from '../../calculus/derivation/step';
import { type Expression, isConstant, type Variable } from '../../calculus/expression';
import { namesOf } from '../names';
import type { StableBody } from '../stable';
import { formsOf } from './forms';
import { type Contribution, fusedLines, type SumsToOne } from './fusion';
import type { Draft } from './line';
import type { Unit } from './rule';
import { giving } from './rules';
import { type Unfolded, usedBy } from './unfold';

export interface BackwardLines {
  readonly lines: readonly Draft[];
  /** The last line of each adjoint: what is put in above. */
  readonly last: ReadonlyMap<Variable, Draft>;
  /** What stands for each adjoint in the lines above it. */
  readonly standIns: ReadonlyMap<Variable, Variable>;
}

export function backwardLines(unfolded: Unfolded, wanted: ReadonlySet<Variable>, sumsToOne: SumsToOne): BackwardLines {
  const { graph, nodes, loss } = unfolded;
  const forms = formsOf(graph);
  const names = sayingNames(unfolded);
  const relevant = onTheWay(unfolded, wanted);
  const lines: Draft[] = [];
  const last = new Map<Variable, Draft>();
  const standIns = new Map<Variable, Variable>();
  const contributions = new Map<Variable, Contribution[]>();
  const waiting = usesOf(unfolded, relevant);
  const unit = (of: Variable, body: Expression): Unit => ({ graph, forms, of, body, names, fresh: unfolded.fresh });

  const emit = (of: Variable): void => {
    const received = contributions.get(of) ?? [];
    const own = linesOf(of, received);
    if (own.length === 0) return;
    const fused = fusedLines({ forms, of, received, contributions, sumsToOne });
    lines.push(...own, ...fused);
    const final = [...own, ...fused].at(-1);
    if (final) last.set(of, final);
  };
  /** A number stands for itself. */
  const adjoint = (of: Variable): Expression => {
    if (of === loss.variable) return graph.constant(1);
    const known = last.get(of);
    if (known && of.shape.length === 0 && isConstant(known.formula)) return known.formula;
    const standIn = standIns.get(of) ?? graph.variable(`δ${of.name}`, 'introduced', of.shape);
    standIns.set(of, standIn);
    return standIn;
  };
  for (const { variable, body } of [...nodes].reverse()) {
    if (!relevant.has(variable) || !body) continue;
    if (variable !== loss.variable) emit(variable);
    if (variable === loss.variable || last.has(variable)) {
      const own = unit(variable, unfolded.bodies.get(variable) ?? body);
      const give = giving(own);
      for (const to of usedBy(unfolded, variable)) {
        const given = relevant.has(to) ? give(to, adjoint(variable)) : undefined;
        if (!given || isConstant(given.formula, 0)) continue;
        const known = contributions.get(to) ?? [];
        known.push({ from: own, adjoint: adjoint(variable), given });
        contributions.set(to, known);
      }
    }
    for (const to of usedBy(unfolded, variable)) {
      const left = (waiting.get(to) ?? 0) - 1;
      waiting.set(to, left);
      if (left === 0 && relevant.has(to) && !unfolded.bodies.has(to)) emit(to);
    }
  }
  return { lines, last, standIns };
}

/** One line, or for what is used several times one with a line inside for each use. */
function linesOf(of: Variable, received: readonly Contribution[]): readonly Draft[] {
  const [first] = received;
  if (!first) return [];
  if (received.length === 1) return [draft(of, first)];
  const { forms, graph } = first.from;
  const formula = forms.shaped(graph.add(...received.map(({ given }) => given.formula)), of.shape);
  const users = received.map(({ from }) => from.of);
  const where = new Map(received.flatMap(({ given }) => [...(given.where ?? [])]));
  return [
    {
      of,
      rule: 'branches add up',
      formula,
      explanation: [...say`${of} is used by `, ...listed(users), ': what comes back from each use is added.'],
      where,
      way: received.map((one) => {
        const part = { adjoint: one.adjoint, node: one.from.of, body: one.from.body };
        const own = draft(of, one);
        return { ...own, part, way: own.way.map((inner) => ({ ...inner, part })) };
      }),
    },
  ];
}

function draft(of: Variable, { given }: Contribution): Draft {
  const { rule, formula, explanation, where = new Map(), way = [] } = given;
  return {
    of,
    rule,
    formula,
    explanation,
    where,
    way: way.map((one) => ({ of, where: new Map(), ...one, way: [] })),
  };
}

/** What lies between the loss and what is asked for, both included. */
function onTheWay(unfolded: Unfolded, wanted: ReadonlySet<Variable>): ReadonlySet<Variable> {
  const above = new Set(wanted);
  for (const { variable } of unfolded.nodes) {
    if (usedBy(unfolded, variable).some((used) => above.has(used))) above.add(variable);
  }
  const needed = new Set<Variable>([unfolded.loss.variable]);
  for (const { variable } of [...unfolded.nodes].reverse()) {
    if (needed.has(variable)) for (const used of usedBy(unfolded, variable)) needed.add(used);
  }
  return new Set([...above].filter((variable) => needed.has(variable)));
}

/** In how many nodes between the loss and the wanted each variable stands. */
function usesOf(unfolded: Unfolded, relevant: ReadonlySet<Variable>): Map<Variable, number> {
  const uses = new Map<Variable, number>();
  for (const { variable } of unfolded.nodes) {
    if (!relevant.has(variable)) continue;
    for (const used of usedBy(unfolded, variable)) uses.set(used, (uses.get(used) ?? 0) + 1);
  }
  return uses;
}

/** Nodes for what they compute. ReLU's slope stays a condition on what it is taken of. */
function sayingNames({ graph, bodies }: Unfolded): Unit['names'] {
  const asWritten = new Map(
    [...bodies].map(([variable, body]): [Variable, StableBody] => [
      variable,
      { written: body, stable: body, across: new Set() },
    ]),
  );
  return new Map(
    [...namesOf(graph, asWritten)].filter(([node]) => node.kind !== 'application' || node.row.truth !== true),
  );
}
