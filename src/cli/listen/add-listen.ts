// The command `listen` and its flags. Its code is imported when it runs.
import type { Command } from 'commander';
import type { ListenFlags } from '../commands/listen.ts';
import {
  addDebugFlag,
  addGateFlags,
  addListenFlags,
  addMemoryFlag,
  addReportFlags,
  addSelectionFlags,
} from '../flags.ts';
import type { Io } from '../io.ts';

export function addListen(listen: Command, io: Io, done: (code: number) => void): void {
  addDebugFlag(addReportFlags(addGateFlags(addSelectionFlags(addMemoryFlag(addListenFlags(listen))))));
  listen.action(async (flags: ListenFlags) => {
    const { listenCommand } = await import('../commands/listen.ts');
    done(await listenCommand(flags, io));
  });
}
