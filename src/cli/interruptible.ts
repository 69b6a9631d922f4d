// Interruptible: work that ends at once on SIGINT or SIGTERM. Outside it the signals keep their usual meaning, so that even a
// long computation can be stopped.
import type { Io, SignalName } from './io.ts';

export class Interrupted extends Error {
  readonly signalName: SignalName;
  constructor(signalName: SignalName) {
    super(signalName === 'SIGINT' ? 'interrupted' : 'terminated');
    this.name = 'Interrupted';
    this.signalName = signalName;
  }
}

export async function interruptible<T>(io: Io, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  // The second one ends the process: opening a file of a share that is gone cannot be called off.
  const stop = io.onSignal((name) => {
    stop();
    controller.abort(new Interrupted(name));
  });
  try {
    return await work(controller.signal);
  } finally {
    stop();
  }
}
