// Where a registry file enters: checked to the last rule. zod loads with this file, so it is loaded for such files only.
import { UsageError } from '../model/errors.ts';
import { registrySchema } from '../model/registry.ts';
import { compileRegistry, type Registry } from './registry.ts';
import { registryFaults } from './registry-faults.ts';

const registryHint = 'attrib-audit registry check FILE lists everything that is wrong';

/** A parsed file; `name` says which in every complaint. Throws UsageError for the first fault. */
export function readRegistry(value: unknown, name: string): Registry {
  const parsed = registrySchema.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new UsageError(`the registry ${name} is not valid${placeText(issue?.path)}: ${issue?.message}`, registryHint);
  }
  const fault = registryFaults(parsed.data).find(({ bearable }) => !bearable);
  if (fault) throw new UsageError(`the registry ${name}: ${fault.path}: ${fault.message}`, fault.hint ?? registryHint);
  return compileRegistry(parsed.data);
}

function placeText(path: readonly PropertyKey[] | undefined): string {
  return path === undefined || path.length === 0 ? '' : ` at ${pathText(path)}`;
}

/** `teams[2].aliases[0]` */
export function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (text, key) => (typeof key === 'number' ? `${text}[${key}]` : `${text}${text === '' ? '' : '.'}${String(key)}`),
    '',
  );
}
