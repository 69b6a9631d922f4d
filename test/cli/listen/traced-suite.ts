// A test suite as it runs in CI: its program is instrumented with OpenTelemetry's own SDK, and exports what it does.
import { ROOT_CONTEXT, trace } from '@opentelemetry/api';
import { OTLPTraceExporter as JsonExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { OTLPTraceExporter as ProtobufExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { CompressionAlgorithm, type OTLPExporterNodeConfigBase } from '@opentelemetry/otlp-exporter-base';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, type IdGenerator, TracerProvider } from '@opentelemetry/sdk-trace';

const exporters = { json: JsonExporter, protobuf: ProtobufExporter };
export type ExporterKind = keyof typeof exporters;

export interface Suite {
  readonly kind: ExporterKind;
  readonly url: string;
  readonly requests: number;
  /** Of these, how many calls lose their owner. */
  readonly withoutOwner: number;
  readonly headers?: Record<string, string>;
  readonly spansAtOnce?: number;
  readonly firstId?: number;
}

/** Sends spans of `requests` requests, a model call each, and waits until all are exported. */
export async function runSuite({
  kind,
  url,
  requests,
  withoutOwner,
  headers = {},
  spansAtOnce = 512,
  firstId = 1,
}: Suite): Promise<void> {
  const config: OTLPExporterNodeConfigBase = {
    url: `${url}/v1/traces`,
    headers,
    compression: CompressionAlgorithm.GZIP,
  };
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'tickets-api', 'deployment.environment.name': 'ci' }),
    spanProcessors: [
      new BatchSpanProcessor({ exporter: new exporters[kind](config), maxExportBatchSize: spansAtOnce }),
    ],
    idGenerator: countingIds(firstId),
  });
  const tracer = provider.getTracer('tickets-tests');
  for (let request = 0; request < requests; request++) {
    const owner = { 'ai.team': 'support', 'ai.workflow_id': 'triage', 'ai.feature': 'tickets' };
    const second = 1_788_300_000 + request;
    const root = tracer.startSpan('POST /tickets', { startTime: [second, 0], attributes: owner });
    const call = tracer.startSpan(
      'chat gpt-4.1-mini',
      {
        startTime: [second, 1000],
        kind: 2,
        attributes: {
          'gen_ai.operation.name': 'chat',
          'gen_ai.provider.name': 'openai',
          'gen_ai.request.model': 'gpt-4.1-mini',
          'gen_ai.usage.input_tokens': 1000,
          'gen_ai.usage.output_tokens': 200,
          ...(request < withoutOwner ? {} : owner),
        },
      },
      trace.setSpan(ROOT_CONTEXT, root),
    );
    call.end([second, 900_000_000]);
    root.end([second, 950_000_000]);
  }
  await provider.forceFlush();
  await provider.shutdown();
}

/** The same ids in every run. */
function countingIds(first: number): IdGenerator {
  let last = first - 1;
  const next = (digits: number): string =>
    (++last)
      .toString(16)
      .padStart(digits - 2, '0')
      .padStart(digits, '5e');
  return { generateTraceId: () => next(32), generateSpanId: () => next(16) };
}
