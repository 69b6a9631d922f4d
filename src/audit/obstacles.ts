// What stands between a call and proof, each with the component or edge where it can be repaired.
import type { ContractVerdict } from '../contract/contract.ts';
import { ownershipFields } from '../model/fields.ts';
import type { Call, EnvelopeField, Trace } from '../model/trace.ts';
import type { Obstacle } from './audited.ts';

const envelopeFields: ReadonlySet<string> = new Set(['trace_id', ...ownershipFields]);

export function obstaclesOf(call: Call, verdict: ContractVerdict, trace: Trace): readonly Obstacle[] {
  const component = call.sightings[0].component;
  const found: Obstacle[] = [];
  for (const field of ['owner_team', 'workflow_id', 'feature'] as const) {
    if ((call.envelope[field]?.rivals.length ?? 0) > 0) found.push({ kind: 'agree', component, field });
  }
  for (const { field } of verdict.invalid)
    found.push({ kind: 'correct', component: call.envelope[envelopeField(field)]?.from.component ?? component, field });
  for (const field of verdict.missing) found.push(missing(field, call, trace));
  return found;
}

function envelopeField(field: string): EnvelopeField {
  return envelopeFields.has(field) ? (field as EnvelopeField) : 'trace_id'; // member of the set just tested
}

function missing(field: string, call: Call, trace: Trace): Obstacle {
  const component = call.sightings[0].component;
  if (field === 'trace_id') return { kind: 'trace-id', component, field };
  if (!envelopeFields.has(field)) return { kind: 'record', component, field };
  const known = call.envelope[envelopeField(field)];
  if (!known) return { kind: 'set', component: call.path[0]?.component ?? component, field };
  const lost = call.breaks.find((broken) => broken.field === field && broken.kind === 'dropped');
  if (known.grade === 'stitched') {
    const restart = trace.restarts.find(({ after }) => after === call.envelope.trace_id?.value) ?? trace.restarts[0];
    if (restart && !lost) return { kind: 'reconnect', from: restart.from, component: restart.to, field };
  }
  return { kind: 'carry', from: lost?.from ?? known.from.component, component: lost?.to ?? component, field };
}
