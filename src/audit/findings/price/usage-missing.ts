// Call without token usage.

import { defineFinding } from '../define-finding.ts';
import { occurrence } from '../occurrence.ts';

export const priceUsageMissing = defineFinding({
  code: 'price/usage-missing',
  severity: 'warning',
  title: 'Call without token usage',
  why: 'A call that succeeded cost something; without usage its cost is unknown, not zero. Streams lose usage when the client does not ask for it.',
  fix: 'Ask for usage on streams (OpenAI: stream_options.include_usage) and log it.',
  *check({ calls }) {
    for (const one of calls) {
      const { price } = one;
      if (price.kind === 'unpriced' && price.why === 'no usage')
        yield occurrence(
          one,
          `${one.call.metering.streamed ? 'streamed call' : 'call'} at ${one.call.sightings[0].component} has no usage`,
          { why: price.why, detail: price.detail },
        );
    }
  },
});
