// (seller, id) -> the rows of one model, or several models, or nothing. Exact id, then declared matcher, then nothing.
import { compareText } from '../model/place.ts';
import type { CardIndex, ModelRows, SellerIndex } from './card-index.ts';
import { isOfFamily, sharedName } from './families.ts';
import { bareBedrockId, bedrockId, spellings } from './model-id.ts';

/** One model: its rows by card, the card that goes first first. */
export interface ResolvedModel {
  readonly model: string;
  readonly layers: readonly { readonly card: CardIndex; readonly rows: ModelRows }[];
}

export type Resolution =
  | { readonly kind: 'one'; readonly model: ResolvedModel }
  /** The id is a family name, or rival matchers fit it equally well. */
  | { readonly kind: 'several'; readonly models: readonly ResolvedModel[] }
  | { readonly kind: 'none' };

/** `cards`: the card that goes first first. */
export function resolveModel(seller: string, id: string, cards: readonly CardIndex[]): Resolution {
  const listed = resolveListed(seller, id, cards);
  if (listed.kind !== 'none') return listed;
  for (const name of spellings(seller, id)) {
    const family = familyOf(seller, name, cards);
    if (family.length > 0) return { kind: 'several', models: family.map((model) => layered(seller, [], model, cards)) };
  }
  return listed;
}

/** Without families, whose search looks at every model of the seller: they never stand for one model. */
export function resolveListed(seller: string, id: string, cards: readonly CardIndex[]): Resolution {
  const ids = spellings(seller, id);
  const listed = cards.map((card) => listedIn(card, seller, ids)).find((models) => models.length > 0);
  if (listed) return resolution(seller, ids, listed, cards);

  const shared = ids.map((name) => sharedName(seller, name)).find((models) => models !== undefined) ?? [];
  const sharing = shared.map((model) => layered(seller, [], model, cards)).filter(({ layers }) => layers.length > 0);
  if (sharing.length > 0) return { kind: 'several', models: sharing };

  for (const card of cards) {
    for (const lender of card.fallbackSellers(seller)) {
      const lent = listedIn(card, lender, ids);
      if (lent.length > 0) return resolution(seller, ids, lent, cards);
    }
  }
  return { kind: 'none' };
}

function resolution(
  seller: string,
  ids: readonly string[],
  found: readonly string[],
  cards: readonly CardIndex[],
): Resolution {
  const [only, ...more] = found;
  return only !== undefined && more.length === 0
    ? { kind: 'one', model: layered(seller, ids, only, cards) }
    : { kind: 'several', models: found.map((model) => layered(seller, [], model, cards)) };
}

/** The rows of a model in every card, so that a lower card prices what the upper one leaves out. A lender's rows come last. */
function layered(seller: string, ids: readonly string[], model: string, cards: readonly CardIndex[]): ResolvedModel {
  const layers = cards.flatMap((card) => {
    for (const owner of [seller, ...card.fallbackSellers(seller)]) {
      const index = card.seller(owner);
      const [same, ...rivals] = listedIn(card, owner, ids);
      const rows = index?.rowsOf(model) ?? (rivals.length === 0 ? index?.rowsOf(same ?? '') : undefined);
      if (rows) return [{ card, rows }];
    }
    return [];
  });
  return { model, layers };
}

/** Model ids of one seller in one card: the one listed exactly, else all whose matchers fit equally well. */
function listedIn(card: CardIndex, seller: string, ids: readonly string[]): readonly string[] {
  const index = card.seller(seller);
  if (!index) return [];
  for (const id of ids) {
    const model = index.models.has(id) ? id : index.names.get(id);
    if (model !== undefined) return [model];
  }
  return ids.map((id) => bestMatches(index, id)).find((models) => models.length > 0) ?? [];
}

function bestMatches(index: SellerIndex, id: string): readonly string[] {
  let best = -1;
  let models = new Set<string>();
  for (const { model, matcher } of index.patterns) {
    if (matcher.specificity < best || !matcher.fits(id)) continue;
    if (matcher.specificity > best) models = new Set();
    best = matcher.specificity;
    models.add(model);
  }
  return [...models].sort(compareText);
}

/** The models a family name may stand for: the seller's own, else those of the first lender that has any. */
function familyOf(seller: string, name: string, cards: readonly CardIndex[]): readonly string[] {
  const lenders = new Set([seller, ...cards.flatMap((card) => card.fallbackSellers(seller))]);
  for (const owner of lenders) {
    const owned = cards.filter((card) => owner === seller || card.fallbackSellers(seller).includes(owner));
    const models = owned.flatMap((card) => [...(card.seller(owner)?.models ?? [])]);
    const family = onePlaceEach(
      owner,
      models.filter((model) => isOfFamily(owner, name, model)),
    );
    if (family.length > 0) return [...new Set(family)].sort(compareText);
  }
  return [];
}

/** A Bedrock model is listed as `global`, as `regional`, and under single ids that differ; the first two stand for them all. */
function onePlaceEach(owner: string, models: readonly string[]): readonly string[] {
  if (owner !== 'aws') return models;
  const isPlace = (model: string): boolean => /^(global|regional)$/.test(bedrockId(model).geo ?? '');
  const placed = new Set(models.filter(isPlace).map(bareBedrockId));
  return models.filter((model) => isPlace(model) || !placed.has(bareBedrockId(model)));
}
