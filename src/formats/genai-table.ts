// The table of a source that keeps GenAI spans: its own columns first, then the attributes of genai-attributes.ts.
import type { FormatTable, Paths, UsagePath } from './format.ts';
import {
  genaiContent,
  genaiFallback,
  genaiFields,
  genaiJson,
  genaiLabels,
  genaiReads,
  genaiUsage,
} from './genai-attributes.ts';
import { genaiDialects } from './genai-dialects.ts';

type Columns = Pick<FormatTable, 'fields' | 'usage' | 'labels' | 'json' | 'reads' | 'never_read'>;
type Table = Required<Columns> & Pick<FormatTable, 'fallback' | 'tokens' | 'dialects'>;

export function genaiTable(own: Columns): Table {
  const cost = own.fields.logged_cost_usd;
  return {
    fields: {
      ...genaiFields,
      ...inOrder(own.fields, genaiFields),
      ...(cost ? { logged_cost_usd: { ...cost, from: [...cost.from, ...costPaths] } } : {}),
    },
    dialects: genaiDialects,
    usage: { ...genaiUsage, ...inOrder(own.usage ?? {}, genaiUsage) },
    tokens: { cached_input: 'inside-input', cache_write: 'inside-input', reasoning: 'inside-output' },
    labels: [...genaiLabels, ...(own.labels ?? [])],
    fallback: genaiFallback,
    json: [...genaiJson, ...(own.json ?? [])],
    reads: [...genaiReads, ...(own.reads ?? [])],
    never_read: [...(own.never_read ?? []), ...genaiContent],
  };
}

const costPaths: Paths = genaiFields.logged_cost_usd?.from ?? [];

/** The entries of `own`, each followed by the shared paths of the same name; what is no list of paths is taken as it is. */
function inOrder<T extends FormatTable['fields'] | { readonly [K in UsagePath]?: Paths }>(own: T, shared: object): T {
  const known = new Map<string, unknown>(Object.entries(shared));
  const joined = Object.entries(own).map(([name, paths]): [string, unknown] => {
    const more = known.get(name);
    return [name, Array.isArray(paths) && Array.isArray(more) ? [...paths, ...more] : paths];
  });
  return Object.fromEntries(joined) as T; // the same keys, each value of the same kind
}
