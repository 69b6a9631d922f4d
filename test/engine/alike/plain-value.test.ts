// A plain value stands for any other, so no stage may say anything of one.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultContract, placeholders } from '../../../src/contract/default-contract.ts';
import { screenEvent } from '../../../src/contract/screen-event.ts';
import { keyPrefixes } from '../../../src/contract/secrets.ts';
import { areIds, arePlain, areSpeltOneWay, isOfSpan, isPlainValue } from '../../../src/engine/alike/plain-value.ts';
import { whatDiffers } from '../../../src/engine/alike/what-differs.ts';
import { nullLike, readId } from '../../../src/formats/values.ts';
import type { MappingNote } from '../../../src/model/event.ts';
import type { TextField } from '../../../src/model/fields.ts';
import { charactersOf } from '../../../src/scan/patterns/characters.ts';
import { oddTexts } from '../../generate/litellm-lines.ts';
import { settings } from '../../laws/law.ts';
import { makeCall } from '../../trace/make-event.ts';

const free = [...(whatDiffers({ ...settings, group_by: [] })?.free ?? [])];
const bare = { model: 'm', provider: 'p', environment: 'production' };

/** What is looked for in values. */
const found = fc.constantFrom(...keyPrefixes, ...placeholders, ...nullLike, 'true', 'false', '_', '-', '.', '0');
const anyText = fc.oneof(
  fc.stringMatching(/^[A-Za-z0-9_.:-]{1,24}$/),
  fc.stringMatching(/^[0-9a-fA-F-]{1,40}$/),
  fc.stringMatching(/^[0-9a-f-]{10,128}$/),
  fc.stringMatching(/^[0-9_.:-]{1,20}$/),
  fc.stringMatching(/^[A-Za-z0-9_.:-]{30,130}$/),
  fc.stringMatching(/^(sk|pk|ghp|xoxb|AKIA|AIza|Bearer|key|token|eyJ)[-_.:A-Za-z0-9]{0,50}$/),
  fc.string({ maxLength: 20 }),
  fc.constantFrom(...oddTexts),
  found,
  fc
    .array(fc.oneof(found, fc.stringMatching(/^[a-z0-9]{1,9}$/), fc.stringMatching(/^[A-Za-z0-9]{1,45}$/)), {
      maxLength: 4,
    })
    .map((parts) => parts.join('')),
);

/** These are spelt in several ways. */
const spanId = fc.oneof(
  ...[16, 32].map((length) => fc.stringMatching(new RegExp(`^[0-9a-f]{${length}}$`))),
  ...[16, 32, 33].map((length) => fc.stringMatching(new RegExp(`^[0-9a-fA-F-]{${length}}$`))),
  fc.stringMatching(/^[0-9]{15,40}$/),
  fc.stringMatching(/^[A-Za-z0-9+/]{22}==$/),
  fc.uuid(),
  anyText,
);

it('are free fields that differ in most logs', () => {
  expect(free).toEqual(expect.arrayContaining(['trace_id', 'request_id', 'owner_team', 'virtual_key']));
  expect(free).not.toContain('environment');
});

describe.each(free)('any plain value in %s', (field) => {
  it('is shown as it is, and the default contract says nothing of it', () => {
    let plain = 0;
    for (const text of fc.sample(anyText, { numRuns: 300, seed: 20261121 })) {
      if (!isPlainValue(text, [field])) continue;
      plain += 1;
      const event = makeCall({ [field]: text });
      expect(screenEvent(event)).toBe(event);
      expect([text, defaultContract().judge({ ...bare, [field]: text }).invalid]).toEqual([text, []]);
      const notes: MappingNote[] = [];
      expect([readId(field, text, notes), notes]).toEqual([text, []]);
    }
    expect(plain).toBeGreaterThan(50);
  });

  it('is any value of characters that are always plain', () => {
    const inIds = areIds([field]);
    let plain = 0;
    for (const text of fc.sample(isOfSpan(field) ? spanId : anyText, { numRuns: 2000, seed: 20261122 })) {
      const characters = charactersOf(text);
      if (!arePlain(characters, text.length, inIds)) continue;
      if (isOfSpan(field) && !areSpeltOneWay(characters, text.length, [field])) continue;
      plain += 1;
      expect([text, isPlainValue(text, [field])]).toEqual([text, true]);
    }
    expect(plain).toBeGreaterThan(200);
  });
});

it.each<[string, TextField]>([
  ['', 'owner_team'],
  ['none', 'owner_team'],
  ['unassigned', 'owner_team'],
  ['team one', 'owner_team'],
  ['équipe', 'owner_team'],
  ['12345', 'owner_team'],
  ['ada@example.com', 'user_id_hash'],
  ['sk-proj-abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGH', 'virtual_key'],
  ['0000-0000', 'request_id'],
  ['x'.repeat(129), 'session_id'],
  ['4bf92f35-77b3-4da6-a3ce-929d0e0e4736', 'trace_id'],
  ['4BF92F3577B34DA6A3CE929D0E0E4736', 'trace_id'],
  ['a3ce929d0e0e4736', 'trace_id'],
  ['12345678901234567890', 'trace_id'],
  ['1-58406520-a006649127e371903a2de979', 'trace_id'],
])('%s is no plain %s', (text, field) => {
  expect(isPlainValue(text, [field])).toBe(false);
});

it('must be plain in each of its fields', () => {
  expect(isPlainValue('12345', ['request_id'])).toBe(true);
  expect(isPlainValue('12345', ['request_id', 'owner_team'])).toBe(false);
});
