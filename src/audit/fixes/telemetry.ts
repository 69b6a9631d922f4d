// The collector, which can copy what the resource or an agreed header already says onto each span, but cannot invent it.
import { type FixTool, headerOf, lines, withoutTrace } from './fix-tool.ts';

export const otelCollector: FixTool = {
  id: 'otel-collector',
  title: 'OpenTelemetry Collector',
  note: 'Copies a field onto every model span that lacks it: from the resource, or from a captured request header. Values that differ for each request must come from the application (openai-node, openai-python). Needs the transform processor of the contrib distribution.',
  text: (fields) =>
    lines([
      'processors:',
      '  transform/ownership:',
      '    error_mode: ignore',
      '    trace_statements:',
      '      - context: span',
      '        conditions:',
      '          - attributes["gen_ai.request.model"] != nil',
      '        statements:',
      ...withoutTrace(fields).flatMap((field) => [
        `          - set(attributes["${field}"], resource.attributes["${field}"]) where attributes["${field}"] == nil and resource.attributes["${field}"] != nil`,
        `          - set(attributes["${field}"], attributes["http.request.header.${headerOf(field)}"][0]) where attributes["${field}"] == nil and attributes["http.request.header.${headerOf(field)}"] != nil`,
      ]),
      '',
      'service:',
      '  pipelines:',
      '    traces:',
      '      processors: [transform/ownership, batch]  # receivers and exporters as they are',
    ]),
};
