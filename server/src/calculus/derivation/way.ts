/**
 * The way from a derivative to its formula, one rule a line, outermost first. In: `derivative(body, variable)`.
 * Out: drafts of steps that chain. Parts with a way of their own are lines with steps inside, so that a long
 * derivation is read top down; where the budget ends, one honest line jumps to the result.
 */
import { differentiate } from '../differentiate';
import { type Expression, substitute } from '../expression';
import { type Context, depends, readBack, written } from './context';
import type { RuleName } from './rule-names';
import { type Derivative, type Rule, ruleFor } from './rules';
import { simplifySteps } from './simplify-steps';
import { type Draft, listed, say } from './step';
import { arithmeticWords, plain, tidy } from './tidy';

/** More parts than these are not differentiated line by line. */
const MOST_LINES = 24;
/** Links of one chain, which are steps inside one line. */
const MOST_LINKS = 80;

export function way(context: Context, derivative: Derivative): readonly Draft[] {
  const known = context.ways.get(derivative);
  if (known) return known;
  const drafts = find(context, derivative);
  context.ways.set(derivative, drafts);
  return drafts;
}

/** The way and then the simplification, down to the derivative's normal form, or another form of the same. */
export function wholeWay(
  context: Context,
  derivative: Derivative,
  result = differentiate(context.graph, derivative.body, derivative.variable),
): readonly Draft[] {
  const drafts = way(context, derivative);
  return simplifySteps(context, drafts, result);
}

function find(context: Context, derivative: Derivative): readonly Draft[] {
  const { graph } = context;
  if (!context.afford(3 * written(graph, derivative))) return [jump(context, derivative, [derivative])];
  if (derivative.body.kind === 'derivative') return higher(context, derivative, derivative.body);
  const rule = ruleFor(context, derivative);
  context.rules.set(derivative, rule);
  const drafts: Draft[] = [
    { rule: rule.name, before: derivative, after: rule.after, explanation: rule.explanation, steps: [] },
  ];
  const parts = [...new Set(rule.parts)];
  const still = constantsAtOnce(context, parts, drafts);
  const lines = still.length * written(graph, current(drafts));
  const most = rule.together ? MOST_LINKS : MOST_LINES;
  if (still.length > most || !context.afford(lines)) drafts.push(jump(context, current(drafts), still));
  else if (rule.together) drafts.push(linkByLink(context, still, current(drafts)));
  else for (const part of still) takePart(context, rule, part, drafts);
  if (rule.names) readNames(context, rule, drafts);
  const tidied = tidy(graph, current(drafts));
  if (plain(graph, tidied) !== plain(graph, current(drafts))) {
    drafts.push({
      rule: 'arithmetic',
      before: current(drafts),
      after: tidied,
      explanation: arithmeticWords(current(drafts)),
      steps: [],
    });
  }
  return drafts;
}

export const current = (drafts: readonly Draft[]): Expression => {
  const last = drafts.at(-1);
  if (!last) throw new RangeError('a way has at least one line');
  return last.after;
};

/** Two constant parts or more have slope 0 in one line; what is left is returned. */
function constantsAtOnce(context: Context, parts: readonly Derivative[], drafts: Draft[]): readonly Derivative[] {
  const constants = parts.filter(({ body, variable }) => !depends(context.graph, body, variable));
  if (constants.length < 2) return parts;
  const [first] = constants;
  const zero = context.graph.constant(0);
  const before = current(drafts);
  drafts.push({
    rule: 'constant',
    before,
    after: substitute(context.graph, before, new Map(constants.map((part) => [part, zero]))),
    explanation: [
      ...listed(constants.map((part) => part.body)),
      ...say` do not change with ${first?.variable ?? ''}: they are held constant, and their slopes are 0.`,
    ],
    steps: [],
  });
  return parts.filter((part) => !constants.includes(part));
}

