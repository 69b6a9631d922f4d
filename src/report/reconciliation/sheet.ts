// A reconciliation as a sheet, for Markdown: what the terminal shows, whole, because a close is filed and not skimmed.
import type { Reconciliation } from '../../model/reconciliation.ts';
import { amountOf, count, counted, exactMoney, share, signedMoney } from '../figures.ts';
import { money, name, type Sheet, type SheetCell, type SheetSection, text } from '../sheet/sheet.ts';
import { inShort, verdictText } from './bridge.ts';
import { howTexts, whereText } from './causes.ts';
import { leftOut, sellerTexts } from './compared.ts';
import { deltaShare, signed } from './tokens.ts';

export function reconciliationSheet(document: Reconciliation): Sheet {
  const { title, text: line } = inShort(document);
  const sections = [
    bridge(document),
    causes(document),
    loggedCosts(document),
    tokens(document),
    ...sides(document),
    teams(document),
    keptApart(document),
    compared(document),
  ];
  return { title, aside: '', lines: [line], sections: sections.filter((section) => section !== undefined) };
}

const right = (head: string) => ({ head, align: 'right' as const });
const plain = (head: string) => ({ head });

/** A difference shows its sign; none is a dash. */
function difference(usd: string): SheetCell {
  const amount = amountOf(usd);
  return text(amount === 0n ? '-' : signedMoney(amount));
}

function bridge({ bridge: steps, totals }: Reconciliation): SheetSection {
  const billed = amountOf(totals.billed_usd);
  const rows = steps
    .filter(({ step, usd }) => step === 'traced' || usd !== '0')
    .map(({ step, title, usd }) =>
      step === 'traced'
        ? [money(amountOf(usd)), text(`${title}: ${counted(totals.calls, 'call')} at the prices of the card`), text('')]
        : [difference(usd), text(title), text(share(amountOf(usd), billed))],
    );
  return {
    id: 'bridge',
    title: 'From the calls to the invoice',
    aside: '',
    columns: [right('amount'), plain('step'), right('of what was billed')],
    rows,
    total: [money(amountOf(totals.invoice_usd)), text(`Invoice: ${counted(totals.lines, 'line')}`), text('')],
    notes: [],
  };
}

function causes({ causes: groups }: Reconciliation): SheetSection {
  const rows = groups.flatMap((group) =>
    group.causes.flatMap((cause) =>
      cause.places.map((place) => [
        difference(place.usd),
        text(group.title),
        text(cause.title),
        text(whereText(place)),
        text(howTexts(place, '×').join('; ')),
        place.example ? name(`${place.example.source}:${place.example.line}`, '') : text(''),
      ]),
    ),
  );
  return {
    id: 'causes',
    title: 'Why they differ',
    aside: rows.length === 0 ? 'they do not' : 'billed minus traced',
    columns: [right('amount'), plain('group'), plain('cause'), plain('where'), plain('how'), plain('for example')],
    rows,
    notes: [],
  };
}

function loggedCosts({ logged_costs: logged }: Reconciliation): SheetSection | undefined {
  if (logged.calls === 0 || logged.by_cause.length === 0) return undefined;
  const rows = logged.by_cause.map(({ delta_usd, logged_usd, traced_usd, calls, cause, detail, models }) => [
    difference(delta_usd),
    text(exactMoney(amountOf(logged_usd))),
    text(exactMoney(amountOf(traced_usd))),
    text(count(calls)),
    text(cause),
    text(detail),
    text(models.join(', ')),
  ]);
  return {
    id: 'logged',
    title: "The logs' own costs",
    aside: `${counted(logged.calls, 'call')} with a cost`,
    columns: [
      right('too much'),
      right('logged'),
      right('by the card'),
      right('calls'),
      plain('cause'),
      plain('what'),
      plain('models'),
    ],
    rows,
    notes: ['The steps above start from the prices of the card, so these are not part of them.'],
  };
}

