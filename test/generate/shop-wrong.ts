// Requests of the sample company that nobody can place: around the gateway, or through it without an owner.
import type { PlannedHop, PlannedModel, PlannedUsage } from './plan.ts';
import type { Random } from './random.ts';
import { callOf, dayOf, egressLine, keyOf, on, type Request, requestId, usageOf } from './shop-request.ts';
import { appSpans, triage } from './shop-work.ts';

/** Friday the 13th, 14:05: the gateway is down, ticket triage asks OpenAI itself. Its own spans still say who it is. */
export function directCalls(chance: Random): readonly Request[] {
  return Array.from({ length: 3 }, (_, index) => {
    const at = on(13, 14, 5 + index * 4);
    const usage = usageOf(triage.usage, chance);
    const envelope = {
      owner_team: triage.team,
      workflow_id: triage.workflow,
      feature: triage.features[0],
      cost_center: triage.cost_center,
      tenant_id_hash: `t_${chance.hex(10)}`,
      user_id_hash: `u_${chance.hex(10)}`,
      environment: 'production',
    };
    const spans = appSpans(triage, envelope, usage, at, chance);
    const { model } = triage;
    return {
      at,
      spans,
      egress: egressLine({
        by: 'support-api',
        at: at + 130,
        took: 2060,
        model,
        request_id: spans.at(-1)?.request_id ?? '',
        traceparent: `00-${spans.at(-1)?.trace_id}-${spans.at(-1)?.span_id}-01`,
      }),
      billed: { model, day: dayOf(at), account: 'direct', usage },
    };
  });
}

/** Somebody in merchandising found a key: only the egress proxy and the invoice know. */
export function pricingNotebook(chance: Random): readonly Request[] {
  return [4, 6, 9, 10, 12, 13].map((date) => {
    const at = on(date, 16, chance.int(50));
    const model = 'gpt-4.1';
    const usage = usageOf({ input: 24_000, cached: 0, output: 3000 }, chance);
    return {
      at,
      spans: [],
      egress: egressLine({ by: 'pricing-notebook', at, took: 5200, model, request_id: requestId(chance) }),
      billed: { model, day: dayOf(at), account: 'merch', usage },
    };
  });
}

/** Evaluation runs with a virtual key of its own and no metadata: two in the first week, five in the second. */
export function evaluationRuns(chance: Random): readonly Request[] {
  const key = keyOf('eval-nightly', '6');
  return [4, 6, 9, 10, 11, 13, 13].map((date, index) =>
    rowOnly(on(date, 4, 30 + index), 'gpt-4.1', { input: 36_000, cached: 0, output: 2800 }, {}, key, chance),
  );
}

/** The chat widget calls the gateway directly: a session id, no team, no trace. */
export function widgetChats(chance: Random): readonly Request[] {
  return Array.from({ length: 8 }, (_, index) =>
    rowOnly(
      on(2 + ((index * 5) % 14), 12, index * 5),
      'gpt-4.1-mini',
      { input: 6000, cached: 0, output: 1200 },
      { session_id: `chat_${100 + index}` },
      undefined,
      chance,
    ),
  );
}

/** LiteLLM knows it, and the egress proxy saw LiteLLM send it; they share no id. */
function rowOnly(
  at: number,
  model: PlannedModel,
  mean: PlannedUsage,
  known: Partial<PlannedHop>,
  key: Request['key'],
  chance: Random,
): Request {
  const usage = usageOf(mean, chance);
  return {
    at,
    spans: [],
    row: {
      hop: 'gateway',
      component: 'litellm',
      span_id: '',
      start: at,
      end: at + 1800,
      envelope: {},
      call: callOf(model, usage, chance),
      ...known,
    },
    ...(key ? { key } : {}),
    egress: egressLine({ by: 'litellm', at: at + 30, took: 1700, model, request_id: requestId(chance) }),
    billed: { model, day: dayOf(at), account: 'gateway', usage },
  };
}
