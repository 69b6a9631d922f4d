// The verdict on one call: price, cost basis, contract, and whether its owner is proven, recoverable or unknown.
import type { Contract, ContractVerdict } from '../contract/contract.ts';
import type { Event } from '../model/event.ts';
import { infrastructureFields, ownershipFields, textFields } from '../model/fields.ts';
import type { Price } from '../model/price.ts';
import type { Call, Metering, TraceFacts } from '../model/trace.ts';
import { compareCost } from '../pricing/compare-cost.ts';
import { priceUsage } from '../pricing/price-usage.ts';
import type { Rates } from '../pricing/rates.ts';
import type { Registry } from '../registry/registry.ts';
import type { AttributionPart, AuditedCall, Cost, UnattributedCause } from './audited.ts';
import { candidateOf, isAllProof, isProof } from './candidate.ts';
import { obstaclesOf, type Wanting } from './obstacles.ts';

export interface Rules {
  readonly contract: Contract;
  readonly rates: Rates;
  readonly registry?: Registry;
}

export function judgeCall(call: Call, billed: boolean, trace: TraceFacts, { contract, rates }: Rules): AuditedCall {
  const { metering } = call;
  const price = priceUsage(metering, rates);
  const comparison =
    metering.logged_cost_usd === undefined ? undefined : compareCost(metering.logged_cost_usd, metering, price, rates);
  const verdict = judgeFields(call, contract);
  const wanting = wantingOf(call, contract, verdict);
  const part = partOf(call, wanting);
  const audited: { -readonly [K in keyof AuditedCall]: AuditedCall[K] } = {
    call,
    billed,
    price,
    cost: billed ? costOf(call, price) : { basis: 'repriced', usd: 0n },
    contract: verdict,
    part,
    obstacles: part === 'proven' ? [] : obstaclesOf(call, wanting),
  };
  if (comparison) audited.comparison = comparison;
  const otherwise = otherReading(metering, rates);
  if (otherwise) audited.other_reading = otherwise;
  if (part === 'unattributed') audited.cause = causeOf(call, trace);
  return audited;
}

function otherReading(metering: Metering, rates: Rates): Price | undefined {
  for (const note of metering.usage_from?.notes ?? []) {
    if (note.kind === 'usage-ambiguous') return priceUsage({ ...metering, usage: note.otherwise }, rates);
  }
  return undefined;
}

/** What is missing is missing as proof; what is invalid is invalid however it is known. */
function judgeFields(call: Call, contract: Contract): ContractVerdict {
  const proof = contract.judge(candidateOf(call, contract, isProof));
  if (isAllProof(call)) return proof;
  const { invalid } = contract.judge(candidateOf(call, contract, () => true));
  const more = invalid.filter(({ field }) => !isInvalid(field, proof));
  return more.length === 0 ? proof : { ...proof, invalid: [...proof.invalid, ...more] };
}

/** What a contract may describe without requiring it: a wrong value there is a finding and takes no proof away. */
const sideFields: ReadonlySet<string> = new Set([...textFields, 'start', 'end', 'logged_cost_usd']);

/** Logs that disagree about the trace id are a restart, not a dispute. */
function wantingOf(call: Call, { required }: Contract, { missing, invalid }: ContractVerdict): Wanting {
  const { envelope } = call;
  const isNeeded = (field: string): boolean => field === 'owner_team' || required.includes(field);
  const foreign = isForeign(call) && !invalid.some(({ field }) => field === 'owner_team') ? ['owner_team'] : none;
  return {
    missing,
    invalid:
      invalid.length === 0
        ? foreign
        : [
            ...invalid.map(({ field }) => field).filter((field) => isNeeded(field) || !sideFields.has(field)),
            ...foreign,
          ],
    disputed: ownershipFields.filter((field) => (envelope[field]?.rivals.length ?? 0) > 0 && isNeeded(field)),
  };
}

const none: readonly never[] = Object.freeze([]);

/** Repriced, else logged, else unpriced. A band is not a price; a zero beside no usage, or less than nothing, is no cost but the lack of one. */
function costOf({ metering }: Call, price: Price): Cost {
  if (price.kind === 'priced') return { basis: 'repriced', usd: price.usd };
  const { logged_cost_usd: logged, usage } = metering;
  if (logged === undefined || logged < 0n || (logged === 0n && usage === undefined))
    return { basis: 'unpriced', usd: 0n };
  return { basis: 'logged', usd: logged };
}

function partOf({ envelope }: Call, { missing, invalid, disputed }: Wanting): AttributionPart {
  const spoilt = [...invalid, ...disputed];
  if (!envelope.owner_team || spoilt.includes('owner_team')) return 'unattributed';
  return missing.length + spoilt.length > 0 ? 'recoverable' : 'proven';
}

/** The registry knows no team by the owner's name. */
function isForeign({ envelope, mapping }: Call): boolean {
  return mapping !== undefined && envelope.owner_team !== undefined && !mapping.team;
}

export function isInvalid(field: string, { invalid }: ContractVerdict): boolean {
  return invalid.length > 0 && invalid.some((fault) => fault.field === field);
}

const identities = [...infrastructureFields, 'service_account', 'namespace'] as const;

function causeOf(call: Call, trace: TraceFacts): UnattributedCause {
  const owner = call.envelope.owner_team;
  if (owner && owner.rivals.length === 0) return isForeign(call) ? 'unknown-team' : 'invalid-owner';
  if (owner) return 'conflicting-owners';
  if (call.mapping?.faults.some(({ kind }) => kind === 'equal-rules')) return 'equal-rules';
  if (call.sightings.some(({ notes }) => notes.some(({ kind }) => kind === 'encrypted'))) return 'encrypted-owner';
  if (isBroken(call, trace)) return 'broken-trace';
  if (call.sightings.some((event) => identities.some((field) => event[field] !== undefined)))
    return 'unmapped-identity';
  const onlySession =
    call.envelope.trace_id === undefined && call.sightings.some((event) => event.session_id ?? event.conversation_id);
  return onlySession ? 'session-only' : 'never-set';
}

/** A fault of the trace on this call's own path: the way to the user's action is not whole. */
export function isBroken(call: Call, trace: TraceFacts): boolean {
  const broken = brokenEvents(trace);
  return broken.size > 0 && call.path.some((hop) => hop.events.some((event) => broken.has(event)));
}

const breaking = new Set(['orphan', 'cycle', 'too-deep', 'unstitched-restart', 'ambiguous-link']);
const known = new WeakMap<TraceFacts, ReadonlySet<Event>>();
const unbroken: ReadonlySet<Event> = new Set();

/** Once for each trace: a hostile one may have as many faults as calls. */
function brokenEvents(trace: TraceFacts): ReadonlySet<Event> {
  if (trace.faults.length === 0) return unbroken;
  const events = known.get(trace) ?? new Set(trace.faults.flatMap(({ kind, at }) => (breaking.has(kind) ? [at] : [])));
  known.set(trace, events);
  return events;
}