function tokens({ tokens: all }: Reconciliation): SheetSection {
  const rows = all.map((row) => [
    text(count(row.billed)),
    text(count(row.logged)),
    text(signed(row.delta)),
    text(deltaShare(row.delta_pct)),
    text(row.class),
    name(row.model ?? row.seller, ''),
    text(verdictText(row.verdict)),
  ]);
  return {
    id: 'tokens',
    title: 'Tokens by class',
    aside: rows.length === 0 ? 'the invoice counts none' : 'reasoning is output, as invoices have it',
    columns: [
      right('billed'),
      right('logged'),
      right('difference'),
      right('%'),
      plain('class'),
      plain('model'),
      plain(''),
    ],
    rows,
    notes: [],
  };
}

function sides({ by_model, by_day, by_account }: Reconciliation): readonly SheetSection[] {
  const fields = [...new Set(by_account.map(({ field }) => field))];
  return [
    side('model', 'By model', 'model', by_model),
    side('day', 'By day', 'day (UTC)', by_day),
    ...fields.map((field) =>
      side(
        field,
        `By ${field}`,
        field,
        by_account.filter((row) => row.field === field),
      ),
    ),
  ].filter(({ rows }) => rows.length > 0);
}

type Side = Reconciliation['by_day'][number] | Reconciliation['by_model'][number];

function side(id: string, title: string, head: string, all: readonly Side[]): SheetSection {
  const rows = all.map((row) => [
    money(amountOf(row.billed_usd)),
    money(amountOf(row.traced_usd)),
    difference(row.delta_usd),
    text(deltaShare(row.delta_pct)),
    name(row.key, 'seller' in row ? `${row.seller}, not told` : 'not told'),
    text(verdictText(row.verdict)),
  ]);
  return {
    id,
    title,
    aside: '',
    columns: [right('billed'), right('traced'), right('difference'), right('%'), plain(head), plain('')],
    rows,
    notes: [],
  };
}

function teams({ policy, exception_bucket: bucket, totals, by_team }: Reconciliation): SheetSection {
  const owner = bucket.owner === null ? 'no owner named yet' : `owner ${bucket.owner}`;
  const sla = bucket.sla_days === null ? 'no deadline set' : `to be resolved within ${counted(bucket.sla_days, 'day')}`;
  const rows = by_team.map((row) => [
    money(amountOf(row.total_usd)),
    money(amountOf(row.traced_usd)),
    difference(row.allocated_usd),
    name(row.key, 'calls without an owner'),
  ]);
  const apart = (usd: string, what: string): readonly SheetCell[] => [difference(usd), text(''), text(''), text(what)];
  return {
    id: 'teams',
    title: 'Who bears what',
    aside: `policy ${policy.id}`,
    columns: [right('total'), right('traced'), right('allocated'), plain('team')],
    rows: [
      ...rows,
      apart(bucket.usd, `Exception bucket: ${owner}, ${sla}`),
      apart(totals.kept_apart_usd, 'Kept apart: tax, credits, fees'),
    ],
    total: [money(amountOf(totals.invoice_usd)), text(''), text(''), text('Invoice')],
    notes: [policy.text],
  };
}

function keptApart({ kept_apart }: Reconciliation): SheetSection | undefined {
  if (kept_apart.length === 0) return undefined;
  return {
    id: 'apart',
    title: 'Kept apart',
    aside: 'no call can show these; they belong to the invoice',
    columns: [right('amount'), right('lines'), plain('kind'), plain('for example')],
    rows: kept_apart.map(({ usd, lines, title, example }) => [
      difference(usd),
      text(count(lines)),
      text(title),
      example ? name(`${example.source}:${example.line}`, '') : text(''),
    ]),
    notes: [],
  };
}

function compared(document: Reconciliation): SheetSection {
  const sellers = document.sellers.map((seller) => {
    const { sides: both, sources, unused } = sellerTexts(seller);
    return [both, [sources, ...unused].join('; ')].join(' ');
  });
  return {
    id: 'compared',
    title: 'What was compared',
    aside: '',
    columns: [],
    rows: [],
    notes: [...sellers, ...leftOut(document)],
  };
}
