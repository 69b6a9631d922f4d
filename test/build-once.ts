// Builds dist/ before the tests, so that they run alone after `npm ci` and always see the present source. When the source does
// not build, the tests of the built program fail and the others still run.
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export function setup(): void {
  try {
    execFileSync(process.execPath, [fileURLToPath(new URL('../esbuild.config.js', import.meta.url))], {
      stdio: 'inherit',
    });
  } catch {
    rmSync(new URL('../dist/program.cjs', import.meta.url), { force: true });
  }
}
