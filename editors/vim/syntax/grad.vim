" Colours of .grad pages, by how words look. A client with semantic tokens knows more: what is a parameter, what is trained.
if exists('b:current_syntax')
  finish
endif

syntax match gradOperator "[-+*/@^=<>·×÷⊙−≤≥≠≈√|:]"
syntax match gradDerivative "[∂∇′″‴ᵀ]"
syntax match gradDerivative "\k\@<='\+"
syntax match gradFunction "\k\+\ze("
syntax match gradMember "\.\@<=\K\k*"
syntax match gradNumber "\v<\d+(\.\d*)?([eE][+-]?\d+)?|\.\d+([eE][+-]?\d+)?"
syntax match gradNumber "[⁺⁻]\?[⁰¹²³⁴⁵⁶⁷⁸⁹]\+"
syntax keyword gradConstant π pi e
syntax keyword gradOperator and or not for
syntax match gradStatement "\v(^|\{)\s*\zs(network|input|target|param|declare|check|import)>"
syntax match gradDefinition "\v(^|\{)\s*\zs\K\k*\ze(\([^()#]*\))?\s*\=[^=]"
syntax region gradString start=+"+ end=+"+ oneline
syntax keyword gradTodo contained TODO FIXME
syntax match gradComment "#.*" contains=gradTodo,@Spell

highlight default link gradOperator Operator
highlight default link gradDerivative Special
highlight default link gradFunction Function
highlight default link gradMember Identifier
highlight default link gradNumber Number
highlight default link gradConstant Constant
highlight default link gradStatement Statement
highlight default link gradDefinition Identifier
highlight default link gradString String
highlight default link gradTodo Todo
highlight default link gradComment Comment

let b:current_syntax = 'grad'
