// Counts that nothing tells how to read: the call is priced both ways, and what lies between is at stake.
import { usdToDecimal } from '../../../model/money.ts';
import type { Price } from '../../../model/price.ts';
import type { AuditedCall } from '../../audited.ts';
import { defineFinding } from '../define-finding.ts';
import { occurrence } from '../occurrence.ts';

export const priceUsageAmbiguous = defineFinding({
  code: 'price/usage-ambiguous',
  severity: 'warning',
  about: 'note usage-ambiguous',
  title: 'Token counts that can be read in two ways',
  why: 'Nothing on the record says whether these tokens are inside the count they belong to or beside it, and the two readings cost differently. They were read as inside.',
  fix: 'Log the total beside the parts, send the attributes of the current GenAI conventions, or give the provider’s own log of the same calls.',
  *check({ calls }) {
    for (const one of calls) {
      const parts = partsOf(one);
      if (parts === undefined || one.other_reading === undefined) continue;
      const [inside, beside] = [amountOf(one.price), amountOf(one.other_reading)];
      const known = inside !== undefined && beside !== undefined;
      const costs = known ? `: $${usdToDecimal(inside)} inside, as counted, $${usdToDecimal(beside)} beside` : '';
      const whole = parts === 'audio' || parts === 'image' ? 'cached count' : 'count';
      const message = `nothing says whether ${parts} tokens are inside the ${whole} or beside it${costs}`;
      const evidence = { parts, ...(known && { inside: usdToDecimal(inside), beside: usdToDecimal(beside) }) };
      const between = !known ? 0n : inside < beside ? beside - inside : inside - beside;
      yield { ...occurrence(one, message, evidence), at_stake: between };
    }
  },
});

function partsOf({ call }: AuditedCall): string | undefined {
  for (const note of call.metering.usage_from?.notes ?? []) {
    if (note.kind === 'usage-ambiguous') return note.parts.join(' and ');
  }
  return undefined;
}

const amountOf = (price: Price): bigint | undefined => (price.kind === 'priced' ? price.usd : undefined);
