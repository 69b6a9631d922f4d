// Metrics of the listener itself, before those of the report: what is kept, how much room is left, how requests were answered.

export interface ListenerState {
  readonly records: number;
  readonly bytes: number;
  readonly roomBytes: number;
  /** Requests answered so far, by HTTP status. */
  readonly answers: ReadonlyMap<number, number>;
}

export function listenerMetrics({ records, bytes, roomBytes, answers }: ListenerState): string {
  const byStatus = [...answers]
    .sort(([a], [b]) => a - b)
    .map(([status, count]) => [`{status="${status}"}`, count] as const);
  return [
    family('records', 'gauge', 'Records kept for the report.', [['', records]]),
    family('kept_bytes', 'gauge', 'Bytes of the records kept.', [['', bytes]]),
    family('room_bytes', 'gauge', 'Most bytes that are kept; beyond it requests are answered with 429.', [
      ['', roomBytes],
    ]),
    family('requests_total', 'counter', 'Requests answered before this one, by HTTP status.', byStatus),
  ].join('');
}

type Series = readonly (readonly [labels: string, value: number])[];

function family(short: string, type: 'gauge' | 'counter', help: string, series: Series): string {
  const name = `attrib_audit_listen_${short}`;
  const lines = series.map(([labels, value]) => `${name}${labels} ${value}\n`);
  return `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${lines.join('')}`;
}
