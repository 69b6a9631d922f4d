// Regions as cards and logs write them: `us` holds for `us-east-1`, which goes first where it has prices of its own.
import { normalName } from './sellers.ts';

const unknown: ReadonlySet<string> = new Set(['', 'unknown', 'none', 'null', 'not-available', 'default', 'n/a']);

const geographies: readonly (readonly [geo: string, region: RegExp])[] = [
  ['us-gov', /^us-gov-/],
  ['us', /^us-[a-z]+-?\d/],
  ['eu', /^(eu|europe)-[a-z]+-?\d/],
  ['jp', /^(ap-northeast-[13]|asia-northeast[12])$/],
  ['au', /^(ap-southeast-[24]|australia-[a-z]+\d)$/],
  ['ca', /^(ca-[a-z]+-\d|northamerica-northeast\d)$/],
  ['apac', /^(ap|asia)-[a-z]+-?\d/],
];

/** The region itself, then the geography it lies in; empty when the region is not known. */
export function placesOf(region: string | undefined): readonly string[] {
  const name = normalName(region ?? '');
  if (unknown.has(name)) return [];
  const geo = geographies.find(([, pattern]) => pattern.test(name))?.[0];
  return geo === undefined ? [name] : [name, geo];
}
