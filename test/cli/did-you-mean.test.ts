// The hint for an id that is not there: the same in whatever order the ids come.
import { expect, test } from 'vitest';
import { idsLike } from '../../src/cli/did-you-mean.ts';

test.each([
  ['req-1', ['req-19', 'req-12', 'req-13', 'req-11', 'req-11', 'req-2'], 'ids that start so: req-11, req-12, req-13'],
  ['tr-1', ['tr-3', 'tr-2', 'x'], 'did you mean tr-2?'],
  ['TR-1', ['tr-11', 'tr-1'], 'did you mean tr-1?'],
  ['abcdefghij', ['abcdefg', 'bcdefghij', 'abcd'], 'did you mean bcdefghij?'],
  ['abc', ['xyz', 'abcd efgh'.slice(4)], undefined],
])('%s', (given, ids, hint) => {
  for (const order of [ids, ids.toReversed()]) {
    const others = idsLike(given);
    for (const id of order) others.see(id);
    expect(others.hint()).toBe(hint);
  }
});
