// Shapley's split of a product that changed: each factor gets its average effect over all orders in which the factors could have
// changed. It depends on no order, the parts add up to the change, and looking backwards in time only turns the signs.

/** A factor before and after, as fractions over one denominator. */
export interface Factor<Name extends string> {
  readonly name: Name;
  readonly before: bigint;
  readonly after: bigint;
  readonly over: bigint;
}

/** Whole numbers by factor that add up to `after - before` of the product, which must be whole in both. */
export function splitProduct<Name extends string>(factors: readonly Factor<Name>[]): ReadonlyMap<Name, bigint> {
  const size = factors.length;
  const over = factors.reduce((product, factor) => product * factor.over, 1n) * factorial(size);
  const exact = factors.map((factor, index) => {
    const others = factors.filter((_, other) => other !== index);
    return { name: factor.name, part: (factor.after - factor.before) * weighted(others, size) };
  });
  return wholeParts(exact, over);
}

/** The sum over all sets of the others that changed before, each weighed by the number of orders that have it so. */
function weighted(others: readonly Factor<string>[], size: number): bigint {
  // Coefficient k: the sum over all choices of k changed factors of the product of all.
  let coefficients: readonly bigint[] = [1n];
  for (const { before, after } of others) {
    const next: bigint[] = Array.from({ length: coefficients.length + 1 }, () => 0n);
    for (const [changed, sum] of coefficients.entries()) {
      next[changed] = (next[changed] ?? 0n) + sum * before;
      next[changed + 1] = (next[changed + 1] ?? 0n) + sum * after;
    }
    coefficients = next;
  }
  return coefficients.reduce(
    (sum, products, changed) => sum + products * factorial(changed) * factorial(size - 1 - changed),
    0n,
  );
}

function factorial(number: number): bigint {
  let product = 1n;
  for (let factor = 2; factor <= number; factor++) product *= BigInt(factor);
  return product;
}

/** Each part rounded half away from zero; what rounding left over goes to the largest part, the first of equals. */
function wholeParts<Name extends string>(
  exact: readonly { readonly name: Name; readonly part: bigint }[],
  over: bigint,
): ReadonlyMap<Name, bigint> {
  const parts = new Map<Name, bigint>();
  let left = exact.reduce((sum, { part }) => sum + part, 0n) / over;
  let largest: { readonly name: Name; readonly size: bigint } | undefined;
  for (const { name, part } of exact) {
    const whole = roundAway(part, over);
    parts.set(name, whole);
    left -= whole;
    const size = part < 0n ? -part : part;
    if (!largest || size > largest.size) largest = { name, size };
  }
  if (largest && left !== 0n) parts.set(largest.name, (parts.get(largest.name) ?? 0n) + left);
  return parts;
}

function roundAway(dividend: bigint, divisor: bigint): bigint {
  const size = dividend < 0n ? -dividend : dividend;
  const rounded = (2n * size + divisor) / (2n * divisor);
  return dividend < 0n ? -rounded : rounded;
}