/** The way of one part, inside the line that it stands in. */
function takePart(context: Context, rule: Rule, part: Derivative, drafts: Draft[]): void {
  const { graph } = context;
  const inside = way(context, part);
  const around = current(drafts);
  const place = (piece: Expression): Expression => substitute(graph, around, new Map([[part, piece]]));
  if (inside.length < 3 || rule.parts.length === 1) {
    for (const draft of inside) {
      const changed = draft.part ?? { before: draft.before, after: draft.after };
      drafts.push({ ...draft, before: current(drafts), after: place(draft.after), part: changed });
    }
    return;
  }
  drafts.push({
    rule: title(inside),
    before: around,
    after: place(current(inside)),
    part: { before: part, after: current(inside) },
    explanation: rule.announce?.(part, rule.parts.indexOf(part)) ?? say`The slope of ${part.body}.`,
    steps: inside,
  });
}

/** The slopes of all links of a long chain in one line; inside it, one step a link. */
function linkByLink(context: Context, parts: readonly Derivative[], before: Expression): Draft {
  const steps: Draft[] = [];
  let line = before;
  for (const link of parts) {
    const inside = way(context, link);
    const [first, ...more] = inside;
    const part = { before: link, after: current(inside) };
    const after = substitute(context.graph, line, new Map([[link, part.after]]));
    const explanation = first && more.length === 0 ? first.explanation : say`The slope of ${link.body}.`;
    const own = more.length === 0 ? [] : inside;
    steps.push({ rule: title(inside), before: line, after, part, focus: part, explanation, steps: own });
    line = after;
  }
  return {
    rule: 'link by link',
    before,
    after: line,
    explanation: say`The slope of each link, by the name that stands in it.`,
    steps,
  };
}

/** The one name of several rules: the first that is more than housekeeping. */
export function title(drafts: readonly Draft[]): RuleName {
  const rules = drafts.map((draft) => draft.rule);
  return (
    rules.find((name) => !HOUSEKEEPING.has(name)) ??
    rules.find((name) => !TIDYING.has(name)) ??
    rules[0] ??
    'differentiate'
  );
}
const TIDYING: ReadonlySet<RuleName> = new Set(['arithmetic', 'put back']);
const HOUSEKEEPING: ReadonlySet<RuleName> = new Set([...TIDYING, 'constant multiple', 'constant', 'variable']);

/** The inner functions take the place of their names again. */
function readNames(context: Context, rule: Rule, drafts: Draft[]): void {
  const before = current(drafts);
  const own = new Set<Expression>(rule.names ?? []);
  const names = [...own].filter((name) => depends(context.graph, before, name as Derivative['variable']));
  if (names.length === 0) return;
  const after = readBack(context, before);
  if (after === before) return;
  const [only] = names;
  drafts.push({
    rule: 'put back',
    before,
    after,
    explanation:
      names.length === 1 && only
        ? say`${only} stands for ${readBack(context, only)}.`
        : names.length > 3
          ? ['The names are read as what they stand for; where that is long, they are kept in writing.']
          : [...listed(names), ' are read as what they stand for.'],
    steps: [],
  });
}

/** The derivative of a derivative: the inner one first. */
function higher(context: Context, derivative: Derivative, inner: Derivative): readonly Draft[] {
  const inside = wholeWay(context, inner);
  const next = context.graph.derivative(current(inside), derivative.variable);
  const first: Draft = {
    rule: 'inner derivative',
    before: derivative,
    after: next,
    explanation: say`First the derivative by ${inner.variable}; the result is then differentiated by ${derivative.variable}.`,
    steps: inside,
  };
  return [first, ...way(context, next)];
}

/** The slopes of all the parts at once. */
function jump(context: Context, before: Expression, parts: readonly Derivative[]): Draft {
  const slopes = parts.map((part) => [part, differentiate(context.graph, part.body, part.variable)] as const);
  return {
    rule: parts.length === 1 ? 'differentiate' : 'differentiate each part',
    before,
    after: substitute(context.graph, before, new Map(slopes)),
    explanation: say`By the same rules, part by part; too long to write out line by line.`,
    steps: [],
  };
}
