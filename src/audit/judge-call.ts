// The verdict on one call: price, cost basis, contract, and whether its owner is proven, recoverable or unknown.
import type { Contract, ContractVerdict } from '../contract/contract.ts';
import { ownershipFields } from '../model/fields.ts';
import { usdToDecimal } from '../model/money.ts';
import type { Price } from '../model/price.ts';
import type { Attribution, Call, Trace } from '../model/trace.ts';
import { compareCost } from '../pricing/compare-cost.ts';
import { priceUsage } from '../pricing/price-usage.ts';
import type { Rates } from '../pricing/rates.ts';
import type { AttributionPart, AuditedCall, Cost, UnattributedCause } from './audited.ts';
import { obstaclesOf } from './obstacles.ts';
import { isoTime } from './time-text.ts';

export interface Rules {
  readonly contract: Contract;
  readonly rates: Rates;
}

export function judgeCall(call: Call, billed: boolean, trace: Trace, { contract, rates }: Rules): AuditedCall {
  const { metering } = call;
  const price = priceUsage(metering, rates);
  const comparison =
    metering.logged_cost_usd === undefined ? undefined : compareCost(metering.logged_cost_usd, metering, price, rates);
  const verdict = contract.judge(candidateOf(call, isProof));
  const part = partOf(call, verdict);
  return {
    call,
    billed,
    price,
    ...(comparison ? { comparison } : {}),
    cost: billed ? costOf(call, price) : { basis: 'repriced', usd: 0n },
    contract: verdict,
    part,
    ...(part === 'unattributed' ? { cause: causeOf(call, verdict, trace) } : {}),
    obstacles: part === 'proven' ? [] : obstaclesOf(call, verdict, trace),
  };
}

/** Proof is a value on the call's own record or in another log of the same call. */
export function isProof({ grade }: Attribution): boolean {
  return grade === 'explicit' || grade === 'joined';
}

/**
 * The flat object a contract judges. The environment decides how strict the contract is, so it counts however it is known;
 * every other value only as far as `counts` allows.
 */
function candidateOf(
  { envelope, metering }: Call,
  counts: (attribution: Attribution) => boolean,
): Record<string, unknown> {
  const candidate: Record<string, unknown> = {};
  for (const field of ['trace_id', ...ownershipFields] as const) {
    const attribution = envelope[field];
    if (attribution && (field === 'environment' || counts(attribution))) candidate[field] = attribution.value;
  }
  const { usage_from: _usage, logged_from: _logged, start, end, logged_cost_usd: logged, ...rest } = metering;
  const model = metering.response_model ?? metering.model;
  return {
    ...candidate,
    ...rest,
    ...(model === undefined ? {} : { model: metering.model ?? model }),
    ...(start === undefined ? {} : { start: isoTime(start) }),
    ...(end === undefined ? {} : { end: isoTime(end) }),
    ...(logged === undefined ? {} : { logged_cost_usd: usdToDecimal(logged) }),
  };
}

/** Repriced, else logged, else unpriced. A band is not a price. */
function costOf({ metering }: Call, price: Price): Cost {
  if (price.kind === 'priced') return { basis: 'repriced', usd: price.usd };
  if (metering.logged_cost_usd !== undefined) return { basis: 'logged', usd: metering.logged_cost_usd };
  return { basis: 'unpriced', usd: 0n };
}

function partOf({ envelope }: Call, verdict: ContractVerdict): AttributionPart {
  const owner = envelope.owner_team;
  if (!owner || owner.rivals.length > 0 || isInvalid('owner_team', verdict)) return 'unattributed';
  const contradicted = verdictFields(verdict).length > 0 || requiredRivals(envelope);
  return contradicted ? 'recoverable' : 'proven';
}

function verdictFields(verdict: ContractVerdict): readonly string[] {
  return [...verdict.missing, ...verdict.invalid.map(({ field }) => field)];
}

/** Logs of the same call that disagree about workflow or feature leave the owner clear but the rest unproven. */
function requiredRivals(envelope: Call['envelope']): boolean {
  return [envelope.workflow_id, envelope.feature].some((attribution) => (attribution?.rivals.length ?? 0) > 0);
}

export function isInvalid(field: string, verdict: ContractVerdict): boolean {
  return verdict.invalid.some((fault) => fault.field === field);
}

const identities = [
  'virtual_key',
  'api_key_id',
  'project_id',
  'workspace_id',
  'principal',
  'account_id',
  'service_account',
  'namespace',
] as const;
const broken = new Set(['orphan', 'cycle', 'too-deep', 'unstitched-restart', 'ambiguous-link']);

function causeOf(call: Call, verdict: ContractVerdict, trace: Trace): UnattributedCause {
  const owner = call.envelope.owner_team;
  if (owner && owner.rivals.length > 0) return 'conflicting-owners';
  if (owner || isInvalid('owner_team', verdict)) return 'invalid-owner';
  if (isBroken(call, trace)) return 'broken-trace';
  if (call.sightings.some((event) => identities.some((field) => event[field] !== undefined)))
    return 'unmapped-identity';
  const onlySession =
    call.envelope.trace_id === undefined && call.sightings.some((event) => event.session_id ?? event.conversation_id);
  return onlySession ? 'session-only' : 'never-set';
}

/** A fault of the trace on this call's own path: the way to the user's action is not whole. */
export function isBroken(call: Call, trace: Trace): boolean {
  if (trace.faults.length === 0) return false;
  const onPath = new Set(call.path.flatMap((hop) => hop.events));
  return trace.faults.some((fault) => broken.has(fault.kind) && onPath.has(fault.at));
}
