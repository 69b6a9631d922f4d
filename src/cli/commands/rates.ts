// rates list, show, check, import: the prices a run would use, why one row holds, whether a card is sound, cards from other catalogues.
import path from 'node:path';
import { UsageError } from '../../model/errors.ts';
import type { CardCheck } from '../../model/rates-document.ts';
import { checkRateCard } from '../../pricing/rate-card-file.ts';
import { listedRates, shownRate } from '../../pricing/rates-document.ts';
import { jsonText } from '../../report/json-text.ts';
import { cardCheckToTerminal, ratesToTerminal } from '../../report/prices/rates.ts';
import { readTime } from '../call-filter.ts';
import { zoneFaults } from '../card-zones.ts';
import { exitCodes } from '../exit-code.ts';
import { importCard, importKinds } from '../import-card.ts';
import type { Io } from '../io.ts';
import { type RatesFlags, ratesOfRun } from '../rates-settings.ts';
import { readDocument } from '../read-document.ts';
import { decideStyle, type StyleFlags } from '../style.ts';

interface Shown extends RatesFlags, StyleFlags {
  readonly json?: boolean;
}
export interface RatesListFlags extends Shown {
  readonly at?: string;
  readonly seller?: string;
  readonly tier?: string;
  readonly region?: string;
  readonly top?: number;
}
export interface RatesShowFlags extends RatesListFlags {
  readonly speed?: string;
  readonly endpoint?: string;
}

const listedAtOnce = 40;
const whole = { top: Number.POSITIVE_INFINITY, groups: [] };

export async function ratesListCommand(pattern: string | undefined, flags: RatesListFlags, io: Io): Promise<number> {
  const { rates, cards } = await ratesOfRun(flags, io);
  const { seller, tier, region, at } = flags;
  const filter = {
    ...(pattern !== undefined && { pattern }),
    ...(seller !== undefined && { seller }),
    ...(tier !== undefined && { tier }),
    ...(region !== undefined && { region }),
    ...(at !== undefined && { at: readTime('--at', at, 'start') }),
  };
  const document = listedRates(filter, at, rates, [...cards]);
  if (document.rows.length === 0 && !flags.json) {
    throw new UsageError(
      `no row fits ${pattern ?? 'these selectors'}`,
      'a pattern is part of seller/model, or has * in it',
    );
  }
  const style = decideStyle(io.stdout, io, flags, { top: flags.top ?? listedAtOnce, groups: [] });
  io.stdout.write(flags.json ? jsonText(document) : ratesToTerminal(document, style));
  return exitCodes.fine;
}

export async function ratesShowCommand(model: string, flags: RatesShowFlags, io: Io): Promise<number> {
  const { rates, cards } = await ratesOfRun(flags, io);
  const { seller, tier, region, at, speed, endpoint } = flags;
  const request = {
    model,
    ...(seller !== undefined && { provider: seller }),
    ...(tier !== undefined && { service_tier: tier }),
    ...(region !== undefined && { region }),
    ...(speed !== undefined && { speed }),
    ...(endpoint !== undefined && { endpoint }),
    ...(at !== undefined && { start: readTime('--at', at, 'start') }),
  };
  const document = shownRate(request, at, rates, [...cards]);
  io.stdout.write(
    flags.json ? jsonText(document) : ratesToTerminal(document, decideStyle(io.stdout, io, flags, whole)),
  );
  return document.rows.some(({ verdict }) => verdict === 'holds') ? exitCodes.fine : exitCodes.gateFailed;
}

/** Exit 1 for a card that contradicts itself: a check that failed, as a gate does. */
export async function ratesCheckCommand(file: string, flags: Shown, io: Io): Promise<number> {
  const { value } = await readDocument(path.resolve(io.cwd, file), file, 'rate card');
  const { card, errors: ofRows, doubts } = checkRateCard(value, file);
  const errors = [...ofRows, ...(card ? zoneFaults(card) : [])];
  const check: CardCheck = {
    schema_version: '1.0',
    file,
    card: card?.id ?? null,
    sound: errors.length === 0,
    rows: card?.rows.length ?? 0,
    errors: [...errors],
    doubts: [...doubts],
  };
  io.stdout.write(flags.json ? jsonText(check) : cardCheckToTerminal(check, decideStyle(io.stdout, io, flags, whole)));
  return check.sound ? exitCodes.fine : exitCodes.gateFailed;
}

export interface RatesImportFlags {
  readonly from: string;
  readonly asOf?: string;
  readonly id?: string;
  readonly currency?: string;
}

/** Prints a card; one that contradicts itself is not printed. */
export async function ratesImportCommand(files: readonly string[], flags: RatesImportFlags, io: Io): Promise<number> {
  const kind = importKinds.find((known) => known === flags.from);
  if (!kind) throw new UsageError(`--from knows no catalogue "${flags.from}"`, `known: ${importKinds.join(', ')}`);
  const card = await importCard(kind, files, flags, io.cwd);
  const { errors } = checkRateCard(card, files[0] ?? kind);
  const [error] = errors;
  if (error) {
    const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : '';
    throw new UsageError(`the card made of ${files.join(', ')} is not sound: ${error.message}${more}`, error.hint);
  }
  const { rows, ...head } = card;
  // One row a line, so that two imports can be compared.
  const lines = rows.map((row) => JSON.stringify(row)).join(',\n');
  io.stdout.write(`${JSON.stringify(head).slice(0, -1)},"rows":[\n${lines}\n]}\n`);
  return exitCodes.fine;
}
