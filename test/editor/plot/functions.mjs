/**
 * Plays the server for the page of plots: curves, tangents and descents of functions that are written here in JavaScript, sampled evenly.
 * Marks and texts are by hand.
 */
const formula = (text, latex = text) => ({ text, unicode: text, latex });
const numbers = ({ at = {} }) => Object.fromEntries(Object.entries(at).map(([name, text]) => [name, Number(text)]));
const written = (x) => {
  const short = Number(x.toPrecision(8));
  return `${Math.abs(short - x) <= 1e-14 * Math.abs(x) ? '' : '≈ '}${String(short).replaceAll('-', '−')}`;
};

/** `breaks`: where a branch ends; `f` and `slope` of the number on the axis and all numbers. */
const curves = {
  parabola: {
    name: formula('f(x)'),
    body: formula('3x² + 5x', '3x^{2} + 5x'),
    slopeName: formula('f′(x)', "f'(x)"),
    slopeBody: formula('6x + 5'),
    f: (x) => 3 * x * x + 5 * x,
    slope: (x) => 6 * x + 5,
    marks: [{ kind: 'zero', x: -5 / 6, y: -25 / 12, words: 'horizontal tangent at x ≈ −0.833333' }],
    range: [-4, 4],
    heights: [
      [-8, 40],
      [-20, 30],
    ],
  },
  abs: {
    name: formula('g(x)'),
    body: formula('|x|', '\\left|x\\right|'),
    slopeName: formula('g′(x)', "g'(x)"),
    slopeBody: formula('sign(x)', '\\operatorname{sign}(x)'),
    f: Math.abs,
    slope: Math.sign,
    breaks: [0],
    isWhole: true,
    marks: [{ kind: 'kink', x: 0, y: 0, words: 'kink at x = 0: the slope is −1 before it and 1 after it' }],
    range: [-4, 4],
    heights: [
      [-0.5, 4.5],
      [-1.5, 1.5],
    ],
    note: (x) => (x === 0 ? 'a kink: the slope is −1 before it and 1 after it' : undefined),
  },
  pole: {
    name: formula('r(x)'),
    body: formula('1/x', '\\frac{1}{x}'),
    slopeName: formula('r′(x)', "r'(x)"),
    slopeBody: formula('−1/x²', '-\\frac{1}{x^{2}}'),
    f: (x) => 1 / x,
    slope: (x) => -1 / (x * x),
    breaks: [0],
    marks: [{ kind: 'pole', x: 0, words: 'pole at x = 0: f goes to −∞ before it and to ∞ after it' }],
    range: [-4, 4],
    heights: [
      [-6, 6],
      [-12, 1],
    ],
    note: (x) => (x === 0 ? 'no value: 1/x is not defined at x = 0' : undefined),
  },
  log: {
    name: formula('l(x)'),
    body: formula('log(x)', '\\log(x)'),
    slopeName: formula('l′(x)', "l'(x)"),
    slopeBody: formula('1/x', '\\frac{1}{x}'),
    f: Math.log,
    slope: (x) => (x > 0 ? 1 / x : Number.NaN),
    breaks: [0],
    marks: [{ kind: 'edge', x: 0, words: 'the domain begins at x = 0, where f goes to −∞' }],
    range: [-1, 5],
    heights: [
      [-4, 2.5],
      [-0.5, 6],
    ],
    note: (x) => (x > 0 ? undefined : 'outside the domain: log(x) needs x > 0'),
  },
  floor: {
    name: formula('s(x)'),
    body: formula('⌊x⌋', '\\lfloor x\\rfloor'),
    slopeName: formula('s′(x)', "s'(x)"),
    slopeBody: formula('0'),
    f: Math.floor,
    slope: (x) => (Number.isInteger(x) ? Number.NaN : 0),
    breaks: [-2, -1, 0, 1, 2],
    marks: [-2, -1, 0, 1, 2].map((x) => ({ kind: 'jump', x, y: x, words: `jump at x = ${x}, from ${x - 1} to ${x}` })),
    range: [-2.5, 2.5],
    heights: [
      [-4, 3],
      [-1, 1],
    ],
  },
  hostile: {
    name: formula('<img src=x onerror=alert(1)>(x)', '\\href{javascript:alert(1)}{x}\\frac{'),
    body: formula('<script>alert(1)</script>'),
    slopeName: formula('"><svg onload=alert(1)>'),
    slopeBody: formula('0'),
    f: () => 1,
    slope: () => 0,
    marks: [{ kind: 'kink', x: 0, y: 1, words: '<img src=x onerror=alert(2)>' }],
    range: [-1, 1],
    heights: [
      [0, 2],
      [-1, 1],
    ],
  },
  wave: {
    name: formula('w(x, a, b)'),
    body: formula('a sin(b·x)', 'a\\sin(b\\,x)'),
    slopeName: formula('∂w/∂x', '\\frac{\\partial w}{\\partial x}'),
    slopeBody: formula('a·b·cos(b·x)', 'a\\,b\\cos(b\\,x)'),
    f: (x, { a, b }) => a * Math.sin(b * x),
    slope: (x, { a, b }) => a * b * Math.cos(b * x),
    held: ({ a, b }) => [formula(`a = ${a}`), formula(`b = ${b}`)],
    marks: [],
    range: [-6, 6],
    heights: [
      [-3, 3],
      [-3, 3],
    ],
  },
};

