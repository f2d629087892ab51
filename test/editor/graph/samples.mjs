/** Answers to `nabla/graph`, written by hand and checked by hand; and one made by a rule, as large as a panel is likely to see. */

const formula = (unicode, latex = unicode) => ({ text: unicode, unicode, latex });
const number = (value) => {
  const short = Number(value.toPrecision(6));
  return { text: `${short === value ? '' : '≈ '}${String(short).replace('-', '−')}`, value };
};
const line = (n) => ({ start: { line: n, character: 0 }, end: { line: n, character: 12 } });
const edge = (from, to, local, value, onPath = false) => ({
  from,
  to,
  onPath,
  ...(local && { local: { formula: local, ...(value !== undefined && { value: number(value) }) } }),
});
const common = { kind: 'graph', version: 1, layers: [] };

/** h(x) = 3(2x²)⁵ at x. */
export function chain(x = 1.5) {
  const u = 2 * x ** 2;
  const slope = 5 * u ** 4;
  const u5 = formula('u⁵', 'u^{5}');
  return {
    ...common,
    function: 'h',
    variable: 'x',
    quantity: formula('dh/dx', '\\frac{\\mathrm{d}h}{\\mathrm{d}x}'),
    nodes: [
      {
        id: 'x',
        kind: 'input',
        label: formula('x'),
        value: number(x),
        gradient: number(3 * slope * 4 * x),
        onPath: true,
        source: line(3),
      },
      {
        id: 'x2',
        kind: 'operation',
        label: formula('( )²', '(\\;)^2'),
        formula: formula('x²', 'x^{2}'),
        value: number(x * x),
        gradient: number(6 * slope),
        onPath: true,
        source: line(3),
      },
      { id: '2', kind: 'constant', label: formula('2'), value: number(2), onPath: false },
      {
        id: 'u',
        kind: 'named',
        label: formula('u'),
        formula: formula('2x²', '2x^{2}'),
        value: number(u),
        gradient: number(3 * slope),
        onPath: true,
        source: line(3),
      },
      {
        id: 'u5',
        kind: 'operation',
        label: formula('( )⁵', '(\\;)^5'),
        formula: u5,
        value: number(u ** 5),
        gradient: number(3),
        onPath: true,
        source: line(3),
      },
      { id: '3', kind: 'constant', label: formula('3'), value: number(3), onPath: false },
      {
        id: 'h',
        kind: 'output',
        label: formula('h'),
        formula: formula('3u⁵', '3u^{5}'),
        value: number(3 * u ** 5),
        gradient: number(1),
        onPath: true,
        source: line(3),
      },
    ],
    edges: [
      edge('x', 'x2', formula('2x'), 2 * x, true),
      edge('2', 'u'),
      edge('x2', 'u', formula('2'), 2, true),
      edge('u', 'u5', formula('5u⁴', '5u^{4}'), slope, true),
      edge('3', 'h'),
      edge('u5', 'h', formula('3'), 3, true),
    ],
    paths: [
      {
        nodes: ['x', 'x2', 'u', 'u5', 'h'],
        product: formula(
          `3 · ${number(slope).text.replace('≈ ', '')} · 2 · ${number(2 * x).text}`,
          `3 \\cdot ${number(slope).text.replace('≈ ', '')} \\cdot 2 \\cdot ${number(2 * x).text}`,
        ),
        value: number(3 * slope * 4 * x),
      },
    ],
  };
}

