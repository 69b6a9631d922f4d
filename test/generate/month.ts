// A month of spend whose total and ownerless share are exact by construction: one token more or less would show.
import type { PlannedEnvelope, PlannedHop } from './plan.ts';
import { type Random, random } from './random.ts';
import { neutralLine, spanLine } from './render.ts';
import { bifrostRow, spendRow } from './render-logs.ts';

/** In its prices one input token of `swift` costs a millionth of a dollar, so every amount of whole millionths can be made. */
export const monthCard = {
  id: 'larkspur-contract',
  rows: [
    { seller: 'larkspur', model: 'swift', prices: { input: '1', cached_input: '0.1', output: '5' } },
    { seller: 'larkspur', model: 'deep', prices: { input: '3', cached_input: '0.3', output: '15' } },
  ],
};
const microsPerToken = { swift: [1, 5], deep: [3, 15] } as const;

const teams: readonly [string, ...string[]] = ['support', 'sales', 'search', 'billing'];
const loggers = [neutralLine, spendRow, bifrostRow, spanLine] as const;

/** Log lines that cost exactly `owned` and `ownerless` dollars, in no order. */
export function monthOf({ owned, ownerless }: { owned: number; ownerless: number }, seed: number): string[] {
  const chance = random(seed);
  const lines: string[] = [];
  for (const [dollars, hasOwner] of [
    [owned, true],
    [ownerless, false],
  ] as const) {
    for (let left = dollars * 1_000_000; left > 0; ) {
      const { call, micros } = callOf(left, lines.length, chance);
      left -= micros;
      const log = loggers[lines.length % loggers.length] ?? neutralLine;
      lines.push(JSON.stringify(log(hopOf(call, hasOwner, lines.length, chance))));
    }
  }
  return lines;
}

type Call = NonNullable<PlannedHop['call']>;

/** A call of some five to twenty dollars; the last one takes what is left. */
function callOf(left: number, number: number, chance: Random): { call: Call; micros: number } {
  const wanted = chance.pick<keyof typeof microsPerToken>(['swift', 'deep']);
  const [perInput, perOutput] = microsPerToken[wanted];
  const usage = { input: 1_500_000 + chance.int(2_000_000), cached: 0, output: 300_000 + chance.int(500_000) };
  const cost = usage.input * perInput + usage.output * perOutput;
  const id = {
    provider: 'larkspur',
    status: 'ok',
    request_id: `req-${number}`,
    provider_request_id: `resp-${number}`,
  } as const;
  if (cost <= left) return { call: { model: wanted, usage, ...id }, micros: cost };
  return { call: { model: 'swift', usage: { input: left, cached: 0, output: 0 }, ...id }, micros: left };
}

function hopOf(call: Call, hasOwner: boolean, number: number, chance: Random): PlannedHop {
  const start = Date.UTC(2026, 8, 1) + chance.int(30 * 86_400) * 1000;
  const team = chance.pick(teams);
  const envelope: PlannedEnvelope = {
    ...(hasOwner ? { owner_team: team, workflow_id: `${team}-flow`, feature: `${team}-feature` } : {}),
    environment: 'production',
  };
  const ids = { trace_id: chance.hex(32), span_id: chance.hex(16) };
  return {
    hop: 'gateway',
    component: `edge-${number % 3}`,
    ...ids,
    start,
    end: start + 900,
    envelope,
    operation: 'chat',
    call,
  };
}
