/**
 * What can be called, with its parameters. In: a name, and the scope that it is looked up in. Out: its signatures: several
 * where a name is called in several ways, `max(x, y)` and `max(x, axis=)`. Every kind of function comes to the same data.
 */
import type { Shape } from '../../calculus/dimension';
import type { FunctionRow } from '../../calculus/functions/row';
import { table } from '../../calculus/functions/table';
import type { OperationRow, ParameterKind } from '../../calculus/operations/row';
import { operations } from '../../calculus/operations/table';
import type { LayerRow } from '../../network/row';
import { layerTable } from '../../network/table';
import { declaredShape } from '../../program/declared-shape';
import { definedName } from '../../program/meanings';
import type { Definition, NetworkDefinition, Program } from '../../program/program';
import { ARRAY_FUNCTIONS, DIFFERENTIATIONS } from '../../program/scope';
import type { Sentence, Statement } from '../../syntax/tree';

export interface SignatureParameter {
  readonly name: string;
  /** Of what the page defines. */
  readonly shape?: Shape;
  /** `required`; `optional` with a value where it is left out; `named`: it is only ever given by its name. */
  readonly presence: 'required' | 'optional' | 'named';
  readonly default?: string;
  /** Our own words. */
  readonly summary?: string;
  /** It is told: `literal` as it stands, such as an axis; `number` of whole numbers and the like, which names can give. */
  readonly told?: 'literal' | 'number';
}

export interface Signature {
  readonly name: string;
  readonly parameters: readonly SignatureParameter[];
  /** The last one may be given again and again. */
  readonly repeats?: boolean;
  /** Of built-ins: what it is, and more of it in Markdown. */
  readonly summary?: string;
  readonly guide?: string;
  /** Of what the page defines: the comment above it. */
  readonly documentation?: string;
  /** Arguments can be given by their names. */
  readonly named: boolean;
}

/** Of a name of the page, or of one that is imported. */
export function pageSignatures(program: Program, name: string): readonly Signature[] {
  const definition = program.definitionOf(name);
  if (definition) return definitionSignature(definition);
  const statement = program.page.statements.find(
    ({ sentence, network }) => network === undefined && definedName(sentence) === name,
  );
  return statement ? unsoundSignatures(statement) : [];
}

/** Of a definition with an error: its head says how it is called. */
export function unsoundSignatures({ sentence, documentation }: Statement): readonly Signature[] {
  const name = definedName(sentence);
  const parameters = parametersIn(sentence);
  if (name === undefined || !parameters) return [];
  return [{ name, parameters, named: true, ...(documentation && { documentation }) }];
}

function parametersIn(sentence: Sentence): readonly SignatureParameter[] | undefined {
  if (sentence.kind === 'broken') return sentence.defines?.parameters?.map((name) => required(name));
  if (sentence.kind !== 'definition' && sentence.kind !== 'declare') return undefined;
  return sentence.parameters?.map(({ name, shape }) => required(name.name, declaredShape(shape)));
}

export function definitionSignature(definition: Definition): readonly Signature[] {
  const { name, statement } = definition;
  const base = { name, named: true, ...(statement.documentation && { documentation: statement.documentation }) };
  switch (definition.kind) {
    case 'function': {
      const parameters = definition.callee.parameters.map((one) => required(one.name, one.shape));
      return [{ ...base, parameters }];
    }
    case 'abstract':
      return [{ ...base, parameters: definition.parameters.map((one) => required(one, [])) }];
    case 'network':
      return [{ ...base, parameters: networkParameters(definition) }];
    case 'value':
      return [];
  }
}

const required = (name: string, shape?: Shape): SignatureParameter => ({
  name,
  presence: 'required',
  ...(shape && { shape }),
});

/** The inputs, then the targets, which a prediction does not need. Also where the network has no sound loss. */
const networkParameters = ({ members }: NetworkDefinition): readonly SignatureParameter[] =>
  (['input', 'target'] as const).flatMap((kind) =>
    members
      .filter((member) => member.kind === kind)
      .map(
        ({ name, shape }): SignatureParameter => ({
          name,
          shape,
          presence: kind === 'input' ? 'required' : 'optional',
          summary: kind === 'input' ? 'an input of the network' : 'a target: it may be left out',
        }),
      ),
  );

/** Of what the language brings; layers and losses in networks only. */
export function builtInSignatures(name: string, inNetwork: boolean): readonly Signature[] {
  const own = DIFFERENTIATIONS.has(name) ? DIFFERENTIATION_SIGNATURES[name] : undefined;
  if (own) return own;
  const row = table.get(name);
  const operation = ARRAY_FUNCTIONS.has(name) ? operations().get(name) : undefined;
  if (row || operation)
    return [...(row ? rowSignatures(row) : []), ...(operation ? [operationSignature(operation)] : [])];
  const layer = inNetwork ? layerTable.get(name) : undefined;
  return layer ? [layerSignature(layer)] : [];
}