/** f(x, y) = s·sin(s) + y with the shared s = x·y, by x at x = 2, y = 0.5: ∂f/∂x = y·(sin s + s·cos s). */
export function shared() {
  const [x, y] = [2, 0.5];
  const s = x * y;
  const by = Math.sin(s) + s * Math.cos(s);
  return {
    ...common,
    function: 'f',
    variable: 'x',
    quantity: formula('∂f/∂x', '\\frac{\\partial f}{\\partial x}'),
    nodes: [
      {
        id: 'x',
        kind: 'input',
        label: formula('x'),
        value: number(x),
        gradient: number(y * by),
        onPath: true,
        source: line(0),
      },
      {
        id: 'y',
        kind: 'input',
        label: formula('y'),
        value: number(y),
        gradient: number(1 + x * by),
        onPath: false,
        source: line(0),
      },
      {
        id: 's',
        kind: 'named',
        label: formula('s'),
        formula: formula('x·y', 'x \\cdot y'),
        value: number(s),
        gradient: number(by),
        onPath: true,
        source: line(1),
      },
      {
        id: 'sin',
        kind: 'operation',
        label: formula('sin', '\\sin'),
        formula: formula('sin(s)', '\\sin s'),
        value: number(Math.sin(s)),
        gradient: number(s),
        onPath: true,
      },
      {
        id: 'mul',
        kind: 'operation',
        label: formula('·', '\\cdot'),
        formula: formula('s·sin(s)', 's \\cdot \\sin s'),
        value: number(s * Math.sin(s)),
        gradient: number(1),
        onPath: true,
      },
      {
        id: 'f',
        kind: 'output',
        label: formula('f'),
        formula: formula('s·sin(s) + y', 's \\cdot \\sin s + y'),
        value: number(s * Math.sin(s) + y),
        gradient: number(1),
        onPath: true,
        source: line(0),
      },
    ],
    edges: [
      edge('x', 's', formula('y'), y, true),
      edge('y', 's', formula('x'), x),
      edge('s', 'sin', formula('cos(s)', '\\cos s'), Math.cos(s), true),
      edge('sin', 'mul', formula('s'), s, true),
      edge('s', 'mul', formula('sin(s)', '\\sin s'), Math.sin(s), true),
      edge('mul', 'f', formula('1'), 1, true),
      edge('y', 'f', formula('1'), 1),
    ],
    paths: [
      {
        nodes: ['x', 's', 'sin', 'mul', 'f'],
        product: formula('1 · 1 · 0.540302 · 0.5', '1 \\cdot 1 \\cdot 0.540302 \\cdot 0.5'),
        value: number(s * Math.cos(s) * y),
      },
      {
        nodes: ['x', 's', 'mul', 'f'],
        product: formula('1 · 0.841471 · 0.5', '1 \\cdot 0.841471 \\cdot 0.5'),
        value: number(Math.sin(s) * y),
      },
    ],
  };
}

