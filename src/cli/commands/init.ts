// init: writes a commented config and a contract to start from. Existing files are kept unless --force is given.
import { access, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { UsageError } from '../../model/errors.ts';
import { readShippedContract } from '../bundled.ts';
import { exitCodes } from '../exit-code.ts';
import type { Io } from '../io.ts';

const configName = 'attrib-audit.config.jsonc';
const contractName = 'ownership.contract.json';

export const starterConfig = `// Config of attrib-audit. Flags go before it; what is left out keeps its default.
{
  "$schema": "./node_modules/attrib-audit/schemas/config.schema.json",

  // What every model call must carry: a JSON Schema, yours to change.
  "contract": "./${contractName}",

  // "soft" reports violations; "hard" says what a gateway that enforces the contract would have rejected.
  "contract_mode": "soft",

  // Your own prices over the bundled list, the last one on top: attrib-audit schema rate-card
  // "rates": ["./rates/negotiated.json"],

  // Spend is always grouped by owner_team; add any field, or hour, day, week, month.
  "group_by": ["feature", "model"],

  // Unattributed share of the spend to stay under, in percent.
  "target_pct": 2,

  // Who answers for spend that has no owner yet, and how soon it must have one.
  // "exceptions": { "owner": "platform-finops", "sla_days": 14 },

  // Limits of attrib-audit gate.
  "gate": {
    "min_coverage_pct": 90,
    "max_unattributed": "2%"
    // "max_rejected_pct": 1,
    // "fail_on": "error"
  }

  // Severity by finding code: error, warning, note or off. attrib-audit findings lists the codes.
  // "severities": { "contract/recommended-missing": "off" }
}
`;

export async function initCommand(flags: { readonly force?: boolean }, io: Io): Promise<number> {
  const files = [
    { name: configName, text: starterConfig },
    { name: contractName, text: await readShippedContract() },
  ];
  for (const { name } of files) {
    const there = await access(path.resolve(io.cwd, name)).then(
      () => true,
      () => false,
    );
    if (there && !flags.force)
      throw new UsageError(`${name} is already here`, 'nothing was written; --force replaces it');
  }
  for (const { name, text } of files) {
    try {
      await writeFile(path.resolve(io.cwd, name), text);
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
      throw new UsageError(`${name} cannot be written here: ${code}`);
    }
    io.stdout.write(`wrote ${name}\n`);
  }
  return exitCodes.fine;
}
