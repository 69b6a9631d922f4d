// A stream whose log has next to no output though it ran for long: the count is that of the first chunk.
import { defineFinding } from '../define-finding.ts';
import { occurrence } from '../occurrence.ts';

/** A model that writes one token in so long a time does not exist. */
const longStream = 5_000_000_000n;

export const priceStreamOutputImplausible = defineFinding({
  code: 'price/stream-output-implausible',
  severity: 'warning',
  title: 'Stream with next to no output',
  why: 'The first chunk of a stream counts one output token, the last one all. The log kept the first, so the cost is far too low.',
  fix: 'Log the usage of the last chunk; ask for usage on streams (OpenAI: stream_options.include_usage).',
  about: 'streams',
  *check({ calls }) {
    for (const one of calls) {
      const { streamed, usage, start, end, status } = one.call.metering;
      if (!streamed || usage === undefined || start === undefined || end === undefined || status === 'error') continue;
      const output = (usage.output ?? 0) + (usage.reasoning ?? 0) + (usage.audio_out ?? 0) + (usage.image_out ?? 0);
      if (output > 1 || end - start < longStream) continue;
      const evidence = { output: String(output), seconds: String((end - start) / 1_000_000_000n) };
      yield occurrence(one, `a stream of ${evidence.seconds} seconds has an output of ${evidence.output}`, evidence);
    }
  },
});
