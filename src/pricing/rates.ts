// Rates: rate cards compiled for look-up. The last card goes first: a user's card lies over the bundled one.
import { compareText } from '../model/place.ts';
import type { RateCard } from '../model/rate-card.ts';
import { type CardIndex, indexCard } from './card-index.ts';
import type { PriceRow } from './compile-row.ts';
import { type Deployment, indexDeployments, type MappedId } from './deployments.ts';
import { bedrockId } from './model-id.ts';
import type { Plans } from './plan-quote.ts';
import { type Resolution, resolveListed, resolveModel } from './resolve-model.ts';
import { isKnownSeller, sellerKey } from './sellers.ts';
import { type SplitCard, splitCard } from './split-card.ts';

export interface Rates {
  /** As given: the base card first. */
  readonly cards: readonly { readonly id: string; readonly as_of?: string; readonly source?: string }[];
  /** Card id -> the day its prices were checked. */
  readonly cardDays: ReadonlyMap<string, string>;
  /** The card that goes first first. */
  readonly layers: readonly CardIndex[];
  /** The seller a provider's name stands for; undefined when neither a card nor the table of names knows it. */
  readonly sellerNamed: (name: string) => string | undefined;
  readonly resolve: (seller: string, id: string) => Resolution;
  /** All sellers of the cards that list the id as exactly one model. */
  readonly sellersOf: (id: string) => readonly string[];
  /** Standard rows of a seller's models whose name begins with the word, each set of prices once. */
  readonly neighbours: (seller: string, word: string) => readonly PriceRow[];
  /** What the user's mapping says an id stands for. */
  readonly mapped: (seller: string, id: string) => MappedId | undefined;
  /** Plans made so far, see `plan-quote.ts`. */
  readonly plans: Plans;
}

/** Answers kept for each question; a hostile file cannot fill the memory with new names. */
export const mostKept = 20_000;

/** First = base, later ones layer over it. The cards are checked where they enter, see `rate-card-file.ts`. */
export function compileRates(given: readonly (RateCard | SplitCard)[], deployments: readonly Deployment[] = []): Rates {
  const cards = given.map((card) => ('rows' in card ? splitCard(card) : card));
  const layers = cards.map(indexCard).reverse();
  const sellers = new Set(layers.flatMap((card) => [...card.sellers]).sort(compareText));
  const resolvers = new Map<string, (id: string) => Resolution>();
  const resolve = (seller: string, id: string): Resolution => {
    const known = resolvers.get(seller);
    if (known) return known(id);
    const resolver = kept((wanted: string) => resolveModel(seller, wanted, layers));
    resolvers.set(seller, resolver);
    return resolver(id);
  };
  const neighboursOf = kept((key: string) => neighbourRows(key, layers));
  return {
    cards: cards.map(({ terms: { id, as_of, source } }) => ({
      id,
      ...(as_of !== undefined && { as_of }),
      ...(source !== undefined && { source }),
    })),
    cardDays: new Map(cards.flatMap(({ terms: { id, as_of } }) => (as_of === undefined ? [] : [[id, as_of]]))),
    layers,
    sellerNamed: kept((name) => {
      const key = sellerKey(name);
      return sellers.has(key) || isKnownSeller(name) ? key : undefined;
    }),
    resolve,
    neighbours: (seller, word) => neighboursOf(`${seller}\n${word}`),
    mapped: indexDeployments(deployments),
    plans: { byModel: new Map(), count: 0 },
    sellersOf: kept((id) => [...sellers].filter((seller) => resolveListed(seller, id, layers).kind === 'one')),
  };
}

function neighbourRows(key: string, layers: readonly CardIndex[]): readonly PriceRow[] {
  const [seller = '', word = ''] = key.split('\n');
  const found = new Map<string, PriceRow>();
  for (const card of layers) {
    const index = card.seller(seller);
    for (const model of index?.models ?? []) {
      if (!nameOf(seller, model).startsWith(word)) continue;
      for (const row of index?.rowsOf(model)?.rows ?? []) {
        if (row.tier !== 'standard' || row.speed !== 'standard' || row.regions !== undefined) continue;
        const prices = [...row.rates].map(([name, { usd }]) => `${name} ${usd}`).join();
        const same = `${prices} ${row.from} ${row.to}`;
        if (!found.has(same)) found.set(same, row);
      }
    }
  }
  return [...found.values()];
}

function nameOf(seller: string, model: string): string {
  const { vendor, name } = seller === 'aws' ? bedrockId(model) : { vendor: undefined, name: model };
  return vendor === undefined ? name : `${vendor}.${name}`;
}

/** Remembers the answers of a pure function. */
function kept<T>(answer: (question: string) => T): (question: string) => T {
  const answers = new Map<string, { readonly value: T }>();
  return (question) => {
    const known = answers.get(question);
    if (known) return known.value;
    if (answers.size >= mostKept) answers.clear();
    const value = answer(question);
    answers.set(question, { value });
    return value;
  };
}
