// The default contract: comes compiled, because compiling it would be a fifth of a short run.
import defaultSchema from '../../schemas/ownership-contract.schema.json' with { type: 'json' };
import { type Contract, contractOf } from './contract.ts';
import { names, validate } from './default-check.js';

/** Values that stand for nobody. */
export const placeholders: ReadonlySet<string> = new Set(defaultSchema.$defs.placeholder.enum);

let shipped: Contract | undefined;
/** The contract that comes with the program; made at the first call. */
export const defaultContract = (): Contract => {
  shipped ??= contractOf({ schema: defaultSchema, ...names, fits: validate }, 'default');
  return shipped;
};
