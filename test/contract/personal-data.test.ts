// Who is a person and what only looks like one.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { maskEmails, maskName, maskPhones } from '../../src/contract/personal-data.ts';

const ignore = (): void => {};
const named = (text: string): string => text.replace(/\[masked [0-9a-f]{12}\]/g, '[masked]');

describe('e-mail addresses', () => {
  test.each([
    ['jane.doe@example.com', 'j***@e***.com [masked]'],
    ['Jane.Doe+llm@mail.example.co.uk', 'J***@m***.uk [masked]'],
    ['jane%40example.com', 'j***@e***.com [masked]'],
    ["o'brien@example.ie", 'o***@e***.ie [masked]'],
    ['jörg@exämple.de', 'j***@e***.de [masked]'],
    ['1234567@qq.com', '1***@q***.com [masked]'],
    ['user=jane@example.com;team=a', 'user=j***@e***.com [masked];team=a'],
    ['<jane@example.com>', '<j***@e***.com [masked]>'],
    ['asked jane@example.com, then bob@example.org.', 'asked j***@e***.com [masked], then b***@e***.org [masked].'],
    ['jane@example.com-session-1', 'j***@e***.com [masked]-session-1'],
    ['jane@example.com_2', 'j***@e***.com [masked]_2'],
    ['jane@example.com.1', 'j***@e***.com [masked].1'],
    [
      'arn:aws:sts::123456789012:assumed-role/Dev/jane@example.com',
      'arn:aws:sts::123456789012:assumed-role/Dev/j***@e***.com [masked]',
    ],
    ['mailto:jane@example.com', 'mailto:j***@e***.com [masked]'],
    ['a/@example.com', 'a***@e***.com [masked]'],
    ['14155552671@s.whatsapp.net', '1***@s***.net [masked]'],
  ])('%s', (raw, shown) => {
    const found: string[] = [];
    const text = maskEmails(raw, ({ what }) => found.push(what));
    expect(named(text)).toBe(shown);
    expect(new Set(found)).toEqual(new Set(['e-mail']));
    expect(maskEmails(text, ignore)).toBe(text);
  });

  test.each([
    'claude-3-5-sonnet@20240620',
    'gemini-1.5-pro@001',
    'model@latest',
    '@arizeai/openinference-core@1.2.0',
    'ai@5.0.0-beta.25',
    'litellm-proxy@my-project.iam.gserviceaccount.com',
    '123-compute@developer.gserviceaccount.com',
    'git@github.com:acme/shop.git',
    '@acme/support',
    'worker@host',
    'a@10.0.0.1',
    '@@@.com',
    'at 12:00 @ example.com',
    '100%40',
  ])('%s is quiet', (text) => expect(maskEmails(text, () => expect.fail('found'))).toBe(text));

  test('no generated address survives', () => {
    fc.assert(
      fc.property(
        fc.emailAddress(),
        fc.constantFrom('', 'user ', 'id=', '/', '"'),
        fc.constantFrom('', ' ', ',', '"', '-1'),
        (email, before, after) => {
          expect(maskEmails(`${before}${email}${after}`, ignore)).not.toContain(email);
        },
      ),
    );
  });

  test.each(['@', 'a@', 'a@a.', '.@', '%40', 'a'])(
    'a long run of %j is searched a thousand times within the test',
    (bait) => {
      const text = `${bait.repeat(4_096)}@`;
      const found = new Set(Array.from({ length: 1_000 }, () => maskEmails(text, ignore)));
      expect(found.size).toBe(1);
    },
  );
});

describe('phone numbers', () => {
  test.each([
    '+4915112345678',
    '+1 (555) 123-4567',
    '+44 20 7946 0958',
    'tel:+1-555-123-4567',
    'whatsapp:+14155552671',
    'user +49 151 12345678 called',
  ])('%s anywhere', (text) => {
    const masked = maskPhones(text, false, ({ what }) => expect(what).toBe('phone'));
    expect(named(masked)).toContain('phone *** [masked]');
    expect(masked).not.toMatch(/\d{4} ?\d{4}\b(?!\])/);
    expect(maskPhones(masked, true, () => expect.fail('found again'))).toBe(masked);
  });

  test.each(['555-123-4567', '(555) 123-4567', '1-555-123-4567', '555.123.4567', '0151 12345678', '(030) 1234567'])(
    '%s as the handle of a person only',
    (text) => {
      expect(named(maskPhones(text, true, ignore))).toBe('phone *** [masked]');
      expect(maskPhones(text, false, () => expect.fail('found'))).toBe(text);
    },
  );

  test.each([
    'req_2026_06_01_000184',
    '2026-06-01',
    '2026-06-01 09:00:00+0000',
    '2026-06-01T09:00:00.123456+00:00',
    '20260601',
    '1780304400000000000',
    '1234567890',
    '123456789012',
    '10.12.13.144',
    '550e8400-e29b-41d4-a716-446655440000',
    '1.4.0+20260601123',
    'abc+12345678',
    '1.5e+10',
    '+1',
    '+12345678901234567890',
    '4111-1111-1111-1111',
    'v1.2.3',
  ])('%s is quiet', (text) => expect(maskPhones(text, true, () => expect.fail('found'))).toBe(text));
});

describe('names of people', () => {
  test.each([
    ['Jane Doe', 'J*** D***'],
    ['Doe, Jane', 'D*** J***'],
    ['José Ángel García', 'J*** Á*** G***'],
    ['Ludwig van Beethoven', 'L*** B***'],
    ["Sean O'Brien", 'S*** O***'],
    ['Anne-Marie McDonald', 'A*** M***'],
    ['John F. Kennedy', 'J*** F*** K***'],
    ['Иван Петров', 'И*** П***'],
  ])('%s', (text, initials) => expect(named(maskName(text, ignore))).toBe(`${initials} [masked]`));

  test.each([
    'Support Platform',
    'Ticket Triage API',
    'Azure Functions',
    'Acme Corp',
    'Default User',
    'Build Bot',
    'Jane',
    'jane doe',
    'u_19ac',
    'JD 42',
    'IBM US',
    'Trace 4711',
    'Jane  Doe',
    'One Two Three Four Five Six',
  ])('%s is quiet', (text) => expect(maskName(text, () => expect.fail('found'))).toBe(text));
});
