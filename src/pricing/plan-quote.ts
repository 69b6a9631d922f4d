// Everything about a price that does not depend on the time and the usage of a call, worked out once for each kind of call.

import { planRows, type RowPlan, type Selectors } from './choose-row.ts';
import { spellings } from './model-id.ts';
import { type Named, type Picked, pickModel, type Unpriced } from './pick-model.ts';
import { mostKept, type Rates } from './rates.ts';

export type QuotePlan =
  | {
      readonly kind: 'plan';
      readonly picked: Extract<Picked, { kind: 'picked' }>;
      /** One for each model the id may stand for. */
      readonly rows: readonly RowPlan[];
    }
  | Unpriced;

export function planQuote(request: Named & Selectors, rates: Rates): QuotePlan {
  const { provider, model, response_model, service_tier, region, speed, endpoint } = request;
  const key = `${provider}\n${model}\n${response_model}\n${service_tier}\n${region}\n${speed}\n${endpoint}`;
  const known = rates.plans.get(key);
  if (known) return known;
  if (rates.plans.size >= mostKept) rates.plans.clear();
  const plan = makePlan(request, rates);
  rates.plans.set(key, plan);
  return plan;
}

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
  return { kind: 'plan', picked, rows: models.map((model) => planRows(model, selectors, buyer, rates.layers)) };
}
