// Prints how quickly the bundled list loads, calls are priced once their kind is known, and a figure nobody explains is given up.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const bundle = await build({
  stdin: {
    contents: `
      export { compileRates } from './src/pricing/rates.ts';
      export { priceUsage } from './src/pricing/price-usage.ts';
      export { compareCost } from './src/pricing/compare-cost.ts';
      export { trustedCatalogue } from './src/pricing/trusted-catalogue.ts';
      export { differingPairs } from './test/pricing/exact-reference.ts';`,
    resolveDir: fileURLToPath(new URL('../..', import.meta.url)),
  },
  bundle: true,
  format: 'esm',
  platform: 'node',
  write: false,
});
const code = Buffer.from(bundle.outputFiles[0].contents).toString('base64');
const { compareCost, compileRates, differingPairs, priceUsage, trustedCatalogue } = await import(
  `data:text/javascript;base64,${code}`
);

const file = new URL('../../src/pricing/catalogue/list.json', import.meta.url);
/** Of one core: what other programs do on the machine does not count. */
const seconds = (work) => {
  const started = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(started);
  return (user + system) / 1e6;
};

let rates;
const load = seconds(() => {
  rates = compileRates([trustedCatalogue(readFileSync(file, 'utf8'))]);
  priceUsage({ provider: 'openai', model: 'gpt-4.1-mini', usage: { input: 1 } }, rates);
});

const calls = 1_000_000;
const start = BigInt(Date.parse('2026-05-01T00:00:00Z')) * 1_000_000n;
const kinds = [
  { provider: 'openai', model: 'gpt-4.1-mini' },
  { provider: 'anthropic', model: 'claude-sonnet-4-5', service_tier: 'batch' },
  { provider: 'google', model: 'gemini-2.5-pro', region: 'us-central1' },
  { provider: 'bedrock', model: 'us.anthropic.claude-sonnet-4-5-20250929-v1:0' },
];
const requests = Array.from({ length: 10_000 }, (_, n) => ({
  ...kinds[n % kinds.length],
  start: start + BigInt(n) * 1_000_000_000n,
  usage: { input: 500 + (n % 9000), output: 100 + (n % 700) },
}));
let sum = 0n;
const round = () =>
  seconds(() => {
    sum = 0n;
    for (let n = 0; n < calls; n += 1) {
      const price = priceUsage(requests[n % requests.length], rates);
      if (price.kind === 'priced') sum += price.usd;
    }
  });
// The best of ten: whatever else runs on the machine only ever makes a round slower.
const priced = Math.min(...Array.from({ length: 10 }, round));

const odd = requests.map((request) => ({ request, price: priceUsage(request, rates) }));
const unexplained = seconds(() => {
  for (const { request, price } of odd) compareCost((price.usd * 1_234_567n) / 1_000_000n, request, price, rates);
});

console.log(`list loaded and first call priced  ${(load * 1000).toFixed(1)} ms`);
console.log(
  `calls priced                       ${Math.round(calls / priced).toLocaleString('en')} a second (sum ${sum})`,
);
console.log(`unexplained figures searched       ${Math.round(odd.length / unexplained).toLocaleString('en')} a second`);

const pairs = 1_000_000;
const exact = seconds(() => {
  const differing = differingPairs(1000, pairs / 1000, 20_261_121);
  if (differing.length > 0) throw new Error(`${differing.length} of ${pairs} random pairs differ from the reference`);
});
console.log(`random pairs equal to fractions    ${pairs.toLocaleString('en')} in ${exact.toFixed(1)} s, none differs`);
