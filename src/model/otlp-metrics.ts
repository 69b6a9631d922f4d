// OTLP/JSON metrics as we write them: gauges with text attributes, one resource, one scope. 64-bit integers are text, as the protocol's JSON wants.
// https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding (read 2026-11-21)
import * as z from 'zod';

const attributes = z.array(
  z.strictObject({ key: z.string().min(1), value: z.strictObject({ stringValue: z.string() }) }),
);

const metric = z.strictObject({
  name: z.string().regex(/^attrib_audit_[a-z_]+$/),
  description: z.string(),
  unit: z.string().describe('UCUM; what is counted stands in braces, so that no collector puts it into the name'),
  gauge: z.strictObject({
    dataPoints: z.array(
      z.strictObject({
        attributes,
        timeUnixNano: z
          .string()
          .regex(/^\d{1,20}$/)
          .describe('of the last call; 0 when no call has a time'),
        asDouble: z.number(),
      }),
    ),
  }),
});

export const otlpMetricsSchema = z.strictObject({
  resourceMetrics: z.tuple([
    z.strictObject({
      resource: z.strictObject({ attributes }),
      scopeMetrics: z.tuple([
        z.strictObject({ scope: z.strictObject({ name: z.string(), version: z.string() }), metrics: z.array(metric) }),
      ]),
    }),
  ]),
});

export type OtlpMetrics = z.input<typeof otlpMetricsSchema>;
