// When listening ends: a signal, --for, or --idle without anything new. Idling begins with the first record, however long a build takes.
import type { Io } from '../io.ts';

export interface Ending {
  /** Why it ended. */
  readonly stopped: Promise<string>;
  /** Something was kept. */
  postpone(): void;
  cancel(): void;
}

export interface Ends {
  readonly forMs: number | undefined;
  readonly idleMs: number | undefined;
}

export function untilStopped({ forMs, idleMs }: Ends, io: Io): Ending {
  let resolve: (why: string) => void = () => {};
  const stopped = new Promise<string>((settle) => {
    resolve = settle;
  });
  let idle: NodeJS.Timeout | undefined;
  const whole = forMs === undefined ? undefined : setTimeout(() => end('time is over'), forMs);
  const offSignal = io.onSignal((name) => end(name));
  const cancel = (): void => {
    clearTimeout(whole);
    clearTimeout(idle);
    idle = undefined;
    offSignal();
  };
  let ended = false;
  const end = (why: string): void => {
    ended = true;
    cancel();
    resolve(why);
  };
  return {
    stopped,
    postpone: () => {
      if (idleMs === undefined || ended) return;
      clearTimeout(idle);
      idle = setTimeout(() => end('nothing new came'), idleMs);
    },
    cancel,
  };
}
