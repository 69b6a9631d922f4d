// Requests of OpenTelemetry's own exporter in both encodings, for the tests of the protobuf reader: an encoder that is not ours.
import { JsonTraceSerializer, ProtobufTraceSerializer } from '@opentelemetry/otlp-transformer';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { InMemorySpanExporter, type ReadableSpan, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';

function finishedSpans(): ReadableSpan[] {
  const exporter = new InMemorySpanExporter();
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'support-api', 'deployment.environment.name': 'production' }),
    spanProcessors: [new SimpleSpanProcessor({ exporter })],
  });
  const tracer = provider.getTracer('openai-sdk', '1.2.3');
  const span = tracer.startSpan('chat gpt-4.1', {
    startTime: [1_770_000_000, 123_456_789],
    kind: 2,
    attributes: {
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': 'openai',
      'gen_ai.request.model': 'gpt-4.1',
      'gen_ai.usage.input_tokens': 1200,
      'gen_ai.usage.cache_read.input_tokens': 200,
      'gen_ai.usage.output_tokens': 300,
      'gen_ai.request.stream': true,
      'gen_ai.usage.cost': 0.00456,
      'gen_ai.response.finish_reasons': ['stop', 'length'],
      'ai.telemetry.metadata.team': 'support',
      'app.offset': -3,
      'app.largest': Number.MAX_SAFE_INTEGER,
    },
    links: [{ context: { traceId: 'a'.repeat(32), spanId: 'b'.repeat(16), traceFlags: 1 } }],
  });
  span.addEvent('exception', { 'exception.type': 'Timeout' }, [1_770_000_000, 500]);
  span.setStatus({ code: 2, message: 'upstream timed out' });
  span.end([1_770_000_001, 5]);
  const tool = tracer.startSpan('execute_tool search', {
    startTime: [1_770_000_002, 0],
    attributes: { 'gen_ai.operation.name': 'execute_tool', 'tool.ratios': [0.5, 2] },
  });
  tool.end([1_770_000_003, 0]);
  return exporter.getFinishedSpans();
}

const spans = finishedSpans();
const bytesOf = (bytes: Uint8Array | undefined): Buffer => Buffer.from(bytes ?? []);

export const requestAsProtobuf = bytesOf(ProtobufTraceSerializer.serializeRequest(spans));
export const requestAsJson = bytesOf(JsonTraceSerializer.serializeRequest(spans));

/** As the collector's file exporter writes it with `format: proto`. */
export function prefixed(...requests: readonly Uint8Array[]): Buffer {
  return Buffer.concat(
    requests.flatMap((request) => {
      const length = Buffer.alloc(4);
      length.writeUInt32BE(request.length);
      return [length, request];
    }),
  );
}

/** A zstd frame of raw blocks: what is not compressed is still a frame. */
export function zstdFrame(bytes: Uint8Array): Buffer {
  const head = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0xa0, 0, 0, 0, 0]);
  head.writeUInt32LE(bytes.length, 5);
  const block = Buffer.alloc(3);
  block.writeUIntLE((bytes.length << 3) | 1, 0, 3);
  return Buffer.concat([head, block, bytes]);
}
