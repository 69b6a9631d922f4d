// The report so far, for /metrics and /report.json. Made when asked for, one run at a time however many ask, and again only when more was kept.
import { judgeGate } from '../../audit/gate.ts';
import type { AuditSettings } from '../../audit/settings.ts';
import type { InputFile } from '../../engine/input-file.ts';
import { type AuditOptions, runAudit } from '../../engine/run-audit.ts';
import type { AuditReport } from '../../model/report.ts';
import { reporters } from '../../report/index.ts';
import type { GatePlan } from '../gate-session.ts';
import { fileStyle } from '../style.ts';
import { oneAfterAnother } from './one-after-another.ts';

export type LiveReport = (kind: 'json' | 'prometheus') => Promise<string>;

export interface LiveParts {
  readonly version: () => number;
  readonly files: () => readonly InputFile[];
  readonly settings: AuditSettings;
  readonly options: AuditOptions;
  readonly plan: GatePlan | undefined;
  readonly top: number;
}

export function liveReport({ version, files, settings, options, plan, top }: LiveParts): LiveReport {
  let made: { readonly version: number; readonly report: AuditReport } | undefined;
  const make = async (): Promise<AuditReport> => {
    const { report } = await runAudit(files(), settings, options);
    return plan ? { ...report, gate: judgeGate(report, plan.limits) } : report;
  };
  const inTurn = oneAfterAnother();
  const latest = async (): Promise<AuditReport> => {
    const now = version();
    if (made?.version !== now) made = { version: now, report: await make() };
    return made.report;
  };
  return async (kind) => {
    const report = await inTurn(latest);
    const write = reporters[kind]();
    const groups = Object.keys(report.groups).filter((name) => name !== 'owner_team');
    const text = (await write)(report, fileStyle({ top, groups }));
    return typeof text === 'string' ? text : [...text].join('');
  };
}
