/** Mistakes with the chain rule: a function of a function, or of several. */
import { say } from '../derivation/step';
import { type Expression, type Graph, postorder } from '../expression';
import { normalise } from '../normal';
import { OUTER_AT_INNER, RELU_KEPT, SLOPE_ONE } from './names';
import { isOne, type Link, linksAt, throughLink } from './rules';
import { joined, type Place, type Slip, type SlopeMistake } from './slip';

/** As the reader would write it: `4x`, but `g′(x)` where the function has a name. */
const shown = (graph: Graph, slope: Expression): Expression =>
  postorder([slope]).some(({ kind }) => kind === 'call') ? slope : normalise(graph, slope);

/** The links whose argument is more than the variable; the others follow the right rule. */
function atLinks(place: Place, wrong: (link: Link, inner: Expression) => readonly Slip[]): Slip[] {
  const links = linksAt(place);
  return links.flatMap((link) => {
    if (link.argument === place.variable) return [];
    const others = links.filter((other) => other !== link).map((other) => throughLink(place, other));
    return wrong(link, place.d(link.argument)).map(({ after, says }) => ({
      after: place.make.add(after, ...others),
      says,
    }));
  });
}

/** At one argument; where the variable acts through several, at all of them too. */
export const innerForgotten: SlopeMistake = {
  name: 'the inner derivative is forgotten',
  slips(place) {
    const { graph, make, d } = place;
    const one = atLinks(place, ({ argument, slope }, inner) =>
      isOne(inner)
        ? []
        : [{ after: slope(argument), says: () => say`the inner derivative ${shown(graph, inner)} is forgotten` }],
    );
    if (one.length < 2) return one;
    const links = linksAt(place);
    const inner = () => links.map(({ argument }) => shown(graph, d(argument)));
    const all = make.add(...links.map(({ argument, slope }) => slope(argument)));
    return [...one, { after: all, says: () => ['the inner derivatives ', ...joined(inner()), ' are forgotten'] }];
  },
};

/** h(g(f(x))): the slope of g is left out. */
export const middleForgotten: SlopeMistake = {
  name: 'a link in the middle of the chain is forgotten',
  slips: (place) =>
    atLinks(place, ({ argument, slope }) =>
      linksAt({ ...place, node: argument })
        .filter((inner) => inner.argument !== place.variable)
        .map((inner) => ({
          after: place.make.multiply(slope(argument), place.d(inner.argument)),
          says: () =>
            say`the slope ${shown(place.graph, inner.slope(inner.argument))} of the function in the middle of the chain is forgotten`,
        })),
    ),
};

const outerKept: SlopeMistake = {
  name: 'the outer function is not differentiated, only the inner one',
  // The same, said of relu.
  yieldsTo: [RELU_KEPT],
  slips: (place) =>
    atLinks(place, ({ argument, outer }, inner) => [
      {
        after: place.make.multiply(outer(argument), inner),
        says: () =>
          say`the outer function is not differentiated: ${place.node} is only multiplied by the inner derivative ${shown(place.graph, inner)}`,
      },
    ]),
};

const outerForgotten: SlopeMistake = {
  name: 'the outer derivative is forgotten',
  // In h(g(f(x))) what is outer for f is in the middle; and to forget a slope is to take it as 1.
  yieldsTo: [middleForgotten.name, ...SLOPE_ONE],
  slips: (place) =>
    atLinks(place, (_, inner) => [
      {
        after: inner,
        says: () =>
          say`only the inner derivative ${shown(place.graph, inner)} is taken, and the outer one is forgotten`,
      },
    ]),
};

const innerInPlace: SlopeMistake = {
  name: 'the inner function is replaced by its derivative',
  // Of exp the outer function is the outer derivative.
  yieldsTo: [OUTER_AT_INNER],
  rare: true,
  slips: (place) =>
    atLinks(place, ({ argument, outer }, inner) =>
      inner.kind === 'constant'
        ? []
        : [
            {
              after: outer(inner),
              says: () =>
                say`${argument} is replaced by its derivative ${shown(place.graph, inner)}, and the outer function stays`,
            },
          ],
    ),
};

const outerAtInnerSlope: SlopeMistake = {
  name: OUTER_AT_INNER,
  slips: (place) =>
    atLinks(place, ({ argument, slope }, inner) =>
      (inner.kind === 'constant' ? [] : [slope(inner), place.make.multiply(slope(inner), inner)]).map((after) => ({
        after,
        says: () =>
          say`the outer derivative is taken at the inner derivative ${shown(place.graph, inner)} instead of at ${argument}`,
      })),
    ),
};

const outerAtVariable: SlopeMistake = {
  name: 'the outer derivative is taken at the variable instead of at the inner function',
  rare: true,
  slips: (place) =>
    atLinks(place, ({ argument, slope }, inner) => [
      {
        after: place.make.multiply(slope(place.variable), inner),
        says: () =>
          say`the outer derivative is taken at ${place.variable} instead of at the inner function ${argument}`,
      },
    ]),
};

const ORDINALS = ['first', 'second', 'third', 'fourth', 'fifth'];

/** f(u, v) with both moving: df/dx has a term for each (the total derivative). */
const wayForgotten: SlopeMistake = {
  name: 'one of the ways through which the variable acts is forgotten',
  slips(place) {
    const { make, node, variable } = place;
    const links = linksAt(place);
    if (links.length < 2 || node.kind === 'power') return [];
    return links.map((lost, i) => ({
      after: make.add(...links.filter((link) => link !== lost).map((link) => throughLink(place, link))),
      says: say`${variable} acts through ${String(links.length)} arguments, and the way through the ${ORDINALS[i] ?? 'last'}, ${lost.argument}, is forgotten`,
    }));
  },
};

export const chainMistakes: readonly SlopeMistake[] = [
  innerForgotten,
  middleForgotten,
  outerKept,
  outerForgotten,
  innerInPlace,
  outerAtInnerSlope,
  outerAtVariable,
  wayForgotten,
];
