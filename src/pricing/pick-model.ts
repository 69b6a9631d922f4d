// Whose price, and for which id: the seller of a call, and its served model before the requested one.
import type { Price } from '../model/price.ts';
import type { MappedId } from './deployments.ts';
import { longestId } from './match-model.ts';
import { bareBedrockId, isSnapshotOf, sellerInId, spellings, whyNoModel } from './model-id.ts';
import type { Rates } from './rates.ts';
import type { Resolution } from './resolve-model.ts';
import { isNoSeller, ownerOfId } from './sellers.ts';

export type Unpriced = Extract<Price, { kind: 'unpriced' }>;
export type Picked =
  | {
      readonly kind: 'picked';
      readonly seller: string;
      readonly id: string;
      readonly resolution: Exclude<Resolution, { kind: 'none' }>;
      /** Set when the user's mapping says what the id stands for. */
      readonly mapped?: MappedId;
    }
  | Unpriced;

export interface Named {
  readonly provider?: string;
  readonly model?: string;
  readonly response_model?: string;
}

export function pickModel(named: Named, rates: Rates): Picked {
  const served = text(named.response_model);
  const asked = text(named.model);
  const first = served ?? asked;
  if (first === undefined) return unpriced('no model', 'the record names no model');
  const seller = sellerOf(named.provider, [served, asked], rates);
  if (typeof seller !== 'string') return unpriced('no seller', seller.detail);

  const resolve = (id: string): Resolution =>
    whyNoModel(id) === undefined ? rates.resolve(seller, id) : { kind: 'none' };
  const resolution = resolve(first);
  const declared = declaredModel(seller, [asked, served], resolution, rates);
  if (declared) return declared;
  const requested = asked === undefined || asked === first ? undefined : resolve(asked);
  if (
    asked !== undefined &&
    requested?.kind === 'one' &&
    requestSaysMore(seller, first, asked, resolution, requested)
  ) {
    return { kind: 'picked', seller, id: asked, resolution: requested };
  }
  if (resolution.kind !== 'none') return { kind: 'picked', seller, id: first, resolution };
  return unpriced(
    'unknown model',
    whyNoModel(first) ?? `no card lists "${first}" of ${seller}: add ${rowToAdd(seller, first)} to the rows of a card`,
  );
}

/** A mapped id stands for its model, unless the response names one other model exactly: then a fallback served the call. */
function declaredModel(
  seller: string,
  ids: readonly (string | undefined)[],
  served: Resolution,
  rates: Rates,
): Picked | undefined {
  for (const id of ids) {
    const mapped = id === undefined ? undefined : rates.mapped(seller, id);
    if (mapped === undefined) continue;
    const resolution = rates.resolve(seller, mapped.model);
    if (resolution.kind === 'none')
      return unpriced('unknown model', `"${id}" is mapped to "${mapped.model}", which no card lists for ${seller}`);
    if (resolution.kind === 'one' && served.kind === 'one' && served.model.model !== resolution.model.model) return;
    return { kind: 'picked', seller, id: mapped.model, resolution, mapped };
  }
  return undefined;
}

/**
 * The served model counts. The request is used only where it names the same model more exactly: the response gives its family,
 * a snapshot no card lists, or (Bedrock) the vendor's id without the place that sets the price.
 */
function requestSaysMore(
  seller: string,
  served: string,
  asked: string,
  resolution: Resolution,
  requested: Extract<Resolution, { kind: 'one' }>,
): boolean {
  const [servedId, askedId] = [spellings(seller, served).at(-1) ?? '', spellings(seller, asked).at(-1) ?? ''];
  switch (resolution.kind) {
    case 'one':
      return (
        (seller === 'aws' && bareBedrockId(servedId) === bareBedrockId(askedId)) ||
        (seller === 'openrouter' && askedId.startsWith(`${servedId}:`))
      );
    case 'several':
      return resolution.models.some(({ model }) => model === requested.model.model);
    case 'none':
      return isSnapshotOf(servedId, askedId);
  }
}

function sellerOf(
  provider: string | undefined,
  ids: readonly (string | undefined)[],
  rates: Rates,
): string | { readonly detail: string } {
  const name = provider ?? '';
  const named = rates.sellerNamed(name);
  if (named !== undefined) return named;
  if (!isNoSeller(name)) return { detail: `no card knows the seller "${name}"` };
  for (const id of ids) {
    const seller = id === undefined ? undefined : sellerOfId(id, rates);
    if (seller !== undefined) return seller;
  }
  const who = name.trim() === '' ? 'no provider is given' : `"${name}" passes calls on and bills none`;
  return { detail: `${who}, and the model's name alone does not say who sold the call` };
}

/** The seller an id names by itself: by its prefix, as a vendor's own id, or as the one seller of a user's card that lists it. */
function sellerOfId(id: string, rates: Rates): string | undefined {
  if (id.length > longestId) return undefined;
  const lower = id.trim().toLowerCase();
  for (const seller of [rates.sellerNamed(sellerInId(lower) ?? ''), ownerOfId(lower)]) {
    if (seller !== undefined && rates.resolve(seller, id).kind !== 'none') return seller;
  }
  if (ownerOfId(lower) === 'aws' && lower.startsWith('arn:')) return 'aws';
  const usersCards = rates.layers.slice(0, -1);
  const sellers = new Set(
    usersCards.flatMap((card) =>
      [...card.sellers].filter((seller) => {
        const index = card.seller(seller);
        return index !== undefined && (index.models.has(lower) || index.names.has(lower));
      }),
    ),
  );
  return sellers.size === 1 ? [...sellers][0] : undefined;
}

/** What to write into a card so that the model has a price; only its figures are left to fill in. */
function rowToAdd(seller: string, model: string): string {
  return JSON.stringify({ seller, model, prices: { input: '?', output: '?' } });
}

function text(value: string | undefined): string | undefined {
  const trimmed = value?.trim();
  return trimmed === '' ? undefined : trimmed;
}

export function unpriced(why: Unpriced['why'], detail: string): Unpriced {
  return { kind: 'unpriced', why, detail };
}