const maps = {
  bowl: {
    body: formula('x² + 3y²', 'x^{2} + 3y^{2}'),
    f: (x, y) => x * x + 3 * y * y,
    gradient: (x, y) => [2 * x, 6 * y],
    x: [-4, 4],
    y: [-3, 3],
    levels: [1, 2, 4, 7, 10, 15, 20, 25, 30, 35],
    start: [3, 2],
    rate: 0.1,
  },
  rosenbrock: {
    body: formula('(1 − x)² + 100(y − x²)²', '(1 - x)^{2} + 100\\left(y - x^{2}\\right)^{2}'),
    f: (x, y) => (1 - x) ** 2 + 100 * (y - x * x) ** 2,
    gradient: (x, y) => [-2 * (1 - x) - 400 * x * (y - x * x), 200 * (y - x * x)],
    x: [-2, 2],
    y: [-1, 3],
    levels: [1, 3, 10, 30, 100, 300, 1000, 2000],
    start: [-1.2, 1],
    rate: 0.001,
  },
  dome: {
    body: formula('√(4 − x² − y²)', '\\sqrt{4 - x^{2} - y^{2}}'),
    f: (x, y) => Math.sqrt(4 - x * x - y * y),
    gradient: (x, y) => [-x / Math.sqrt(4 - x * x - y * y), -y / Math.sqrt(4 - x * x - y * y)],
    x: [-3, 3],
    y: [-3, 3],
    levels: [0.5, 1, 1.25, 1.5, 1.75, 1.9],
    start: [1, 0.5],
    rate: 0.1,
  },
};

function branches(f, [low, high], breaks, heights) {
  const ends = [low, ...breaks.filter((x) => low < x && x < high), high];
  const [bottom, top] = heights;
  const tall = 2 * (top - bottom);
  return ends.slice(1).flatMap((end, i) => {
    const [from, to] = [ends[i] + (i > 0 ? 1e-9 : 0), end - (i + 2 < ends.length ? 1e-9 : 0)];
    const points = Array.from({ length: 400 }, (_, k) => from + ((to - from) * k) / 399).map((x) => [x, f(x)]);
    const kept = points.filter(([, y]) => Number.isFinite(y) && y > bottom - tall && y < top + tall);
    return kept.length > 1 ? [kept] : [];
  });
}

function tangent({ f, slope, note = () => undefined }, x, all) {
  const [value, rise, words] = [f(x, all), slope(x, all), note(x)];
  return {
    x,
    ...(Number.isFinite(value) && { value, valueText: written(value) }),
    ...(Number.isFinite(value) && Number.isFinite(rise) && !words && { slope: rise, slopeText: written(rise) }),
    ...(words && { note: words }),
  };
}

