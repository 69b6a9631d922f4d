// Family names: an id that leaves the version out fits several models. They are candidates for a price band, never for a pick.
import { bedrockId } from './model-id.ts';

/**
 * Short names that one seller gives to several of its models, beyond what the token rule below finds.
 * Azure answers `gpt-4` for turbo deployments too, and drops the dot of `gpt-3.5`.
 */
const sharedNames: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  azure: {
    'gpt-4': ['gpt-4', 'gpt-4-turbo'],
    'gpt-35-turbo': ['gpt-3.5-turbo', 'gpt-3.5-turbo-0613', 'gpt-3.5-turbo-1106', 'gpt-3.5-0301'],
  },
};

export function sharedName(seller: string, id: string): readonly string[] | undefined {
  const names = Object.hasOwn(sharedNames, seller) ? sharedNames[seller] : undefined;
  return names && Object.hasOwn(names, id) ? names[id] : undefined;
}

/**
 * A model belongs to a family when its id is the family's name with version or date tokens added anywhere:
 * `claude-sonnet` fits `claude-sonnet-4-5-20250929` and `claude-3-5-sonnet`, not `claude-sonnet-thinking`.
 */
export function isOfFamily(seller: string, name: string, model: string): boolean {
  const [wanted, candidate] = [vendorAndName(seller, name), vendorAndName(seller, model)];
  if (wanted.vendor !== undefined && wanted.vendor !== candidate.vendor) return false;
  if (wanted.geo !== undefined && (wanted.geo === 'global') !== (candidate.geo === 'global')) return false;
  const left = tokens(wanted.name);
  if (left.length === 0 || left.every(isVersion)) return false;
  let added = 0;
  for (const token of tokens(candidate.name)) {
    if (token === left[0]) left.shift();
    else if (isVersion(token)) added += 1;
    else return false;
  }
  return left.length === 0 && added > 0;
}

function vendorAndName(
  seller: string,
  id: string,
): { geo?: string | undefined; vendor?: string | undefined; name: string } {
  if (seller === 'aws') return bedrockId(id);
  const slash = id.lastIndexOf('/');
  return slash < 0 ? { name: id } : { vendor: id.slice(0, slash), name: id.slice(slash + 1) };
}

function tokens(name: string): string[] {
  return name.split(/[-._:@\s]+/).filter((token) => token !== '');
}

function isVersion(token: string): boolean {
  return /^v?\d+$/.test(token) || token === 'latest' || token === 'preview';
}
