// Loads rate cards: the bundled list as the base, the user's cards over it. Each is named with its checksum, so a report can be repeated.
import { createHash } from 'node:crypto';
import type { Deployment } from '../pricing/deployments.ts';
import { compileRates, type Rates } from '../pricing/rates.ts';
import { type SplitCard, splitCard } from '../pricing/split-card.ts';
import { trustedCatalogue } from '../pricing/trusted-catalogue.ts';
import { readCatalogue } from './bundled.ts';
import { cardZones } from './card-zones.ts';
import { readDocument } from './read-document.ts';

export interface CardName {
  readonly id: string;
  readonly as_of: string | null;
  readonly sha256: string | null;
}

export interface LoadedRates {
  readonly rates: Rates;
  readonly cards: readonly CardName[];
}

/** `files` are absolute paths with the name to use for each in errors and as a card's id. */
export async function loadRates(
  files: readonly { readonly path: string; readonly name: string }[],
  deployments: readonly Deployment[] = [],
): Promise<LoadedRates> {
  const bundled = await readCatalogue();
  const cards: [SplitCard, Buffer][] = [[trustedCatalogue(bundled.toString('utf8')), bundled]];
  for (const file of files) {
    const { value, bytes } = await readDocument(file.path, file.name, 'rate card');
    const { readRateCard } = await import('../pricing/rate-card-file.ts');
    const card = readRateCard(value, file.name);
    cards.push([splitCard(card, cardZones(card, file.name)), bytes]);
  }
  return {
    rates: compileRates(
      cards.map(([card]) => card),
      deployments,
    ),
    cards: cards.map(([{ terms }, bytes]) => ({
      id: terms.id,
      as_of: terms.as_of ?? null,
      sha256: createHash('sha256').update(bytes).digest('hex'),
    })),
  };
}
