// The five questions asked of any expensive request: which team, which user or service account, which model version, how many tokens,
// which region and price date. What no record says is answered as not recorded, never guessed.
import type { Explanation } from '../model/explanation.ts';
import type { TextField } from '../model/fields.ts';
import { usdToDecimal } from '../model/money.ts';
import type { Attribution, Call } from '../model/trace.ts';
import { promptTokens, totalTokens, type Usage } from '../model/usage.ts';
import type { AuditedCall } from './audited.ts';
import type { AuditSettings } from './settings.ts';
import { isoTime } from './time-text.ts';

type Answers = NonNullable<Explanation['calls'][number]['answers']>;

export function fiveAnswers(one: AuditedCall, { rate_cards: cards }: Pick<AuditSettings, 'rate_cards'>): Answers {
  return [
    { question: 'Which team?', answer: team(one) },
    { question: 'Which user or service account?', answer: user(one.call) },
    { question: 'Which model version served it?', answer: model(one.call) },
    { question: 'How many tokens?', answer: tokens(one) },
    { question: 'Which region, and prices of which date?', answer: regionAndPrice(one, cards) },
  ];
}

const none = 'not recorded';

function team({ call, part }: AuditedCall): string {
  const { owner_team: owner, cost_center: center } = call.envelope;
  if (!owner) return `${none}: nobody owns this call`;
  const doubt = part === 'unattributed' ? ', which does not hold' : '';
  return `${owner.value} (${howKnown(owner)}${doubt})${center ? `, cost center ${center.value}` : ''}`;
}

function howKnown({ grade, rule, from }: Attribution): string {
  return rule === undefined ? `${grade}, ${from.component}` : `${grade}, ${rule}`;
}

function user(call: Call): string {
  const { user_id_hash: known, tenant_id_hash: tenant } = call.envelope;
  const told = new Set<string>();
  const named = (['service_account', 'principal', 'virtual_key', 'api_key_id'] as const).flatMap((field) => {
    const value = seen(call, field);
    if (value === undefined || told.has(value)) return [];
    told.add(value);
    return [`${field.replaceAll('_', ' ')} ${value}`];
  });
  const all = [...(known ? [`user ${known.value}`] : []), ...named, ...(tenant ? [`for tenant ${tenant.value}`] : [])];
  return all.length === 0 ? none : all.join(', ');
}

function seen({ sightings }: Call, field: TextField): string | undefined {
  return sightings.find((event) => event[field] !== undefined)?.[field];
}

function model({ metering }: Call): string {
  const { provider, model: asked, response_model: served, service_tier: tier, requested_tier: wanted } = metering;
  const version = served ?? asked;
  if (version === undefined) return none;
  const notes = [
    ...(served === undefined ? ['as requested; no record names what served'] : []),
    ...(served !== undefined && asked !== undefined && asked !== served ? [`asked for ${asked}`] : []),
    ...(tier === undefined ? [] : [`tier ${tier}`]),
    ...(wanted === undefined || wanted === tier ? [] : [`asked for tier ${wanted}`]),
  ];
  const name = [provider, version].filter((part) => part !== undefined).join(' ');
  return notes.length === 0 ? name : `${name} (${notes.join('; ')})`;
}

function tokens({ call, cost }: AuditedCall): string {
  const { usage } = call.metering;
  const money = cost.basis === 'unpriced' ? 'no price' : `$${usdToDecimal(cost.usd)} ${cost.basis}`;
  if (!usage) return `${none}; ${money}`;
  const input = promptTokens(usage);
  return `${input} in${part(usage, 'cached_input', 'cached')}, ${totalTokens(usage) - input} out${part(usage, 'reasoning', 'reasoning')}; ${money}`;
}

function part(usage: Usage, name: 'cached_input' | 'reasoning', word: string): string {
  const count = usage[name] ?? 0;
  return count > 0 ? ` (${count} ${word})` : '';
}

function regionAndPrice({ call, price }: AuditedCall, cards: AuditSettings['rate_cards']): string {
  const { region, start } = call.metering;
  const where = `region ${region ?? none}`;
  const when = start === undefined ? 'call without a time' : `called ${isoTime(start)}`;
  if (price.kind !== 'priced') return `${where}; ${when}; no price`;
  const { card, valid_from: from } = price.source;
  const asOf = cards.find(({ id }) => id === card)?.as_of;
  const dates = [from === undefined ? undefined : `valid from ${from}`, asOf ? `as of ${asOf}` : undefined];
  const dated = dates.filter((text) => text !== undefined).join(', ');
  return `${where}; ${when}; price list ${card}${dated === '' ? '' : ` (${dated})`}`;
}
