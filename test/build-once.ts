// Builds dist/ before the tests, so that they run alone after `npm ci` and always see the present source.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export function setup(): void {
  execFileSync(process.execPath, [fileURLToPath(new URL('../esbuild.config.js', import.meta.url))], {
    stdio: 'inherit',
  });
}
