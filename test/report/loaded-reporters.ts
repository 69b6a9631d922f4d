// All reporters, loaded: tests call them as the plain functions they are, and have what comes in pieces as one text.
import type { AuditReport } from '../../src/model/report.ts';
import { reporters as loaders, type Reporter, type ReportKind, type Style } from '../../src/report/index.ts';

type Whole = (report: AuditReport, style: Style) => string;

const loaded = await Promise.all(Object.entries(loaders).map(async ([kind, load]) => [kind, whole(await load())]));
// The keys are those of the registry.
export const reporters = Object.fromEntries(loaded) as Readonly<Record<ReportKind, Whole>>;

function whole(write: Reporter): Whole {
  return (report, style) => {
    const text = write(report, style);
    return typeof text === 'string' ? text : [...text].join('');
  };
}