/** `bowl` cut along an axis. */
function cut({ f, gradient, body, x, y }, name, axis) {
  const [other, range] = axis === 'x' ? ['y', x] : ['x', y];
  const order = (one, all) => (axis === 'x' ? [one, all.y] : [all.x, one]);
  return {
    name: formula(`${name}(x, y)`),
    body,
    slopeName: formula(`∂${name}/∂${axis}`, `\\frac{\\partial ${name}}{\\partial ${axis}}`),
    slopeBody: formula(axis === 'x' ? '2x' : '6y'),
    f: (one, all) => f(...order(one, all)),
    slope: (one, all) => gradient(...order(one, all))[axis === 'x' ? 0 : 1],
    held: (all) => [formula(`${other} = ${all[other]}`)],
    marks: [],
    range,
    heights: [
      [-2, 40],
      [-20, 20],
    ],
  };
}

const found = (name, axis) => curves[name] ?? cut(maps[name], name, axis);

const answers = {
  'nabla/plot'(params) {
    const all = numbers(params);
    if (params.function === 'nowhere')
      return { kind: 'nothing', reason: '√(−1 − x²) has no value anywhere: −1 − x² is never above 0.' };
    if (params.axes.length === 2) return contours(params);
    const curve = found(params.function, params.axes[0]);
    const { f, slope, breaks = [], isWhole, marks, range, heights, held = () => [] } = curve;
    const x = params.ranges?.[0] ?? range;
    return {
      kind: 'curve',
      version: 1,
      variable: params.axes[0],
      name: curve.name,
      body: curve.body,
      slopeName: curve.slopeName,
      slopeBody: curve.slopeBody,
      held: held(all),
      x,
      y: heights[0],
      slopeY: heights[1],
      branches: branches((at) => f(at, all), x, isWhole ? [] : breaks, heights[0]),
      slopeBranches: branches((at) => slope(at, all), x, breaks, heights[1]),
      marks,
      tangent: tangent(curve, all[params.axes[0]] ?? 1, all),
    };
  },
  'nabla/tangent'(params) {
    return { kind: 'tangent', ...tangent(found(params.function, params.axis), params.x, numbers(params)) };
  },
  'nabla/descent'({ function: name, start, rate, steps }) {
    const { f, gradient } = maps[name];
    const path = [{ x: start[0], y: start[1], value: f(...start) }];
    for (let i = 0; i < steps; i++) {
      const { x, y } = path.at(-1);
      const [dx, dy] = gradient(x, y);
      const next = [x - rate * dx, y - rate * dy];
      if (!next.every(Number.isFinite) || !Number.isFinite(f(...next)))
        return { kind: 'descent', path, words: 'It diverges.' };
      path.push({ x: next[0], y: next[1], value: f(...next) });
    }
    return { kind: 'descent', path, words: `It has not arrived after ${steps} steps.` };
  },
};

function contours({ function: name, axes, ranges }) {
  const map = maps[name];
  const [x, y] = ranges ?? [map.x, map.y];
  const grid =
    (count) =>
    (i, [low, high]) =>
      low + ((high - low) * i) / (count - 1);
  const [fine, coarse] = [grid(81), grid(15)];
  const all = Array.from({ length: 81 * 81 }, (_, i) => map.f(fine(i % 81, x), fine(Math.floor(i / 81), y)));
  const arrows = Array.from({ length: 225 }, (_, i) => [coarse(i % 15, x), coarse(Math.floor(i / 15), y)])
    .map(([ax, ay]) => [ax, ay, ...map.gradient(ax, ay)])
    .filter((numbers) => numbers.every(Number.isFinite))
    .map(([ax, ay, dx, dy]) => ({ x: ax, y: ay, dx, dy }));
  return {
    kind: 'contours',
    version: 1,
    variables: axes,
    name: formula(`${name}(x, y)`, `\\mathrm{${name}}(x, y)`),
    body: map.body,
    held: [],
    x,
    y,
    columns: 81,
    rows: 81,
    values: all.map((value) => (Number.isFinite(value) ? value : null)),
    levels: map.levels,
    arrows,
    start: map.start,
    rate: map.rate,
  };
}

/** How long the server takes, in milliseconds; a test may make it slow. */
export const server = { delay: 0, asked: [], tangents: 0, most: 0 };

export async function ask(method, params) {
  server.asked.push({ method, params });
  const isTangent = method === 'nabla/tangent';
  server.tangents += Number(isTangent);
  server.most = Math.max(server.most, server.tangents);
  await new Promise((resolve) => setTimeout(resolve, server.delay));
  server.tangents -= Number(isTangent);
  return answers[method](params);
}