/** A parameter without a value of its own that may be left out makes two ways of calling: log(x), log(x, base). */
function rowSignatures({ name, parameters, variadic, summary, documentation }: FunctionRow): readonly Signature[] {
  const all = parameters.map(
    ({ name: parameter, default: value }): SignatureParameter =>
      value === undefined
        ? required(parameter)
        : { name: parameter, presence: 'optional', default: value, summary: `${value} where it is left out` },
  );
  const optional = parameters.findIndex((one) => one.optional);
  const said = { name, named: true, summary, ...(documentation !== undefined && { guide: documentation }) };
  const whole: Signature = { ...said, parameters: all, ...(variadic && { repeats: true }) };
  return optional < 0 ? [whole] : [{ ...said, parameters: all.slice(0, optional) }, whole];
}

const TOLD: Readonly<Record<Exclude<ParameterKind, 'array'>, string>> = {
  axis: 'an axis: 0, 1, … or −1 for the last',
  axes: 'a list of axes such as [1, 0]',
  flag: '1 or 0',
  shape: 'lengths such as [2, 3]',
  length: 'a positive whole number',
  count: 'a whole number, 0 or more',
  subscripts: 'what stands in an index',
};

const LITERAL: ReadonlySet<ParameterKind> = new Set(['axis', 'axes', 'flag']);

function operationSignature({ name, parameters, variadic, summary, documentation }: OperationRow): Signature {
  const shown = parameters.map(({ name: parameter, kind, optional, default: value }): SignatureParameter => {
    const told = kind === 'array' ? undefined : TOLD[kind];
    const without = value === undefined ? [] : [`${value} where it is left out`];
    const words = [...(told === undefined ? [] : [told]), ...without].join('; ');
    return {
      name: parameter,
      // A second array is one of several: it stands in its place.
      presence: !optional ? 'required' : kind === 'array' ? 'optional' : 'named',
      ...(value !== undefined && /^\S+$/.test(value) && { default: value }),
      ...(words !== '' && { summary: words }),
      ...(kind !== 'array' && { told: LITERAL.has(kind) ? 'literal' : 'number' }),
    };
  });
  return {
    name,
    named: true,
    parameters: shown,
    ...(variadic && { repeats: true }),
    summary,
    ...(documentation !== undefined && { guide: documentation }),
  };
}

function layerSignature({ name, parameters, summary, documentation }: LayerRow): Signature {
  const shown = parameters.map(
    ({ name: parameter, kind, default: value, summary: words }): SignatureParameter => ({
      name: parameter,
      presence: kind === 'weight' ? 'named' : value === undefined ? 'required' : 'optional',
      ...(value !== undefined && { default: value }),
      summary: kind === 'weight' ? `${words}; made by the layer where it is left out` : words,
      ...(kind !== 'node' && kind !== 'ids' && kind !== 'weight' && { told: 'number' }),
    }),
  );
  return { name, named: true, parameters: shown, summary, guide: documentation };
}

const subject: SignatureParameter = { name: 'f', presence: 'required', summary: 'a function, or an expression' };
const by: SignatureParameter = { name: 'x', presence: 'required', summary: 'the variable' };
const DIFFERENTIATION_SIGNATURES: Readonly<Record<string, readonly Signature[]>> = {
  diff: [
    { name: 'diff', named: false, parameters: [subject, by], summary: 'the derivative ∂f/∂x' },
    {
      name: 'diff',
      named: false,
      parameters: [subject, by, { name: 'y', presence: 'required', summary: 'a second variable, or how often: 2' }],
      repeats: true,
      summary: 'a derivative of higher order: diff(f, x, y) is ∂²f/∂x∂y, diff(f, x, 2) is ∂²f/∂x²',
    },
  ],
  grad: [{ name: 'grad', named: false, parameters: [subject], summary: 'the gradient ∇f: all partials of f' }],
  hessian: [{ name: 'hessian', named: false, parameters: [subject], summary: 'the matrix ∇²f of second partials' }],
  jacobian: [
    { name: 'jacobian', named: false, parameters: [subject], summary: 'the partials of each entry of f, a row each' },
  ],
};

/** `x`, `w[n]`, `axis=`, `alpha=0.01`. */
export function parameterText({ name, shape, presence, default: value }: SignatureParameter): string {
  const written = `${name}${shape && shape.length > 0 ? `[${shape.join(', ')}]` : ''}`;
  if (value !== undefined) return `${written}=${value}`;
  return presence === 'named' ? `${written}=` : written;
}

/** `(x, y)`, `(x, axis=, keepdims=0)`; with the first parameter given from the left, `(units, W=, b=)`. */
export function parametersText(signature: Signature, piped = false): string {
  const shown = signature.parameters.flatMap((parameter, i) =>
    i === 0 && piped ? [] : [parameterText(parameter), ...(repeatsAfter(signature, i) ? ['…'] : [])],
  );
  return `(${shown.join(', ')})`;
}

/** Whether the parameter at an index may be given again and again: the last one that is an expression. */
export const repeatsAfter = ({ parameters, repeats }: Signature, index: number): boolean =>
  repeats === true && index === parameters.findLastIndex(({ told }) => !told);