/** Three dense layers, 4 → 8 → 8 → 3, and a loss. Values of arrays are shortened as the server does. */
export function network() {
  const sizes = [4, 8, 8, 3];
  const nodes = [
    {
      id: 'x',
      kind: 'input',
      label: formula('x'),
      shape: [16, 4],
      value: { text: '[[0.2, −1.1, …], …]' },
      gradient: { text: '[[0.03, 0.11, …], …]' },
      onPath: false,
      source: line(0),
    },
  ];
  const edges = [];
  let before = 'x';
  for (const [i, name] of ['h1', 'h2', 'out'].entries()) {
    const [rows, columns] = [sizes[i], sizes[i + 1]];
    const all = { layer: name, source: line(i + 1) };
    const isLast = i === 2;
    const path = i >= 1;
    const prior = i === 0 ? 'x' : ['h₁', 'h₂'][i - 1];
    nodes.push(
      {
        ...all,
        id: `${name}.W`,
        kind: 'weight',
        label: formula(`${name}.W`, `\\mathrm{${name}.W}`),
        shape: [rows, columns],
        value: { text: '[[0.4, −0.3, …], …]' },
        gradient: { text: '[[−0.02, 0.07, …], …]' },
        onPath: i === 1,
      },
      {
        ...all,
        id: `${name}.b`,
        kind: 'weight',
        label: formula(`${name}.b`, `\\mathrm{${name}.b}`),
        shape: [columns],
        value: { text: '[0, 0, 0, …]' },
        gradient: { text: '[0.01, −0.4, …]' },
        onPath: false,
      },
      {
        ...all,
        id: `${name}.mm`,
        kind: 'operation',
        label: formula('@'),
        formula: formula(`${prior} @ ${name}.W`, `\\mathrm{${name}.W}`),
        shape: [16, columns],
        value: { text: '[[1.2, 0.3, …], …]' },
        gradient: { text: '[[0.01, 0, …], …]' },
        onPath: path,
      },
      {
        ...all,
        id: `${name}.z`,
        kind: 'operation',
        label: formula('+'),
        formula: formula(`z${'₁₂₃'[i]}`, `z_{${i + 1}}`),
        shape: [16, columns],
        value: { text: '[[1.2, 0.3, …], …]' },
        gradient: { text: '[[0.01, 0, …], …]' },
        onPath: path,
      },
      ...(isLast
        ? []
        : [
            {
              ...all,
              id: name,
              kind: 'named',
              label: formula(`h${'₁₂'[i]}`, `h_{${i + 1}}`),
              formula: formula(`relu(z${'₁₂'[i]})`, `\\operatorname{relu}(z_{${i + 1}})`),
              shape: [16, columns],
              value: { text: '[[1.2, 0.3, …], …]' },
              gradient: { text: '[[0.01, 0, …], …]' },
              onPath: path,
            },
          ]),
    );
    edges.push(
      edge(before, `${name}.mm`, formula('δ @ Wᵀ', '\\delta\\, W^{\\mathsf{T}}'), undefined, i >= 2),
      edge(
        `${name}.W`,
        `${name}.mm`,
        formula(i === 0 ? 'xᵀ @ δ' : 'hᵀ @ δ', 'h^{\\mathsf{T}} \\delta'),
        undefined,
        i === 1,
      ),
      edge(`${name}.mm`, `${name}.z`, formula('δ', '\\delta'), undefined, path),
      edge(`${name}.b`, `${name}.z`, formula('sum(δ, 0)', '\\textstyle\\sum \\delta')),
    );
    if (!isLast)
      edges.push(edge(`${name}.z`, name, formula('δ ⊙ 1(z > 0)', '\\delta \\odot 1(z > 0)'), undefined, path));
    before = isLast ? `${name}.z` : name;
  }
  nodes.push(
    { id: 'y', kind: 'input', label: formula('y'), shape: [16], value: { text: '[2, 0, 1, …]' }, onPath: false },
    {
      id: 'loss',
      kind: 'output',
      label: formula('loss', '\\mathrm{loss}'),
      formula: formula('cross_entropy(z₃, y)'),
      value: number(1.0986123),
      gradient: number(1),
      onPath: true,
      source: line(5),
    },
  );
  edges.push(
    edge(before, 'loss', formula('(softmax(z) − y)/16', '(\\operatorname{softmax}(z) - y)/16'), undefined, true),
    edge('y', 'loss'),
  );
  return {
    ...common,
    function: 'net',
    variable: 'h2.W',
    quantity: formula('∂loss/∂h2.W', '\\frac{\\partial \\mathrm{loss}}{\\partial \\mathrm{h2.W}}'),
    nodes,
    edges,
    layers: ['h1', 'h2', 'out'].map((name, i) => ({
      name,
      label: formula(`${name} = dense(${sizes[i + 1]})`, name),
      shape: [16, sizes[i + 1]],
    })),
    note: 'Values of arrays are shortened.',
  };
}

/** `count` nodes in lanes, with an edge to the one before and here and there to a neighbour's. */
export function generated(count = 500, shift = 0) {
  const lanes = 10;
  const nodes = [];
  const edges = [];
  for (let i = 0; i < count; i++) {
    const isLast = i === count - 1;
    const lane = i % lanes;
    nodes.push({
      id: `n${i}`,
      kind: i < lanes ? 'input' : isLast ? 'output' : 'operation',
      label: formula(i < lanes ? `x${'₀₁₂₃₄₅₆₇₈₉'[i]}` : isLast ? 'f' : ['·', '+', 'sin', 'exp'][i % 4]),
      ...(i >= lanes && { formula: formula(`v${i}`) }),
      value: number(Math.round(Math.sin(i + shift) * 1e5) / 1e5),
      gradient: number(Math.round(Math.cos(i + shift) * 1e5) / 1e5),
      onPath: lane === 0 || isLast,
    });
    if (i < lanes) continue;
    edges.push(edge(`n${i - lanes}`, `n${i}`, formula('cos(v)'), 0.25, lane === 0));
    if (i % 3 === 0 && lane > 0) edges.push(edge(`n${i - lanes - 1}`, `n${i}`, formula('v'), 0.5));
  }
  for (let i = count - lanes; i < count - 1; i++)
    edges.push(edge(`n${i}`, `n${count - 1}`, formula('1'), 1, i % lanes === 0));
  return {
    ...common,
    function: 'f',
    variable: 'x₀',
    quantity: formula('∂f/∂x₀', '\\frac{\\partial f}{\\partial x_0}'),
    nodes,
    edges,
  };
}
