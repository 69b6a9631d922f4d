import { expect, test } from 'vitest';
import { carriedBy } from '../../src/formats/trace-headers.ts';

const trace = '4bf92f3577b34da6a3ce929d0e0e4736';
const span = '00f067aa0ba902b7';

test.each<[Readonly<Record<string, string>>, object]>([
  [{ traceparent: `00-${trace}-${span}-01` }, { trace_id: trace, span_id: span }],
  [{ traceparent: `00-${trace}-${span}-00` }, { trace_id: trace, span_id: span }],
  [{ traceparent: `cc-${trace}-${span}-01-more` }, { trace_id: trace, span_id: span }],
  [{ b3: `${trace}-${span}-1-0000000000000001` }, { trace_id: trace, span_id: span }],
  [{ b3: `a3ce929d0e0e4736-${span}` }, { trace_id: '0000000000000000a3ce929d0e0e4736', span_id: span }],
  [
    { 'x-b3-traceid': trace.toUpperCase(), 'x-b3-spanid': span },
    { trace_id: trace, span_id: span },
  ],
  [
    {
      'x-amzn-trace-id':
        'Self=1-67891234-12456789abcdef012345678a;Root=1-67891233-abcdef012345678912345678;Parent=463ac35c9f6413ad;Sampled=1',
    },
    { trace_id: '67891233abcdef012345678912345678', span_id: '463ac35c9f6413ad' },
  ],
  [{ 'x-amzn-trace-id': 'Root=1-67891233-abcdef012345678912345678' }, { trace_id: '67891233abcdef012345678912345678' }],
  [
    {
      'x-datadog-trace-id': '1',
      'x-datadog-parent-id': '2',
      'x-datadog-tags': '_dd.p.dm=-1,_dd.p.tid=6903738200000000',
    },
    { trace_id: '69037382000000000000000000000001', span_id: '0000000000000002' },
  ],
  [
    { 'uber-trace-id': 'a3ce929d0e0e4736%3Af067aa0ba902b7%3A0%3A1' },
    { trace_id: '0000000000000000a3ce929d0e0e4736', span_id: span },
  ],
  [{ 'x-cloud-trace-context': `${trace}/67667974448284343;o=1` }, { trace_id: trace, span_id: span }],
])('%j', (headers, carried) => {
  expect(carriedBy((name) => headers[name])).toEqual([carried]);
});

test.each<[Readonly<Record<string, string>>]>([
  [{ traceparent: `ff-${trace}-${span}-01` }],
  [{ traceparent: `00-${'0'.repeat(32)}-${span}-01` }],
  [{ traceparent: `00-${trace}-${'0'.repeat(16)}-01` }],
  [{ b3: '0' }],
  [{ b3: 'a protein' }],
  [{ 'x-datadog-trace-id': '0' }],
  [{ 'uber-trace-id': '' }],
])('%j carries no trace', (headers) => {
  expect(carriedBy((name) => headers[name])).toEqual([]);
});
