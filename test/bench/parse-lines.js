// JSON.parse of every line and nothing else: the least a program in JavaScript does with such a file.
import { createReadStream } from 'node:fs';

let rest = Buffer.alloc(0);
let records = 0;
for await (const chunk of createReadStream(process.argv[2], { highWaterMark: 1 << 20 })) {
  const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
  let from = 0;
  for (let end = bytes.indexOf(10); end !== -1; end = bytes.indexOf(10, from)) {
    if (end > from && JSON.parse(bytes.toString('utf8', from, end)) !== null) records++;
    from = end + 1;
  }
  rest = bytes.subarray(from);
}
if (records === 0) throw new Error('no records');
