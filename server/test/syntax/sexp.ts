/** Trees and sentences → S-expressions on one line, for tables of expectations. `~` is a product side by side. */
import type { Argument, Differential, Parameter, Path, Sentence, Subscript, Tree } from '../../src/syntax/tree';

export function sexp(tree: Tree): string {
  switch (tree.kind) {
    case 'number':
      return tree.text;
    case 'name':
      return tree.name;
    case 'group':
      return `{${sexp(tree.body)}}`;
    case 'array':
      return `[${tree.items.map(sexp).join(' ')}]`;
    case 'sum':
    case 'product':
    case 'comparison': {
      const rest = tree.rest.map(
        ({ operator, operand }) => `${operator === 'implicit' ? '~' : operator} ${sexp(operand)}`,
      );
      return `(${[sexp(tree.first), ...rest].join(' ')})`;
    }
    case 'sign':
      return list(tree.operator, sexp(tree.body));
    case 'root':
      return list('√', sexp(tree.body));
    case 'power':
      return list('^', sexp(tree.base), sexp(tree.exponent));
    case 'superscript':
      return list('sup', sexp(tree.base), String(tree.exponent));
    case 'transpose':
      return list('ᵀ', sexp(tree.base));
    case 'member':
      return list('.', sexp(tree.base), tree.member.name);
    case 'index':
      return list('index', sexp(tree.base), ...tree.subscripts.map(subscript));
    case 'call':
      return list('call', sexp(tree.callee), ...tree.arguments.map(argument));
    case 'pipe':
      return list('|>', sexp(tree.left), sexp(tree.right));
    case 'logic':
      return list(tree.operator, ...tree.operands.map(sexp));
    case 'not':
      return list('not', sexp(tree.body));
    case 'prime':
      return list('prime', sexp(tree.base), String(tree.order));
    case 'partial':
      return list(tree.leibniz ? 'd' : '∂', order(tree.order), path(tree.of), ...tree.wrt.map(differential));
    case 'partialOf':
      return list(tree.leibniz ? 'd/' : '∂/', order(tree.order), ...tree.wrt.map(differential), sexp(tree.body));
    case 'nabla':
      return list('∇', tree.order === 2 ? '2' : '', 'kind' in tree.of ? `{${sexp(tree.of)}}` : path(tree.of));
    case 'point':
      return list('at', sexp(tree.derivative), ...tree.arguments.map(argument));
  }
}

export function sentence(said: Sentence): string {
  switch (said.kind) {
    case 'expression':
      return sexp(said.body);
    case 'definition':
      return list(
        'def',
        said.parameters ? list(said.name.name, ...said.parameters.map(parameter)) : said.name.name,
        sexp(said.body),
      );
    case 'declare':
      return list('declare', list(said.name.name, ...said.parameters.map(parameter)));
    case 'check': {
      const rest = said.rest.map(({ relation, value }) => `${relation} ${sexp(value)}`);
      return list(
        'check',
        sexp(said.first),
        ...rest,
        said.conditions.length > 0 ? list('for', ...said.conditions.map(sexp)) : '',
      );
    }
    case 'import':
      return list('import', JSON.stringify(said.path));
    case 'network':
      return list('network', said.name.name);
    case 'close':
      return '(close)';
    case 'input':
    case 'target':
    case 'param': {
      const name = `${said.name.name}${said.shape ? `[${said.shape.map(sexp).join(' ')}]` : ''}`;
      return list(said.kind, name, said.value ? sexp(said.value) : '');
    }
    case 'broken': {
      const { name, parameters } = said.defines ?? {};
      return list('broken', name ? (parameters ? list(name.name, ...parameters) : name.name) : '');
    }
  }
}

const list = (...parts: readonly string[]): string => `(${parts.filter((part) => part !== '').join(' ')})`;
const order = (times: number): string => (times === 1 ? '' : String(times));
const subscript = (entry: Subscript): string =>
  entry.kind === 'slice' ? `${entry.from ? sexp(entry.from) : ''}:${entry.to ? sexp(entry.to) : ''}` : sexp(entry);
const argument = ({ name, value }: Argument): string => (name ? `${name.name}=${sexp(value)}` : sexp(value));
const parameter = ({ name, shape }: Parameter): string =>
  `${name.name}${shape ? `[${shape.map(sexp).join(' ')}]` : ''}`;
const differential = ({ path: by, order: times }: Differential): string =>
  `${path(by)}${times === 1 ? '' : `^${times}`}`;
const path = ({ names, index }: Path): string =>
  `${names.map(({ name }) => name).join('.')}${index ? `[${index.map(subscript).join(' ')}]` : ''}`;
