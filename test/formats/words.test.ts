import { expect, test } from 'vitest';
import { errorClass, readHop, readStatus } from '../../src/formats/words.ts';

test.each([
  ['Success', 'ok'],
  ['200', 'ok'],
  ['304', 'ok'],
  ['FAILURE', 'error'],
  ['timed out', 'error'],
  ['429', 'error'],
  ['503', 'error'],
  ['canceled', 'cancelled'],
  ['499', 'cancelled'],
  ['processing', undefined],
  ['7', undefined],
  [undefined, undefined],
])('status %s is %s', (word, status) => {
  expect(readStatus(word)).toBe(status);
});

test.each([
  ['gateway', 'gateway'],
  ['llm-gateway', 'gateway'],
  ['Ticket Worker', 'worker'],
  ['gateway-worker', 'worker'],
  ['envoy proxy', 'gateway'],
  ['claims', undefined],
  [undefined, undefined],
])('hop %s is %s', (name, hop) => {
  expect(readHop(name)).toBe(hop);
});

test.each([
  ['RateLimitError', 'RateLimitError'],
  ['429', '429'],
  ['context_length_exceeded', 'context_length_exceeded'],
  ['openai.BadRequestError: prompt "Dear Ms …" is too long', 'openai.BadRequestError'],
  ['the prompt "Dear Ms …" is too long', '_OTHER'],
  ['x'.repeat(200), '_OTHER'],
])('error %s is %s', (text, short) => {
  expect(errorClass(text)).toBe(short);
});
