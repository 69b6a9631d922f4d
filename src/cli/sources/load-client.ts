// Clients of databases are optional: loaded when a source needs one, and asked for in words when it is not installed.
import { UsageError } from '../../model/errors.ts';

/** `load` imports the packages; the names are what to install. */
export async function loadClient<T>(scheme: string, packages: readonly string[], load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (error) {
    if (!isMissing(error)) throw error;
    throw new UsageError(
      `a ${scheme}:// URL needs ${packages.join(' and ')}, which ${packages.length === 1 ? 'is' : 'are'} not installed`,
      `install beside attrib-audit: npm install ${packages.join(' ')}`,
    );
  }
}

function isMissing(error: unknown): boolean {
  // The code of a missing import, and of a missing require.
  return error instanceof Error && 'code' in error && /^(?:ERR_)?MODULE_NOT_FOUND$/.test(String(error.code));
}
