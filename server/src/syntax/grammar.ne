# The grammar of a statement, over tokens that classify.ts has told apart: what calls, what indexes, what is a
# derivative's path. It is unambiguous: every text has one parse (a test asserts it). Postprocessors are pure and take
# constant time; lists grow as cons cells and are folded into trees once, after the parse, by fold.ts.
@preprocessor module
@{%
import { raw, single, cell } from '../raw';
const lexer = { has: () => true };
%}
@lexer lexer

statement -> expression {% raw('expression', 'body') %}
  | expression %equals expression {% raw('definition', 'left', 'sign', 'body') %}
  | %word_check expression claims conditions:? {% raw('check', 'keyword', 'first', 'rest', 'conditions') %}
  | %word_declare expression {% raw('declare', 'keyword', 'head') %}
  | %word_import %string {% raw('import', 'keyword', 'path') %}
  | member_kind expression {% raw('member', 'keyword', 'head') %}
  | member_kind expression %equals expression {% raw('member', 'keyword', 'head', 'sign', 'value') %}
  | %word_network %name %lbrace {% raw('network', 'keyword', 'name', 'brace') %}
  | %rbrace {% raw('close', 'brace') %}

member_kind -> %word_input {% id %} | %word_target {% id %} | %word_param {% id %}
claims -> claim {% single %} | claims claim {% cell(0, 1) %}
claim -> relation expression {% raw('claim', 'relation', 'value') %}
relation -> %equals {% id %} | %approx {% id %}
conditions -> %word_for expression {% cell(null, 1) %} | conditions %comma expression {% cell(0, 2) %}

expression -> pipe {% id %}
pipe -> or {% id %} | pipe %pipe or {% raw('pipe', 'left', 'sign', 'right') %}
or -> orlist {% raw('or', 'list') %}
orlist -> and {% single %} | orlist %word_or and {% cell(0, 2) %}
and -> andlist {% raw('and', 'list') %}
andlist -> not {% single %} | andlist %word_and not {% cell(0, 2) %}
not -> comparison {% id %} | %word_not not {% raw('not', 'sign', 'body') %}
comparison -> comparisons {% raw('comparison', 'list') %}
comparisons -> sum {% single %} | comparisons comparator sum {% cell(0, 2, 1) %}
comparator -> %lt {% id %} | %le {% id %} | %gt {% id %} | %ge {% id %} | %eqeq {% id %} | %ne {% id %}
sum -> terms {% raw('sum', 'list') %}
terms -> product {% single %} | terms add product {% cell(0, 2, 1) %}
add -> %plus {% id %} | %minus {% id %}
product -> factors {% raw('product', 'list') %}
factors -> signed {% single %} | factors multiply signed {% cell(0, 2, 1) %} | factors factor {% cell(0, 1) %}
multiply -> %times {% id %} | %dot {% id %} | %slash {% id %} | %at {% id %}
signed -> factor {% id %} | signs factor {% raw('signed', 'signs', 'body') %}
signs -> add {% single %} | signs add {% cell(0, 1) %}

# A power is a flat list folded from the right; only its first item may not carry a sign.
factor -> powers {% raw('power', 'list') %} | derivative {% id %} | roots derivative {% raw('signed', 'signs', 'body') %}
powers -> base {% single %} | powers %caret exponent {% cell(0, 2) %}
base -> postfix {% id %} | roots postfix {% raw('prefixed', 'signs', 'body') %}
exponent -> postfix {% id %} | prefixes postfix {% raw('prefixed', 'signs', 'body') %}
roots -> %root {% single %} | roots prefix {% cell(0, 1) %}
prefixes -> prefix {% single %} | prefixes prefix {% cell(0, 1) %}
prefix -> %root {% id %} | %plus {% id %} | %minus {% id %}

postfix -> atom {% id %}
  | postfix %prime {% raw('prime', 'base', 'sign') %}
  | postfix %superscript {% raw('superscript', 'base', 'exponent') %}
  | postfix %transpose {% raw('transpose', 'base', 'sign') %}
  | postfix %member %name {% raw('access', 'base', 'sign', 'name') %}
  | postfix %index subscripts %rbracket {% raw('index', 'base', 'open', 'subscripts', 'end') %}
  | postfix %call arguments:? %rparen {% raw('call', 'callee', 'open', 'args', 'end') %}
  | postfix %point arguments:? %rparen {% raw('point', 'derivative', 'open', 'args', 'end') %}
  | derivative %point arguments:? %rparen {% raw('point', 'derivative', 'open', 'args', 'end') %}
atom -> %number {% raw('number', 'token') %}
  | %name {% raw('name', 'token') %}
  | %lparen expression %rparen {% raw('group', 'open', 'body', 'end') %}
  | %vector arguments:? %rbracket {% raw('array', 'open', 'items', 'end') %}
  | %nabla order:? %path {% raw('nabla', 'sign', 'order', 'path') %}
  | %nabla order:? %lparen expression %rparen {% raw('nablaOf', 'sign', 'order', 'open', 'body', 'end') %}
order -> %superscript {% id %} | %caret %number {% (d) => d[1] %}
derivative -> %partial order:? %path pathindex:? %slash differentials {% raw('partial', 'sign', 'order', 'path', 'index', 'slash', 'wrt') %}
  | %partial order:? %slash differentials %operand expression %rparen {% raw('partialOf', 'sign', 'order', 'slash', 'wrt', 'open', 'body', 'end') %}
differentials -> differential {% single %} | differentials differential {% cell(0, 1) %}
differential -> %partial %path pathindex:? order:? {% raw('differential', 'sign', 'path', 'index', 'order') %}
pathindex -> %pathindex subscripts %rbracket {% raw('subscripted', 'open', 'subscripts', 'end') %}

arguments -> argumentlist {% id %} | argumentlist %comma {% id %}
argumentlist -> argument {% single %} | argumentlist %comma argument {% cell(0, 2) %}
argument -> expression {% raw('argument', 'value') %} | %name %equals expression {% raw('named', 'name', 'sign', 'value') %}
subscripts -> subscriptlist {% id %} | subscriptlist %comma {% id %}
subscriptlist -> subscript {% single %} | subscriptlist %comma subscript {% cell(0, 2) %}
subscript -> expression {% id %} | expression:? %colon expression:? {% raw('slice', 'from', 'colon', 'to') %}
