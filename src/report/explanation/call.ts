// One call explained: the verdict and what stands in its way, where it was seen, its fields, its price.
import type { Explanation } from '../../model/explanation.ts';
import { count } from '../figures.ts';
import { heading, type Pen, paragraph, type Tone, withPlace } from '../pen.ts';
import { fieldLines } from './fields.ts';
import { priceLines } from './price.ts';

export type ExplainedCall = Explanation['calls'][number];

const tones: Readonly<Record<ExplainedCall['verdict'], Tone>> = {
  proven: 'good',
  recoverable: 'fair',
  unattributed: 'bad',
};
const signs = { proven: 'pass', recoverable: 'partial', unattributed: 'fail' } as const;

/** Several blocks: the verdict, the fields, the price. */
export function callLines(
  call: ExplainedCall,
  number: number,
  askedFor: boolean,
  pen: Pen,
): readonly (readonly string[])[] {
  return [verdictLines(call, number, askedFor, pen), fieldLines(call, pen), priceLines(call, pen)];
}

function verdictLines(call: ExplainedCall, number: number, askedFor: boolean, pen: Pen): readonly string[] {
  const model = modelText(call, pen);
  const asked = askedFor ? ', the one asked for' : '';
  const cause = call.cause === null ? '' : `: ${call.cause}`;
  return [
    ...heading(`Call ${number}  ${model}`, `${call.key}${asked}${call.billed ? '' : ', not billed'}`, pen),
    ...paragraph(`${pen.signs[signs[call.verdict]]} ${call.verdict}${cause}`, pen, {
      hang: 2,
      tone: tones[call.verdict],
    }),
    ...call.obstacles.flatMap((text) => paragraph(`- ${text}`, pen, { indent: 4, hang: 2 })),
    ...paragraph(pathText(call, pen), pen, { hang: 2 }),
    ...call.sightings.flatMap(({ component, hop, authority, source, line, format }) => {
      const what = authority === 'metering' ? 'metered by' : 'also seen by';
      return withPlace(`${what} ${named(component, hop)}, ${format}`, `${source}:${line}`, pen, { tone: 'quiet' });
    }),
    ...tierTexts(call).flatMap((text) => paragraph(text, pen, { hang: 2 })),
    ...(call.usage ? paragraph(`usage: ${countsText(call.usage)}`, pen, { hang: 2 }) : []),
    ...(call.raw_usage ? paragraph(`as logged: ${countsText(call.raw_usage)}`, pen, { hang: 2, tone: 'quiet' }) : []),
  ];
}

function modelText({ provider, model, response_model }: ExplainedCall, pen: Pen): string {
  const asked = [provider, model].filter((text) => text !== null).join(' ');
  const served = response_model !== null && response_model !== model ? ` ${pen.signs.arrow} ${response_model}` : '';
  return `${asked === '' ? '(no model)' : asked}${served}`;
}

function tierTexts({ service_tier: served, requested_tier: wanted }: ExplainedCall): readonly string[] {
  if (wanted !== null && wanted !== served) return [`tier: ${wanted} asked for, ${served ?? 'none named as'} served`];
  return served === null ? [] : [`tier: ${served}`];
}

/** Numbered, because a matrix with many hops names them by number. */
function pathText({ path }: ExplainedCall, pen: Pen): string {
  const hops = path.map(
    ({ component, hop, stitched }, i) => `${stitched ? '(restart) ' : ''}${i + 1} ${named(component, hop)}`,
  );
  return `path: ${hops.join(` ${pen.signs.arrow} `)}`;
}

function named(component: string, hop: string): string {
  return component === hop ? component : `${component} (${hop})`;
}

function countsText(counts: Readonly<Record<string, number>>): string {
  const entries = Object.entries(counts);
  return entries.length === 0 ? 'none' : entries.map(([name, value]) => `${name} ${count(value)}`).join(', ');
}
