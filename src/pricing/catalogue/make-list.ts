// From the parsed raw catalogues to the text of list.json. The days the catalogues are of stand here.

import type { JsonObject } from '../../model/json.ts';
import { compareText } from '../../model/place.ts';
import { type GenaiProvider, importGenaiPrices } from '../import/genai-prices.ts';
import { importLitellm } from '../import/litellm.ts';
import { importPortkey } from '../import/portkey.ts';
import { composeCatalogue } from './compose-catalogue.ts';
import { datedChanges } from './dated-changes.ts';

export interface RawCatalogues {
  readonly genai: { readonly providers: readonly GenaiProvider[]; readonly version: string };
  readonly litellm: RawFile;
  readonly portkey: readonly (RawFile & { readonly name: string })[];
}
export interface RawFile {
  readonly value: JsonObject;
  readonly sha256: string;
}

/** Where they lie in the folder given to the build. */
export const rawFiles = { litellm: 'litellm-model-prices-2026-08-01.json', portkey: 'portkey' } as const;

const days = { litellm: '2026-08-01', portkey: '2026-08-21' } as const;
/** The day each version was published: its prices are as of then. */
const genaiDays: Readonly<Record<string, string>> = { '0.1.8': '2026-09-23' };

/** Bedrock mantle and the marketplace of AWS repeat models of other files under other terms. */
const leftOut: ReadonlySet<string> = new Set(['claude-platform-aws', 'openrouter', 'palm', 'bedrock-mantle']);

export function listText({ genai, litellm, portkey }: RawCatalogues): string {
  const as_of = genaiDays[genai.version];
  if (as_of === undefined) throw new Error(`say in make-list.ts when genai-prices ${genai.version} was published`);
  const files = portkey.filter(({ name }) => !leftOut.has(name)).sort((a, b) => compareText(a.name, b.name));
  const base = importGenaiPrices(genai.providers, { version: genai.version, as_of });
  const { rows, ...card } = composeCatalogue({
    base: {
      ...base,
      version: as_of,
      source: `genai-prices ${genai.version}, litellm price map ${days.litellm}, Portkey models ${days.portkey} (all MIT), own dated changes`,
    },
    rowSource: 'genai',
    changes: datedChanges,
    overlays: [
      importPortkey(Object.fromEntries(files.map(({ name, value }) => [name, value])), { as_of: days.portkey }),
      importLitellm(litellm.value, { as_of: days.litellm }),
    ],
    sources: {
      genai: {
        name: 'genai-prices',
        version: genai.version,
        url: 'https://github.com/pydantic/genai-prices',
        checked: as_of,
      },
      'genai+': {
        name: 'genai-prices with classes and thresholds of litellm and Portkey',
        version: genai.version,
        checked: as_of,
      },
      litellm: {
        name: 'litellm price map',
        version: days.litellm,
        url: 'https://github.com/BerriAI/litellm',
        checked: days.litellm,
        sha256: litellm.sha256,
      },
      'litellm-2025-11': { name: 'litellm price map', version: '2025-11' },
      portkey: {
        name: 'Portkey models',
        version: days.portkey,
        url: 'https://github.com/Portkey-AI/models',
        checked: days.portkey,
      },
      'portkey+litellm': { name: `Portkey models ${days.portkey} and litellm price map ${days.litellm}` },
      derived: { name: 'the same share of the standard price as where a catalogue lists it' },
      own: { name: 'dated changes of attrib-audit', version: as_of, by: 'src/pricing/catalogue/dated-changes.ts' },
    },
  });
  const head = JSON.stringify(card).slice(0, -1);
  return `${head},"rows":[\n${rows.map((row) => JSON.stringify(row)).join(',\n')}\n]}\n`;
}
