// No log of the call has usage, though it did not fail: its cost is unknown, not zero. Callers who left are no failure.
import { defineFinding } from '../define-finding.ts';
import { isUnpriced } from '../facts.ts';
import { occurrence } from '../occurrence.ts';

export const priceUsageMissing = defineFinding({
  code: 'price/usage-missing',
  severity: 'warning',
  about: 'doubts',
  title: 'Call without token usage',
  why: 'A call that succeeded, or whose caller left early, cost something; without usage its cost is unknown, not zero. Streams lose usage when the client does not ask for it.',
  fix: 'Ask for usage on streams (OpenAI: stream_options.include_usage) and log it.',
  *check({ calls }) {
    for (const one of calls) {
      if (!isUnpriced(one, 'no usage')) continue;
      const { metering, sightings } = one.call;
      const { component } = sightings[0];
      const what = metering.streamed ? 'streamed call' : 'call';
      const model = metering.response_model ?? metering.model ?? 'an unnamed model';
      yield occurrence(one, `${what} to ${model} at ${component} has no usage`, { what, model, component });
    }
  },
});
