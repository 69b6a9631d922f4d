// All faults of the bench, by what they damage.
import { envelopeFaults } from './envelope-faults.ts';
import type { Fault } from './fault.ts';
import { meteringFaults } from './metering-faults.ts';
import { traceFaults } from './trace-faults.ts';

export const faults: readonly Fault[] = [...envelopeFaults, ...traceFaults, ...meteringFaults];
