/** The Bernoulli numbers, exactly: what asymptotic series of the gamma family are made of. */

/** A fraction in lowest terms or not; the denominator is positive. */
export type Fraction = readonly [numerator: bigint, denominator: bigint];

/** As many as the asymptotic series ever need: see `shift` in gamma-family.ts. */
const COUNT = 60;

/**
 * B₂, B₄, …, B₁₂₀. From the tangent numbers, B₂ₖ = (−1)^(k−1)·2k·Tₖ / (4^k·(4^k − 1)) (DLMF 24.15.4); those by the
 * triangle of R. Brent and D. Harvey, Fast computation of Bernoulli, Tangent and Secant numbers (2013), algorithm TangentNumbers.
 */
export const bernoulli: readonly Fraction[] = tangentNumbers(COUNT).map((tangent, index) => {
  const k = BigInt(index + 1);
  const sign = index % 2 === 0 ? 1n : -1n;
  return [sign * 2n * k * tangent, 4n ** k * (4n ** k - 1n)];
});

function tangentNumbers(count: number): bigint[] {
  const row: bigint[] = [1n];
  for (let k = 1; k < count; k += 1) row.push(BigInt(k) * (row[k - 1] ?? 0n));
  for (let k = 1; k < count; k += 1) {
    for (let j = k; j < count; j += 1) {
      row[j] = BigInt(j - k) * (row[j - 1] ?? 0n) + BigInt(j - k + 2) * (row[j] ?? 0n);
    }
  }
  return row;
}
