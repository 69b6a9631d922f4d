// Personal data: e-mail addresses, phone numbers and names of people in free text. Ids, dates and names of systems must stay quiet.
import { masked } from './pseudonym.ts';

export interface MaskedPerson {
  readonly what: 'e-mail' | 'phone' | 'name';
  readonly masked: string;
}
type OnFound = (found: MaskedPerson) => void;

const at = /@|%40/g;
/** Characters walked over to the left of the `@`. The one beside it may be any that RFC 5322 allows. */
const localCharacter = /[A-Za-z0-9._%+'\-\u0080-\uffff]/;
const lastLocalCharacter = /[A-Za-z0-9._%+'\-\u0080-\uffff!#$&*/=?^`{|}~]/;
const domainCharacter = /[A-Za-z0-9._\-\u0080-\uffff]/;
/** What can end a domain: `com`, `xn--p1ai`; also `com` in `com-eu` and `com_2`, which is an address with a tail. */
const topLevel = /^(?:xn--[A-Za-z0-9-]+|[A-Za-z\u0080-\u{10ffff}]{2,})(?![A-Za-z0-9])/u;

/** Masks e-mail addresses anywhere in the text; walks left and right from each `@`, so the time is linear. */
export function maskEmails(text: string, onFound: OnFound): string {
  if (!text.includes('@') && !text.includes('%40')) return text;
  let result = '';
  let done = 0;
  let least = 0;
  for (const { index, 0: sign } of text.matchAll(at)) {
    const from = localStart(text, index, least);
    least = index + sign.length;
    const to = domainEnd(text, index + sign.length);
    if (from === index || to === undefined || isNoPerson(text.slice(from, index), text.slice(index + sign.length, to)))
      continue;
    const found = maskedEmail(text.slice(from, index), text.slice(index + sign.length, to), text.slice(from, to));
    onFound({ what: 'e-mail', masked: found });
    result += text.slice(done, from) + found;
    done = to;
    least = to;
  }
  return done === 0 ? text : result + text.slice(done);
}

function localStart(text: string, end: number, least: number): number {
  if (end <= least || !lastLocalCharacter.test(text[end - 1] ?? '')) return end;
  let from = end - 1;
  while (from > least && localCharacter.test(text[from - 1] ?? '')) from -= 1;
  return from;
}

/** The end of the longest domain that starts here, when it has at least two labels. */
function domainEnd(text: string, from: number): number | undefined {
  let end = from;
  while (end < text.length && domainCharacter.test(text[end] ?? '')) end += 1;
  const labels = text.slice(from, end).split('.');
  let labelEnd = end;
  for (let index = labels.length - 1; index > 0; index -= 1) {
    const label = labels[index] ?? '';
    const ending = topLevel.exec(label);
    if (ending && labels[index - 1] !== '') return labelEnd - label.length + ending[0].length;
    labelEnd -= label.length + 1;
  }
  return undefined;
}

/** Addresses of machines: cloud service accounts and the ssh form of repositories. */
function isNoPerson(local: string, domain: string): boolean {
  return domain.toLowerCase().endsWith('.gserviceaccount.com') || local === 'git';
}

function maskedEmail(local: string, domain: string, raw: string): string {
  const topLevelDomain = domain.slice(domain.lastIndexOf('.') + 1);
  return masked(`${initial(local)}***@${initial(domain)}***.${topLevelDomain}`, raw);
}

function initial(text: string): string {
  return String.fromCodePoint(text.codePointAt(0) ?? 0x2a);
}

/** International form. Eight to fifteen digits after the plus; something that separates must stand before it. */
const international = /(?<![^\s:=,;("'])\+[1-9](?:[ ()./-]{0,2}[0-9]){7,14}(?![0-9])/g;
/** National forms; only where a person's handle is expected, since dates and ids can look like them. */
const national = [
  /^(?:1[ .-])?\(?[0-9]{3}\)?[ .-][0-9]{3}[ .-][0-9]{4}$/,
  /^\(0[0-9]{1,4}\)[ -]?[0-9][0-9 -]{4,10}$/,
  /^0[0-9]{1,4}[ /][0-9][0-9 -]{4,10}$/,
];

export function maskPhones(text: string, ofPerson: boolean, onFound: OnFound): string {
  const hide = (raw: string): string => {
    const found = masked('phone ***', raw);
    onFound({ what: 'phone', masked: found });
    return found;
  };
  if (ofPerson && national.some((shape) => shape.test(text))) return hide(text);
  return text.includes('+') ? text.replace(international, hide) : text;
}

/** Words that make a name the name of a thing: `Support Platform`, `Azure Functions Host`. */
const words =
  /\b(?:account|admin|agents?|analytics|api|app|apps|assistant|automation|backend|batch|billing|bot|build|business|chat|ci|client|cloud|company|core|corp|customer|data|default|demo|deploy|dev|development|engineering|engine|finance|function|functions|gateway|gmbh|group|inc|infra|integration|internal|job|key|labs?|llc|llm|logistics|ltd|machine|marketing|master|ml|model|ops|org|partners|pipeline|platform|prod|product|production|project|proxy|public|qa|queue|research|robot|role|sales|sandbox|scheduler|search|security|server|service|services|shared|solutions|staging|support|sync|system|systems|team|technologies|tenant|test|testing|tool|tools|trial|unit|user|virtual|worker|workflow|workspace)\b/i;
const nameWord =
  /^(?:\p{Lu}[\p{Ll}\p{M}]+(?:['’-]?\p{Lu}?[\p{Ll}\p{M}]+)*|\p{Lu}['’]\p{Lu}\p{Ll}+|\p{Lu}\.|(?:van|von|de|der|den|del|da|di|la|le|bin|ibn|al|y)),?$/u;

/** Two to five capitalised words and nothing else, none of which names a system or an organisation. */
export function maskName(text: string, onFound: OnFound): string {
  const parts = text.trim().split(' ');
  if (parts.length < 2 || parts.length > 5 || text.length > 80) return text;
  if (!parts.every((part) => nameWord.test(part)) || words.test(text)) return text;
  const capitalised = parts.filter((part) => /^\p{Lu}/u.test(part));
  if (capitalised.length < 2) return text;
  const found = masked(capitalised.map((part) => `${initial(part)}***`).join(' '), text);
  onFound({ what: 'name', masked: found });
  return found;
}
