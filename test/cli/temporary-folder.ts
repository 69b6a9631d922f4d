// A folder that lives as long as the tests of one file. `write` makes files in it, with their directories.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll } from 'vitest';

export interface TemporaryFolder {
  readonly path: string;
  write(files: Readonly<Record<string, string | Uint8Array>>): void;
}

export function temporaryFolder(): TemporaryFolder {
  const folder = mkdtempSync(path.join(tmpdir(), 'attrib-audit-test-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return {
    path: folder,
    write: (files) => {
      for (const [name, content] of Object.entries(files)) {
        mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
        writeFileSync(path.join(folder, name), content);
      }
    },
  };
}

export const ownedCall =
  '{"trace_id":"tr_1","owner_team":"support","workflow_id":"triage","feature":"tickets","provider":"openai","model":"gpt-4.1-mini","usage":{"input":1000,"output":200},"start":"2026-09-01T10:00:00Z"}\n';
export const ownerlessCall =
  '{"trace_id":"tr_2","provider":"openai","model":"gpt-4.1-mini","usage":{"input":1000,"output":200},"start":"2026-09-02T10:00:00Z"}\n';
