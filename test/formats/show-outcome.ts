// The readable, stable form of outcomes in golden files: fields in model order, ISO times, decimal money, nothing that is empty.
import type { Event, Nanoseconds } from '../../src/model/event.ts';
import { textFields } from '../../src/model/fields.ts';
import { usdToDecimal } from '../../src/model/money.ts';
import type { Read } from './samples.ts';

/** `record` counts the records of the sample from 1: the line number of a JSONL sample. */
export function showReads(reads: readonly (Read & { readonly line: number })[]): string {
  return `${JSON.stringify(reads.map(showRead), null, 2)}\n`;
}

function showRead({ line, format, outcome }: Read & { readonly line: number }): object {
  const head = { record: line, ...(format === undefined ? {} : { format }) };
  switch (outcome.kind) {
    case 'events':
      return { ...head, events: outcome.events.map(showEvent) };
    case 'skipped':
      return { ...head, skipped: outcome.reason, ...(outcome.detail === undefined ? {} : { detail: outcome.detail }) };
    case 'rejected':
      return { ...head, rejected: outcome.reason, ...(outcome.hint === undefined ? {} : { hint: outcome.hint }) };
  }
}

export function showEvent(event: Event, index = 0): object {
  const { place, step, notes, start, end, logged_cost_usd: cost } = event;
  return withoutBlanks({
    pointer: place.pointer,
    step: step === index ? undefined : step,
    role: event.role,
    hop: event.hop,
    ...Object.fromEntries(textFields.map((field) => [field, event[field]])),
    links: event.links,
    attempt: event.attempt,
    cache_hit: event.cache_hit,
    streamed: event.streamed,
    granularity: event.granularity === 'call' ? undefined : event.granularity,
    requests: event.requests,
    start: start === undefined ? undefined : isoTime(start),
    end: end === undefined ? undefined : isoTime(end),
    usage: event.usage,
    raw_usage: event.raw_usage,
    logged_cost_usd: cost === undefined ? undefined : usdToDecimal(cost),
    notes: notes.length === 0 ? undefined : notes,
  });
}

function withoutBlanks(object: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
}

export function isoTime(time: Nanoseconds): string {
  const second = time / 1_000_000_000n;
  const fraction = (time % 1_000_000_000n).toString().padStart(9, '0').replace(/0+$/, '');
  const text = new Date(Number(second) * 1000).toISOString().slice(0, 19);
  return `${text}${fraction === '' ? '' : `.${fraction}`}Z`;
}
