/** Mends by the code of the problem: what can be guessed from the page around it. In: a problem on a page. Out: fixes. */
import type { Fix, Problem } from '../../syntax/tree';
import type { View } from '../view';
import { argumentName, extraArguments, lastIndex, missingArguments, noIndex, onlyArgument } from './calls';
import { namedPoint, oneBlock, orders, orderWithoutVariable, primeOfExpression } from './derivatives';
import { addParameter, declareFunction, ownParameter, removeParameter, renameSecond } from './names';
import { addLoss, closeBrace, moveOut, moveUp } from './networks';
import { type Mend, placeOf } from './place';
import {
  badDeclare,
  badParameter,
  bars,
  claimWithoutSides,
  danglingSign,
  exactRelation,
  missingOperator,
  noParameters,
  openString,
  positionalAfterNamed,
  roundVector,
  secondOfTwo,
  twoStatements,
  wrongNumber,
} from './text';

export const MENDS: Readonly<Record<string, Mend>> = {
  'wrong-number': wrongNumber,
  bars,
  'open-string': openString,
  'open-brace': closeBrace,
  'missing-operator': missingOperator,
  'no-arguments': onlyArgument,
  'positional-after-named': positionalAfterNamed,
  'argument-twice': secondOfTwo,
  'missing-value': danglingSign,
  unfinished: danglingSign,
  unexpected: roundVector,
  'two-statements': twoStatements,
  'no-parameters': noParameters,
  'bad-parameter': badParameter,
  'duplicate-parameter': secondOfTwo,
  'bad-declare': badDeclare,
  'check-needs-relation': claimWithoutSides,
  'approx-not-last': exactRelation,
  'approx-needs-number': exactRelation,
  'unknown-function': declareFunction,
  'unknown-name': addParameter,
  'unknown-variable': ownParameter,
  'defined-twice': renameSecond,
  'unused-parameter': removeParameter,
  'missing-argument': missingArguments,
  'too-many-arguments': extraArguments,
  'unknown-argument': argumentName,
  'bad-diff': orderWithoutVariable,
  'order-mismatch': orders,
  'prime-of-expression': primeOfExpression,
  'unnamed-point': namedPoint,
  'index-of-number': noIndex,
  'index-out-of-range': lastIndex,
  blocks: oneBlock,
  'not-in-network': moveOut,
  'used-above': moveUp,
  'no-loss': addLoss,
};

export function mendsOf(view: View, problem: Problem): readonly Fix[] {
  const mend = Object.hasOwn(MENDS, problem.code) ? MENDS[problem.code] : undefined;
  const place = mend && placeOf(view, problem);
  return mend && place ? mend(place) : [];
}
