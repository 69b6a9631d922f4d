// A saved report as an input: a file that `--json` wrote earlier. Anything else is a log, and the caller reads it as one.
import { open, stat } from 'node:fs/promises';
import path from 'node:path';
import type { AuditReport } from '../model/report.ts';

const looksAt = 512;
const begins = /^\s*\{\s*"schema_version"\s*:\s*"[^"]*"\s*,\s*"tool"\s*:\s*\{\s*"name"\s*:\s*"attrib-audit"/;

/** Undefined when the file is no report. Throws UsageError when it is one of another version or damaged. */
export async function savedReport(name: string, cwd: string): Promise<AuditReport | undefined> {
  const file = path.resolve(cwd, name);
  if (!(await looksLikeReport(file))) return undefined;
  const [{ readDocument }, { checkDocument }, { reportSchema }] = await Promise.all([
    import('./read-document.ts'),
    import('./check-document.ts'),
    import('../model/report.ts'),
  ]);
  const { value } = await readDocument(file, name, 'report');
  return checkDocument(reportSchema, value, name, 'report');
}

async function looksLikeReport(file: string): Promise<boolean> {
  const stats = await stat(file).catch(() => undefined);
  if (!stats?.isFile()) return false;
  const handle = await open(file).catch(() => undefined);
  if (!handle) return false;
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(looksAt), 0, looksAt, 0);
    return begins.test(buffer.toString('utf8', 0, bytesRead));
  } finally {
    await handle.close();
  }
}
