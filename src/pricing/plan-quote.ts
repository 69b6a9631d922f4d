// Everything about a price that does not depend on the time and the usage of a call, worked out once for each kind of call.

import { planRows, type RowPlan, type Selectors } from './choose-row.ts';
import type { PriceRow } from './compile-row.ts';
import { isSnapshotOf, placeInId, spellings } from './model-id.ts';
import { type Named, type Picked, pickModel, type Unpriced } from './pick-model.ts';
import { mostKept, type Rates } from './rates.ts';

export type QuotePlan =
  | {
      readonly kind: 'plan';
      readonly picked: Extract<Picked, { kind: 'picked' }>;
      /** One for each model the id may stand for. */
      readonly rows: readonly RowPlan[];
      /** The one row that holds at every time. */
      readonly always: PriceRow | undefined;
    }
  | Unpriced;

/** Plans made so far, by the model a request names; few kinds of call share a model, so those are compared one by one. */
export interface Plans {
  readonly byModel: Map<string | undefined, KnownPlan[]>;
  count: number;
}
/** All members always there, so that comparing stays quick. */
interface KnownPlan {
  readonly provider: string | undefined;
  readonly response_model: string | undefined;
  readonly service_tier: string | undefined;
  readonly region: string | undefined;
  readonly speed: string | undefined;
  readonly endpoint: string | undefined;
  readonly plan: QuotePlan;
}

/**
 * Requests come in many shapes, and asking each for members it lacks takes three times as long as going through those it has.
 * The members stay in variables: an object for them would be made for every call.
 */
export function planQuote(request: Named & Selectors, rates: Rates): QuotePlan {
  let provider: string | undefined;
  let model: string | undefined;
  let response_model: string | undefined;
  let service_tier: string | undefined;
  let region: string | undefined;
  let speed: string | undefined;
  let endpoint: string | undefined;
  for (const name in request) {
    if (name === 'provider') provider = request.provider;
    else if (name === 'model') model = request.model;
    else if (name === 'response_model') response_model = request.response_model;
    else if (name === 'service_tier') service_tier = request.service_tier;
    else if (name === 'region') region = request.region;
    else if (name === 'speed') speed = request.speed;
    else if (name === 'endpoint') endpoint = request.endpoint;
  }
  const list = rates.plans.byModel.get(model);
  if (list) {
    for (const known of list) {
      if (
        known.provider === provider &&
        known.response_model === response_model &&
        known.service_tier === service_tier &&
        known.region === region &&
        known.speed === speed &&
        known.endpoint === endpoint
      ) {
        return known.plan;
      }
    }
  }
  const plan = makePlan(request, rates);
  keep(model, { provider, response_model, service_tier, region, speed, endpoint, plan }, rates.plans);
  return plan;
}

function keep(model: string | undefined, known: KnownPlan, plans: Plans): void {
  const list = plans.byModel.get(model);
  if (!list || list.length >= mostAlike) plans.byModel.set(model, [known]);
  else list.push(known);
  plans.count += 1;
  // A hostile file cannot fill the memory with new names.
  if (plans.count >= mostKept) {
    plans.byModel.clear();
    plans.count = 0;
  }
}

/** Plans of one model that are kept; a file with more names for its regions than this has no few kinds of call. */
const mostAlike = 64;

function makePlan(request: Named & Selectors, rates: Rates): QuotePlan {
  const picked = pickModel(request, rates);
  if (picked.kind === 'unpriced') return picked;
  const { seller, id, resolution, mapped } = picked;
  const region = request.region ?? mapped?.region ?? placeInId(seller, id) ?? placeAskedFor(seller, request.model, id);
  const selectors = {
    ...request,
    ...(request.service_tier === undefined && mapped?.tier !== undefined && { service_tier: mapped.tier }),
    ...(region !== undefined && { region }),
  };
  const models = resolution.kind === 'one' ? [resolution.model] : resolution.models;
  const buyer = { seller, ids: spellings(seller, id) };
  const rows = models.map((model) => planRows(model, selectors, buyer, rates.layers));
  return { kind: 'plan', picked, rows, always: alwaysOf(rows) };
}

/** The place in the id that was asked for, where the id that was served is the same model without it, or a snapshot of it. */
function placeAskedFor(seller: string, asked: string | undefined, served: string): string | undefined {
  const place = asked === undefined ? undefined : placeInId(seller, asked);
  if (asked === undefined || place === undefined) return undefined;
  const [askedId, servedId] = [spellings(seller, asked), spellings(seller, served).at(-1) ?? ''];
  return askedId.some((id) => id === servedId || isSnapshotOf(servedId, id)) ? place : undefined;
}

function alwaysOf([plan, ...more]: readonly RowPlan[]): PriceRow | undefined {
  const [first, ...others] = plan?.groups[0]?.rows ?? [];
  const isOnly = more.length === 0 && others.length === 0;
  const { from, to, window } = first ?? {};
  return isOnly && from === undefined && to === undefined && window === undefined ? first : undefined;
}
