// All reporters, loaded: tests call them as the plain functions they are.
import { reporters as loaders, type Reporter, type ReportKind } from '../../src/report/index.ts';

const loaded = await Promise.all(Object.entries(loaders).map(async ([kind, load]) => [kind, await load()] as const));
// The keys are those of the registry.
export const reporters = Object.fromEntries(loaded) as Readonly<Record<ReportKind, Reporter>>;
