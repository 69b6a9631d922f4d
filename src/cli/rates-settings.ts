// The rate cards of a run: the bundled list, those of the config, those of --rates, and the config's mapping of deployments.
import path from 'node:path';
import type { Config } from './config/config-schema.ts';
import { configOf } from './config/find-config.ts';
import type { Io } from './io.ts';
import { type LoadedRates, loadRates } from './load-rates.ts';

export interface RatesFlags {
  readonly config?: string;
  readonly rates?: readonly string[];
}

/** For commands that need prices and nothing else of the settings. */
export async function ratesOfRun(flags: RatesFlags, io: Pick<Io, 'cwd'>): Promise<LoadedRates> {
  const found = await configOf(flags.config, io);
  return ratesFrom(found?.config ?? {}, found?.directory ?? io.cwd, flags, io.cwd);
}

export function ratesFrom(config: Config, directory: string, flags: RatesFlags, cwd: string): Promise<LoadedRates> {
  const files = [
    ...(config.rates ?? []).map((file) => ({ path: path.resolve(directory, file), name: file })),
    ...(flags.rates ?? []).map((file) => ({ path: path.resolve(cwd, file), name: file })),
  ];
  const deployments = (config.deployments ?? []).map(({ id, model, seller, tier, region }) => ({
    id,
    model,
    ...(seller !== undefined && { seller }),
    ...(tier !== undefined && { tier }),
    ...(region !== undefined && { region }),
  }));
  return loadRates(files, deployments);
}
