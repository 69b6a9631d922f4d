// Everything about a price that does not depend on the time and the usage of a call, worked out once for each kind of call.

import { planRows, type RowPlan, type Selectors } from './choose-row.ts';
import type { PriceRow } from './compile-row.ts';
import { spellings } from './model-id.ts';
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

export function planQuote(request: Named & Selectors, rates: Rates): QuotePlan {
  const { plans } = rates;
  const { provider, model, response_model, service_tier, region, speed, endpoint } = kindOf(request);
  const list = plans.byModel.get(model);
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
  const known: KnownPlan = { provider, response_model, service_tier, region, speed, endpoint, plan };
  if (!list || list.length >= mostAlike) plans.byModel.set(model, [known]);
  else list.push(known);
  plans.count += 1;
  // A hostile file cannot fill the memory with new names.
  if (plans.count >= mostKept) {
    plans.byModel.clear();
    plans.count = 0;
  }
  return plan;
}

interface Kind {
  provider: string | undefined;
  model: string | undefined;
  response_model: string | undefined;
  service_tier: string | undefined;
  region: string | undefined;
  speed: string | undefined;
  endpoint: string | undefined;
}

/**
 * The members a plan depends on. Requests come in many shapes, and asking each for members it lacks takes three times as
 * long as going through those it has.
 */
function kindOf(request: Named & Selectors): Kind {
  const kind: Kind = {
    provider: undefined,
    model: undefined,
    response_model: undefined,
    service_tier: undefined,
    region: undefined,
    speed: undefined,
    endpoint: undefined,
  };
  for (const name in request) {
    if (name === 'provider') kind.provider = request.provider;
    else if (name === 'model') kind.model = request.model;
    else if (name === 'response_model') kind.response_model = request.response_model;
    else if (name === 'service_tier') kind.service_tier = request.service_tier;
    else if (name === 'region') kind.region = request.region;
    else if (name === 'speed') kind.speed = request.speed;
    else if (name === 'endpoint') kind.endpoint = request.endpoint;
  }
  return kind;
}

/** Plans of one model that are kept; a file with more names for its regions than this has no few kinds of call. */
const mostAlike = 64;

function makePlan(request: Named & Selectors, rates: Rates): QuotePlan {
  const picked = pickModel(request, rates);
  if (picked.kind === 'unpriced') return picked;
  const { seller, id, resolution, mapped } = picked;
  const selectors = {
    ...request,
    ...(request.service_tier === undefined && mapped?.tier !== undefined && { service_tier: mapped.tier }),
    ...(request.region === undefined && mapped?.region !== undefined && { region: mapped.region }),
  };
  const models = resolution.kind === 'one' ? [resolution.model] : resolution.models;
  const buyer = { seller, ids: spellings(seller, id) };
  const rows = models.map((model) => planRows(model, selectors, buyer, rates.layers));
  return { kind: 'plan', picked, rows, always: alwaysOf(rows) };
}

function alwaysOf([plan, ...more]: readonly RowPlan[]): PriceRow | undefined {
  const [first, ...others] = plan?.groups[0]?.rows ?? [];
  const isOnly = more.length === 0 && others.length === 0;
  const { from, to, window } = first ?? {};
  return isOnly && from === undefined && to === undefined && window === undefined ? first : undefined;
}
