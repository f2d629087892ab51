// In: numbers. Out: what sums them up.
export const quantile = (values, q) =>
  values.toSorted((one, other) => one - other)[Math.min(values.length - 1, Math.floor(q * values.length))];
export const median = (values) => quantile(values, 0.5);
export const total = (values) => values.reduce((sum, value) => sum + value, 0);
