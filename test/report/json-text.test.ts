// The text of a document in pieces is the same text.
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { reportToJson } from '../../src/report/json.ts';
import { jsonPieces, jsonText } from '../../src/report/json-text.ts';
import { largeReport } from './large-report.ts';

it('is the same text, whatever stands in the document', () => {
  const text = fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('\u200b##vso[', 'a\nb', '__proto__'));
  const documents = fc.dictionary(text, fc.jsonValue({ depthSize: 'medium' }));
  fc.assert(
    fc.property(documents, (document) => {
      expect([...jsonPieces(document)].join('')).toBe(jsonText(document));
    }),
  );
});

it('rows of a long group come in pieces of their own', () => {
  const groups = 20_000;
  const pieces = [
    ...reportToJson(largeReport({ groups }), { width: 80, colour: false, unicode: true, top: 3, groups: [] }),
  ];
  expect(pieces.length).toBeGreaterThan(groups);
  expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThan(100_000);
  expect(JSON.parse(pieces.join('')).groups.owner_team).toHaveLength(groups);
});
