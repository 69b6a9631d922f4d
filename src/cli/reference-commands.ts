// The commands that tell about the program itself: formats, findings, schemas, a first config, doctor, completion, manual page.
import type { Command } from 'commander';
import { toolVersion } from './bundled.ts';
import type { CommandName } from './command-names.ts';
import type { DoctorFlags } from './commands/doctor.ts';
import { addDebugFlag, addRulesFlags } from './flags.ts';
import type { Io } from './io.ts';

type NewCommand = (name: CommandName, description: string) => Command;

export function addReferenceCommands(command: NewCommand, io: Io, done: (code: number) => void): void {
  addReferences(command, io, done);
  addSetup(command, io, done);
}

function addReferences(command: NewCommand, io: Io, done: (code: number) => void): void {
  const formats = command('formats', 'what is recognised, or where one format is read from');
  formats.argument('[id]').option('--json', 'print as JSON');
  addDebugFlag(formats).action(async (id: string | undefined, flags: { json?: boolean }) => {
    const { formatsCommand } = await import('./commands/formats.ts');
    done(formatsCommand(id, flags, io));
  });
  const findings = command('findings', 'what can be raised, or why one finding matters and what to do');
  findings.argument('[code]').option('--json', 'print as JSON');
  addDebugFlag(findings).action(async (code: string | undefined, flags: { json?: boolean }) => {
    const { findingsCommand } = await import('./commands/findings.ts');
    done(findingsCommand(code, flags, io));
  });
  const schema = command('schema', 'print a published JSON Schema, or write all of them');
  schema.argument('[name]').option('--write <directory>', 'write NAME.schema.json files there');
  addDebugFlag(schema).action(async (name: string | undefined, flags: { write?: string }) => {
    const { schemaCommand } = await import('./commands/schema.ts');
    done(await schemaCommand(name, flags, io));
  });
  const init = command('init', 'write a commented config and a contract to start from');
  addDebugFlag(init.option('--force', 'replace files that are there')).action(async (flags: { force?: boolean }) => {
    const { initCommand } = await import('./commands/init.ts');
    done(await initCommand(flags, io));
  });
}

function addSetup(command: NewCommand, io: Io, done: (code: number) => void): void {
  const doctor = command('doctor', 'versions, the config found, and what would be read');
  doctor.argument('[files...]', 'files, directories, globs');
  addDebugFlag(addRulesFlags(doctor)).action(async (files: string[], flags: DoctorFlags) => {
    const { doctorCommand } = await import('./commands/doctor.ts');
    done(await doctorCommand(files, flags, io));
  });
  const completion = command('completion', 'print a completion script for bash, zsh or fish');
  addDebugFlag(completion.argument('<shell>')).action(async (shell: string) => {
    const [{ completionCommand }, { treeOf }] = await Promise.all([
      import('./commands/completion.ts'),
      import('./command-tree.ts'),
    ]);
    done(completionCommand(shell, treeOf(programOf(completion), 'audit'), io));
  });
  const man = command('man', 'print the manual page in roff');
  addDebugFlag(man).action(async () => {
    const [{ manCommand }, { treeOf }] = await Promise.all([import('./commands/man.ts'), import('./command-tree.ts')]);
    done(manCommand(treeOf(programOf(man), 'audit'), await toolVersion(), io));
  });
}

/** The whole tree, from one of its branches. */
const programOf = (branch: Command): Command => branch.parent ?? branch;
