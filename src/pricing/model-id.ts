// Spellings of a model id under one seller: declared prefixes and wrappers are taken off, nothing else. No guess, no neighbour.
import { longestId } from './match-model.ts';
import { sellerKey } from './sellers.ts';

/** Bedrock: `[geo.]vendor.model`. `regional` is how the catalogue writes every place but `global`. */
export interface BedrockId {
  readonly geo: string | undefined;
  readonly vendor: string | undefined;
  readonly name: string;
}

const bedrockForm = /^(?:(global|regional|us|eu|apac|jp|au|ca|in|us-gov)\.)?(?:([a-z][a-z0-9]*)\.(?=[a-z]))?(.+)$/;
const bedrockRegion = /^(converse|converse_like|invoke|[a-z]{2}(-gov)?-[a-z]+-\d)\//;
const bedrockResource = /^arn:aws[a-z-]*:bedrock:[^/]*:(foundation-model|inference-profile)\/([^/]+)$/;
const compactDate = /-(20\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?=$|[-:])/;

/**
 * Variants of OpenRouter that change how a call is routed or what is added to it, not what a token costs. Not `:free` and
 * `:extended`, which have prices of their own, nor `:nitro` and `:floor`, which choose another provider with another price.
 */
const openRouterRouting = /:(online|thinking|exacto)$/;

/** The id as it stands, lower-case, then every declared shorter spelling, longest first. */
export function spellings(seller: string, id: string): readonly string[] {
  const found: string[] = [];
  const add = (spelling: string | undefined): void => {
    if (spelling && spelling.length <= longestId && !found.includes(spelling)) found.push(spelling);
  };
  add(id.trim().toLowerCase());
  for (let n = 0; n < found.length && n < 8; n += 1) {
    const spelling = found[n] ?? '';
    add(withoutSeller(seller, spelling));
    if (seller === 'aws') {
      add(bedrockResource.exec(spelling)?.[2]);
      add(bedrockRegion.test(spelling) ? spelling.replace(bedrockRegion, '') : undefined);
    }
    if (seller === 'azure') add(azureInPlace.exec(spelling)?.[1]);
    if (seller === 'google') {
      add(/^(?:projects\/.+\/)?(?:publishers\/[^/]+\/)?models\/([^/]+)$/.exec(spelling)?.[1]);
      add(spelling.replace(/@default$/, ''));
      add(spelling.replace('@', '-'));
    }
    if (seller === 'openai' || seller === 'azure') add(fineTuned(spelling));
    if (seller === 'openrouter') add(spelling.replace(openRouterRouting, ''));
    add(spelling.replace(compactDate, '-$1-$2-$3'));
  }
  return found;
}

/** LiteLLM writes Azure's data zones and its global deployments before the model, as in `us/gpt-4o`. */
const azureInPlace = /^(?:us|eu|global|global-standard)\/(.+)$/;

/** The region an id names by itself: LiteLLM's `bedrock/eu-west-2/…` and `azure/us/…`, the ARN of a resource of Bedrock, a resource path of Vertex AI. */
export function placeInId(seller: string, id: string): string | undefined {
  const forms = placeForms[seller] ?? [];
  const place = forms.map((form) => form.exec(id.trim().toLowerCase())?.[1]).find((found) => found !== undefined);
  return seller === 'azure' && place !== undefined ? azurePlace(place) : place;
}

/** The place a deployment of Azure has in LiteLLM's ids; undefined when the word names none. */
export function azurePlace(word: string): string | undefined {
  return /^(us|eu|global)$/.test(word) ? word : word === 'global-standard' ? 'global' : undefined;
}

const placeForms: Readonly<Record<string, readonly RegExp[]>> = {
  azure: [/^(?:azure\/)?(us|eu|global|global-standard)\//],
  aws: [/^(?:bedrock\/)?([a-z]{2}(?:-gov)?-[a-z]+-\d)\//, /^arn:aws[a-z-]*:bedrock:([a-z0-9-]+):/],
  google: [/^projects\/[^/]+\/locations\/([^/]+)\//],
};

/** The seller named before the first `/` of an id, such as `azure` in `azure/gpt-4o`. */
export function sellerInId(id: string): string | undefined {
  const slash = id.indexOf('/');
  return slash > 0 ? sellerKey(id.slice(0, slash)) : undefined;
}

/** Why an id can never be in a card. */
export function whyNoModel(id: string): string | undefined {
  if (/:application-inference-profile\//i.test(id))
    return 'an application inference profile names no model: map it to one';
  if (/^arn:/i.test(id) && !bedrockResource.test(id.toLowerCase()))
    return 'this resource names no model: map it to one';
  return id.length > longestId ? 'the id is too long to be a model' : undefined;
}

export function bedrockId(id: string): BedrockId {
  const [, geo, vendor, name = id] = bedrockForm.exec(id) ?? [];
  return { geo, vendor, name };
}

/** The same Bedrock model without place, vendor and version suffix: what the vendor's own API calls it. */
export function bareBedrockId(id: string): string {
  return bedrockId(id).name.replace(/-v\d+(:\d+)?(:\w+)?$/, '');
}

/** True when `served` is `asked` plus a snapshot date: the alias and what it stood for. */
export function isSnapshotOf(served: string, asked: string): boolean {
  return served.startsWith(asked) && /^[-@](\d{4}|\d{8}|\d{4}-\d{2}-\d{2})$/.test(served.slice(asked.length));
}

/** A tuned model is sold by its base: `ft:base:org:name:id`, on Azure `base.ft-id`. It never has the price of the base itself. */
function fineTuned(id: string): string | undefined {
  const base = /^ft:([^:]+):/.exec(id)?.[1] ?? /^(.+)\.ft-[0-9a-f]+(-.*)?$/.exec(id)?.[1];
  return base === undefined ? undefined : `ft:${base}`;
}

function withoutSeller(seller: string, id: string): string | undefined {
  return sellerInId(id) === seller ? id.slice(id.indexOf('/') + 1) : undefined;
}
