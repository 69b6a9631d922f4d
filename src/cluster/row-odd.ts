// Rows that are read one by one, in SQL: what in them is not as every row of their kind, and what such rows may be joined to.

import { mostCounted } from '../audit/alike/says-more.ts';
import { keyPrefix } from '../contract/secrets.ts';
import { isTraceparent } from '../formats/span-attributes.ts';
import { nullLike } from '../formats/values.ts';
import { eachKey, type Free, labelTexts, type RowView, rawColumn, textsAt } from './row-texts.ts';
import { type CountTexts, isCounted, plainCost } from './row-usage.ts';
import { quotedText } from './sql-text.ts';

export function oddSql(view: RowView, free: Free, counts: CountTexts, costs: readonly string[]): string {
  const { table } = view;
  const ids = [...free].flatMap(([field, texts]) => texts.map((text) => oddId(field, text)));
  const plainCounts = [...counts].flatMap(([name, texts]) =>
    texts.map((text) =>
      isCounted(name) || name === 'total'
        ? `NOT match(${text}, '^(?:0|[1-9][0-9]{0,${String(mostCounted).length - 2}})?$')`
        : `${text} NOT IN ('', '0')`,
    ),
  );
  const points = pointing(view).map((column) => `notEmpty(${column})`);
  const carried = eachKey(view).flatMap(({ key, text }) => (isTraceparent(key) ? [`${text} != ''`] : []));
  const repeated = textsAt(view, table.format.fields.retry_of ?? []).map((text) => `${text} != ''`);
  return `(${[
    "trace_id = '' OR start_ns <= 0",
    ...ids,
    ...plainCounts,
    ...costs.map(
      (text) => `(${text} != '' AND (NOT match(${text}, '${plainCost(table.format)}') OR match(${text}, '^[0.]+$')))`,
    ),
    ...points,
    ...carried,
    ...repeated,
    ...(table.odd === undefined ? [] : [table.odd]),
  ].join(' OR ')})`;
}

/** Ids that are read as they are: nothing in them is a word for nothing, a secret, or a number to call. */
function oddId(field: string, text: string): string {
  const odd =
    {
      trace_id: [`NOT match(${text}, '^[0-9a-f]{32}$')`],
      span_id: oddSpan(text),
      parent_span_id: oddSpan(text),
      tenant_id_hash: [...oddName(text), ...oddPerson(text)],
      user_id_hash: [...oddName(text), ...oddPerson(text)],
    }[field] ?? oddName(text);
  return `(${text} != '' AND (${odd.join(' OR ')}))`;
}

const oddSpan = (text: string): readonly string[] => [`NOT match(${text}, '^[0-9a-f]{16}$')`, `match(${text}, '^0+$')`];

const oddName = (text: string): readonly string[] => [
  `NOT match(${text}, '^[A-Za-z0-9_.-]{1,128}$')`,
  `match(${text}, '^[0-]+$')`,
  `lower(${text}) IN (${[...nullLike].map(quotedText).join(', ')})`,
  `match(${text}, ${quotedText(keyPrefix.source)})`,
];

const oddPerson = (text: string): readonly string[] => [
  `NOT match(${text}, '^(?:[A-Za-z][A-Za-z0-9_.-]*|[A-Za-z0-9_]+)$')`,
  `length(${text}) >= 40 AND NOT match(${text}, '^[0-9a-f-]*$')`,
];

/** Whatever may be an id that another trace has, too. */
export function tieTexts(view: RowView, free: Free): readonly string[] {
  const { fields } = view.table.format;
  const texts = [
    ...(free.get('request_id') ?? []),
    ...(free.get('provider_request_id') ?? []),
    ...textsAt(view, fields.retry_of ?? []),
    ...labelTexts(view, 'request_id'),
  ];
  return texts.length === 0 ? ["''"] : [...new Set(texts)].map((text) => `trimBoth(${text})`);
}

const pointing = ({ table, columns }: RowView): readonly string[] =>
  table.points.filter((name) => columns.some((column) => column.name === name)).map(rawColumn);

/** Ids inside JSON text and baggage, which no column shows: whoever has them may be joined to anything. */
export function hidesIdsSql(view: RowView): string {
  const texts = [
    ...textsAt(
      view,
      (view.table.format.json ?? []).filter((path) => view.maps.every(({ as }) => as !== path)),
    ),
    ...eachKey(view).flatMap(({ key, text }) => (/baggage$/.test(key) ? [text] : [])),
  ];
  const any = texts.map(
    (text) => `match(${text}, '(?i)(?:request[._-]?id|trace[._-]?id|traceparent|retry_of)"?\\s*[:=]')`,
  );
  return any.length === 0 ? '0' : any.join(' OR ');
}

/** Trace ids that a row names beside its own, in the spellings they may have been read in. */
export function pointsSql(view: RowView): string {
  const lists = pointing(view);
  const parents = eachKey(view).flatMap(({ key, text }) => (isTraceparent(key) ? [`substring(${text}, 4, 32)`] : []));
  const homeless = [...labelTexts(view, 'trace_id'), 'session_id'];
  const texts = `arrayConcat(${[...lists, `[${["''", ...parents].join(', ')}]`, `if(trace_id = '', [${homeless.join(', ')}], [''])`].join(', ')})`;
  return `if(odd, arrayDistinct(arrayFilter(x -> x != '', arrayMap(x -> lower(replaceAll(trimBoth(x), '-', '')), ${texts}))), [])`;
}
