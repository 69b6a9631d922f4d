// Wrong uses of a context threshold: ignored, applied to a part of the request, or applied where it was not due.
import type { ClassRates, PriceRow } from './compile-row.ts';
import { asked, byRow, type Case, type Figure, type Formula, figure, nothing } from './wrong-case.ts';

type Over = PriceRow['overContext'][number];
const longest = Number.MAX_SAFE_INTEGER;

export const longContextIgnored = ifLong((given, over) =>
  figure(`rates for prompts up to ${over.tokens} tokens`, given, given.usage, { prompt: 0 }),
);

/** The plain rates up to the threshold and the long ones past it, in the order in which vendors list the classes. */
export const longOnExcess = ifLong((given, over) => {
  let left = over.tokens;
  const below: Record<string, number> = {};
  const above: Record<string, number> = {};
  for (const { class: name, count } of given.lines) {
    const isPrompt = promptClasses.has(name);
    const short = isPrompt ? Math.min(left, count) : count;
    if (isPrompt) left -= short;
    below[name] = short;
    above[name] = count - short;
  }
  const [plain] = figure('', given, below, { prompt: 0 });
  const [long] = figure('', given, above, { prompt: longest });
  return plain && long
    ? [{ usd: plain.usd + long.usd, detail: `the long-context rate only for the tokens over ${over.tokens}` }]
    : nothing;
});

/** Each class held against the threshold by itself. */
export const longByClass = ifLong((given, over) =>
  withLong(given, over, 'each class held against the threshold by itself', (_, count) => count > over.tokens),
);

export const longNotForCache = ifLong((given, over) =>
  given.lines.some(({ class: name }) => name.startsWith('cache'))
    ? withLong(given, over, 'the cache at its plain rate in a long prompt', (name) => !name.startsWith('cache'))
    : nothing,
);

export const longNotDue = asLong((given) => given.request.granularity !== 'aggregate' && !overOf(given));

export const aggregateAsCall = asLong((given) => given.request.granularity === 'aggregate' && !overOf(given));

function asLong(isMeant: (given: Case) => boolean): Formula {
  return ({ quote: { row } }) =>
    row.overContext.map((over) =>
      byRow({ ...row, rates: new Map([...row.rates, ...over.rates]), overContext: [] }, (given) =>
        isMeant(given) ? `the rates for prompts over ${over.tokens} tokens` : undefined,
      ),
    );
}

/** For calls over a threshold of their row: up to it there is no such figure, whatever is counted. */
function ifLong(figures: (given: Case, over: Over) => readonly Figure[]): Formula {
  const ifOver = asked((given) => {
    const over = overOf(given);
    return over ? figures(given, over) : nothing;
  }, []);
  return (kind) => (kind.quote.row.overContext.length === 0 ? nothing : ifOver(kind));
}

const promptClasses: ReadonlySet<string> = new Set([
  ...['input', 'cached_input', 'cache_write_5m', 'cache_write_1h'],
  ...['audio_in', 'cached_audio_in', 'image_in', 'video_in'],
]);

/** The threshold that applied. */
function overOf({ lines, quote }: Case): Over | undefined {
  const tokens = lines.find(({ over_context }) => over_context !== undefined)?.over_context;
  return tokens === undefined ? undefined : quote.row.overContext.find((over) => over.tokens === tokens);
}

/** The long rate for the classes `isLong` names, the plain one for the others. */
function withLong(
  given: Case,
  over: Over,
  detail: string,
  isLong: (name: string, count: number) => boolean,
): readonly Figure[] {
  const counts = new Map<string, number>(given.lines.map(({ class: name, count }) => [name, count]));
  const kept: ClassRates = new Map([...over.rates].filter(([name]) => isLong(name, counts.get(name) ?? 0)));
  const { row } = given.quote;
  return figure(detail, given, given.usage, { row: { ...row, overContext: [{ ...over, rates: kept }] } });
}
