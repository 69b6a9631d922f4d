// The tools that a fix can be written for, and which fields the repair of a finding is about.
import type { Contract } from '../../contract/contract.ts';
import { ownershipFields } from '../../model/fields.ts';
import type { CarriedField, FixTool } from './fix-tool.ts';
import { bifrost, envoy, kong, litellm, portkey } from './gateways.ts';
import { openaiNode, openaiPython } from './sdks.ts';
import { otelCollector } from './telemetry.ts';

export const fixTools: readonly FixTool[] = [
  litellm,
  bifrost,
  portkey,
  kong,
  envoy,
  otelCollector,
  openaiNode,
  openaiPython,
];

type Wanted = 'owner' | 'required' | 'recommended' | 'trace';

/** Findings that a configuration repairs. */
const wantedBy: Readonly<Record<string, Wanted>> = {
  'contract/owner-missing': 'owner',
  'contract/owner-invalid': 'owner',
  'contract/session-is-no-owner': 'owner',
  'contract/conflicting-owners': 'owner',
  'registry/unknown-team': 'owner',
  'contract/field-missing': 'required',
  'contract/field-invalid': 'required',
  'trace/field-dropped': 'required',
  'trace/field-late': 'required',
  'trace/field-rewritten': 'required',
  'policy/rejected': 'required',
  'policy/would-reject': 'required',
  'contract/recommended-missing': 'recommended',
  'trace/recommended-dropped': 'recommended',
  'trace/restarted': 'trace',
  'trace/unlinked-restart': 'trace',
  'trace/orphan': 'trace',
};

export const fixableCodes: readonly string[] = Object.keys(wantedBy);

/** The fields to carry; undefined when no configuration repairs the finding. */
export function fieldsToCarry(code: string, { required, recommended }: Contract): readonly CarriedField[] | undefined {
  const wanted = Object.hasOwn(wantedBy, code) ? wantedBy[code] : undefined;
  if (wanted === undefined) return undefined;
  const always: readonly string[] = ['trace_id', 'owner_team'];
  const named: Readonly<Record<Wanted, readonly string[]>> = {
    owner: ['owner_team'],
    required: [...always, ...required],
    recommended,
    trace: always,
  };
  const names = named[wanted];
  // `service` names the hop itself, it is not handed on.
  return (['trace_id', ...ownershipFields] as const).filter((field) => field !== 'service' && names.includes(field));
}
