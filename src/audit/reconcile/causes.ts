// Why an invoice and the traced calls differ: a closed list, in the groups and the order they are told.

export const causeGroups = {
  unlogged: 'Usage nobody logged',
  unbilled: 'Logged but not billed',
  class: 'Token class at fault',
  rate: 'Rate at fault',
  edge: 'Time-zone edge',
  rounding: 'Rounding of invoice lines',
  unexplained: 'Unexplained',
} as const;
export type CauseGroup = keyof typeof causeGroups;

const groupOf = {
  'unlogged-account': 'unlogged',
  'unlogged-model': 'unlogged',
  'unlogged-period': 'unlogged',
  'unlogged-usage': 'unlogged',
  'unlogged-part': 'unlogged',
  'unbilled-other-account': 'unbilled',
  'unbilled-failed': 'unbilled',
  'unbilled-cancelled': 'unbilled',
  'unbilled-logged-free': 'unbilled',
  'unbilled-not-charged': 'unbilled',
  'unbilled-unexplained': 'unbilled',
  'class-swapped': 'class',
  'class-counted-twice': 'class',
  'class-differs': 'class',
  rate: 'rate',
  'time-zone-edge': 'edge',
  rounding: 'rounding',
  'tokens-unknown': 'unexplained',
  'no-dollar-amount': 'unexplained',
} as const satisfies Record<string, CauseGroup>;
export type Cause = keyof typeof groupOf;
export const causes = Object.keys(groupOf) as readonly Cause[]; // the keys of a literal object

export const causeGroup = (cause: Cause): CauseGroup => groupOf[cause];

export const causeTitles: Readonly<Record<Cause, string>> = {
  'unlogged-account': 'A key, project or account that no traced call names: a producer that bypasses the logs',
  'unlogged-model': 'A model that no traced call used: a producer is missing from the logs',
  'unlogged-period': 'A model that is logged, but not in this period, tier or account',
  'unlogged-usage': 'Calls logged without token counts, as streams are that nobody counts',
  'unlogged-part': 'Logged in part: the seller counted more than the calls do',
  'unbilled-other-account': 'Calls to an account that these invoices do not cover',
  'unbilled-failed': 'Failed calls that the log gives usage for',
  'unbilled-cancelled': 'Cancelled calls',
  'unbilled-logged-free': 'Calls logged at no cost, as a cache answers them',
  'unbilled-not-charged': 'Counted by the seller, but not charged in these invoices',
  'unbilled-unexplained': 'More was logged than billed',
  'class-swapped': 'Tokens logged in one class and billed in another',
  'class-counted-twice': 'Cached tokens also logged as plain input',
  'class-differs': 'The same requests, but one class counts differently',
  rate: 'Tokens agree, their price does not',
  'time-zone-edge': 'Billing days begin at another hour than UTC days',
  rounding: 'The seller rounds its lines',
  'tokens-unknown': 'The invoice counts no tokens; with the usage report of the same days the difference can be split',
  'no-dollar-amount':
    'Lines of the bill without an amount in US dollars, and no exchange rate is guessed: export the bill in dollars',
};
