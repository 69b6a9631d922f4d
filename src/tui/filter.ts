// The filter line: words and `field:value` terms, all of which must hold. What it cannot understand it says, and shows everything.
import { parseUsd, type Usd } from '../model/money.ts';
import type { CallRow } from './review.ts';

export type CallTest = (call: CallRow) => boolean;

export interface ParsedFilter {
  readonly test: CallTest;
  /** The first term that is none, with what is known instead. */
  readonly problem: string | undefined;
}

type TextField = 'team' | 'model' | 'provider' | 'component' | 'cause' | 'part' | 'trace' | 'id' | 'source' | 'day';

const textOf: Readonly<Record<TextField, (call: CallRow) => string | null>> = {
  team: (call) => call.owner_team,
  model: (call) => call.model,
  provider: (call) => call.provider,
  component: (call) => call.component,
  cause: (call) => call.cause,
  part: (call) => call.part,
  trace: (call) => call.trace_id(),
  id: (call) => call.key(),
  source: (call) => call.source,
  day: (call) => call.start()?.slice(0, 10) ?? null,
};

const amountOf: Readonly<Record<'cost' | 'logged', (call: CallRow) => Usd | null>> = {
  cost: (call) => call.usd,
  logged: (call) => call.logged_usd(),
};

export const filterHelp =
  'team: model: provider: component: cause: part: trace: id: source: day: (with *), identity:, field:missing(NAME), cost>1, logged<0.5, -term turns a term around';

/** `team:support field:missing(owner_team) cost>1 model:gpt*`; a bare word is looked for in every text. */
export function parseFilter(text: string): ParsedFilter {
  const tests: CallTest[] = [];
  for (const term of text.trim().split(/\s+/).filter(Boolean)) {
    const negated = term.length > 1 && term.startsWith('-');
    const test = readTerm(negated ? term.slice(1) : term);
    if (typeof test === 'string') return { test: () => true, problem: test };
    tests.push(negated ? (call) => !test(call) : test);
  }
  return { test: (call) => tests.every((test) => test(call)), problem: undefined };
}

/** Names as reports have them are conditions, too, and no words: what looks like one must not be looked for as text. */
const condition = /^([A-Za-z_]+)(:|>=|<=|>|<|=)(.*)$/;
const loose = /^(?::|>=|<=|>|<|=)/;

/** Why nothing fits in a list of anything but calls: it was asked a condition. */
export function notOfWords(text: string): string | undefined {
  const asked = text.split(/\s+/).find((term) => condition.test(term) || loose.test(term));
  return asked === undefined
    ? undefined
    : `"${asked}" is a condition; this list is filtered by words, conditions are for the traces`;
}

/** A test, or what is wrong with the term. */
function readTerm(term: string): CallTest | string {
  const [, name = '', operator = '', value = ''] = condition.exec(term) ?? [];
  const field = name.toLowerCase();
  if (operator === '')
    return loose.test(term) ? `"${term}" stands alone: write a condition without spaces, as cost>1` : anywhere(term);
  if (operator === '=') return `"${term}" is no condition: write team:support, or cost>1`;
  if (operator !== ':') return readComparison(field, operator, value, term);
  if (field === 'field') return readMissing(value, term);
  const fits = glob(value);
  if (field === 'identity')
    return (call) => call.identities().some(({ field: name, value: id }) => fits(id) || fits(`${name}=${id}`));
  const read = Object.hasOwn(textOf, field) ? textOf[field as TextField] : undefined; // a key of the table, as just seen
  if (!read) return `there is no field "${field}": ${filterHelp}`;
  return (call) => fits(read(call) ?? '');
}

function readMissing(value: string, term: string): CallTest | string {
  const name = /^missing\(([a-z_]+)\)$/.exec(value)?.[1];
  if (name === undefined) return `"${term}" is no condition: write field:missing(owner_team)`;
  return ({ missing }) => missing.includes(name);
}

function readComparison(field: string, operator: string, value: string, term: string): CallTest | string {
  if (field !== 'cost' && field !== 'logged') return `"${field}" is no amount: cost and logged are`;
  const limit = parseUsd(value.replace(/^\$/, ''));
  if (limit === undefined) return `"${term}" compares with no amount in dollars`;
  const read = amountOf[field];
  return (call) => {
    const amount = read(call);
    if (amount === null) return false;
    if (operator.startsWith('>')) return operator === '>' ? amount > limit : amount >= limit;
    return operator === '<' ? amount < limit : amount <= limit;
  };
}

function anywhere(word: string): CallTest {
  const wanted = word.toLowerCase();
  const texts = Object.values(textOf);
  return (call) =>
    texts.some((read) => read(call)?.toLowerCase().includes(wanted)) ||
    call.identities().some(({ value }) => value.toLowerCase().includes(wanted));
}

/** Case does not count; `*` stands for any text. Matched piece by piece, so that no pattern can be slow. */
function glob(pattern: string): (text: string) => boolean {
  const pieces = pattern.toLowerCase().split('*');
  return (text) => {
    const given = text.toLowerCase();
    const [first = '', ...rest] = pieces;
    if (rest.length === 0) return given === first;
    const last = rest.pop() ?? '';
    if (!given.startsWith(first) || !given.endsWith(last) || given.length < first.length + last.length) return false;
    let at = first.length;
    for (const piece of rest) {
      const found = given.indexOf(piece, at);
      if (found === -1 || found + piece.length > given.length - last.length) return false;
      at = found + piece.length;
    }
    return true;
  };
}
