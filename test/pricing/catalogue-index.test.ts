// The sellers and names of their models, prepared apart from their rows, answer every question as the rows do.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { compileRates, type Rates } from '../../src/pricing/rates.ts';
import { type IndexedSeller, indexCatalogue, trustedCatalogue } from '../../src/pricing/trusted-catalogue.ts';
import { list, listFile } from './bundled-list.ts';

const text = readFileSync(listFile, 'utf8');
const index = JSON.parse(JSON.stringify(indexCatalogue(text))) as readonly IndexedSeller[]; // as the build writes it
const indexed = trustedCatalogue(text, index);
const byRows = compileRates([list]);
const byNames = compileRates([indexed]);

const listed = [...new Set(list.rows.map(({ model }) => model.toLowerCase()))];
const ids = [
  ...listed.filter((_, at) => at % 40 === 0),
  ...['gpt-4o-2024-08-06', 'openai/gpt-4o', 'claude-sonnet', 'gpt-35-turbo', 'gemini-2.5-flash-preview-09-2025'],
  ...['anthropic.claude-3-haiku-20240307-v1:0', 'llama-3.3-70b-versatile', 'ft:gpt-4o-mini:acme::1', 'nobody-lists-it'],
];

function answers(rates: Rates): unknown {
  return ids.map((id) => [
    id,
    rates.sellersOf(id),
    [...rates.layers].flatMap((card) => [...card.sellers].map((seller) => [seller, rates.resolve(seller, id).kind])),
  ]);
}

test('the sellers, each with its rows', () => {
  const read = trustedCatalogue(text);
  expect(indexed.terms).toEqual(read.terms);
  expect(indexed.sellers).toEqual(read.sellers);
  for (const seller of read.sellers) expect(indexed.rowsOf(seller), seller).toEqual(read.rowsOf(seller));
  expect(indexed.rowsOf('nobody')).toEqual([]);
});

test('which sellers list an id, and how', () => {
  expect(ids.length).toBeGreaterThan(50);
  expect(answers(byNames)).toEqual(answers(byRows));
});

test('the sellers of an id are those for whom it is exactly one model', () => {
  const everyone = byNames.layers.flatMap((card) => [...card.sellers]).sort();
  for (const id of ids)
    expect(byNames.sellersOf(id), id).toEqual(everyone.filter((seller) => byNames.resolve(seller, id).kind === 'one'));
});

test('rows behind the names', () => {
  for (const id of ['gpt-4o', 'gpt-4.1-mini-2025-04-14']) {
    const [prepared, read] = [byNames, byRows].map((rates) => rates.resolve('openai', id));
    expect(prepared?.kind).toBe('one');
    expect(prepared?.kind === 'one' && prepared.model.layers.map(({ rows }) => rows.rows)).toEqual(
      read?.kind === 'one' && read.model.layers.map(({ rows }) => rows.rows),
    );
  }
});
