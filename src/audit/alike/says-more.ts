// Events that say something of their own beside ids, times, counts and costs: no other event can speak for them.
import type { Event } from '../../model/event.ts';
import { type Usd, usdScale } from '../../model/money.ts';
import { type Usage, usageClasses } from '../../model/usage.ts';

export function saysMore(event: Event): boolean {
  const { usage, role, notes, hints, links, attempt, logged_cost_usd: logged } = event;
  return (
    role === 'rollup' ||
    event.granularity !== 'call' ||
    notes.length > 0 ||
    hints !== undefined ||
    links !== undefined ||
    (attempt ?? 0) > 0 ||
    event.retry_of !== undefined ||
    event.fallback_from !== undefined ||
    event.cache_hit === true ||
    (logged !== undefined && !isPlainCost(logged)) ||
    (event.streamed === true && isNextToNoOutput(usage)) ||
    usageClasses.some((name) => !isPlainCount(usage?.[name] ?? 0))
  );
}

/** The log of a stream may have kept its first chunk: how long it ran tells then (price/stream-output-implausible). */
export const isNextToNoOutput = (usage: Usage | undefined): boolean => (usage?.output ?? 0) <= 1;

const mostLogged = 1_000_000n * 10n ** BigInt(usdScale);
/** More is no cost of one call, and zero is often none at all. */
export const isPlainCost = (logged: Usd): boolean => logged > 0n && logged < mostLogged;

/** More than any one call counts. */
export const mostCounted = 100_000_000;
const isPlainCount = (count: number): boolean => Number.isInteger(count) && count >= 0 && count <= mostCounted;
