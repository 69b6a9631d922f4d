// Loads rate cards: the bundled list as the base, the user's cards over it. Each is named with its checksum, so a report can be repeated.
import { createHash } from 'node:crypto';
import type { Deployment } from '../pricing/deployments.ts';
import { compileRates, type Rates } from '../pricing/rates.ts';
import { type SplitCard, splitCard } from '../pricing/split-card.ts';
import { type IndexedSeller, indexCatalogue, trustedCatalogue } from '../pricing/trusted-catalogue.ts';
import { readCatalogue, readCatalogueIndex } from './bundled.ts';
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
  const cards = [bundledCard()];
  for (const file of files) {
    const { value, bytes } = await readDocument(file.path, file.name, 'rate card');
    const { readRateCard } = await import('../pricing/rate-card-file.ts');
    const card = readRateCard(value, file.name);
    cards.push({ card: splitCard(card, cardZones(card, file.name)), sha256: sha256Of(bytes) });
  }
  return {
    rates: compileRates(
      cards.map(({ card }) => card),
      deployments,
    ),
    cards: cards.map(({ card: { terms }, sha256 }) => ({ id: terms.id, as_of: terms.as_of ?? null, sha256 })),
  };
}

interface NamedCard {
  readonly card: SplitCard;
  readonly sha256: string;
}

/** The index that the build prepared holds for the list it had; a list that somebody changed is read without it. */
function bundledCard(): NamedCard {
  const [bytes, prepared] = [readCatalogue(), readCatalogueIndex()];
  const sha256 = sha256Of(bytes);
  const known = prepared === undefined ? undefined : (JSON.parse(prepared) as PreparedIndex); // the build wrote it
  const index = known?.sha256 === sha256 ? known.sellers : undefined;
  return { card: trustedCatalogue(bytes.toString('utf8'), index), sha256 };
}

interface PreparedIndex {
  readonly sha256: string;
  readonly sellers: readonly IndexedSeller[];
}

/** For the build, which keeps it beside the list. */
export function catalogueIndex(): string {
  const bytes = readCatalogue();
  const sellers = indexCatalogue(bytes.toString('utf8'));
  return JSON.stringify({ sha256: sha256Of(bytes), sellers } satisfies PreparedIndex);
}

function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
