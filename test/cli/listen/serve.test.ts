// Real sockets: bounds on connections, time and bytes.
import { connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import { readAddress } from '../../../src/cli/listen/address.ts';
import { type Inbox, openInbox } from '../../../src/cli/listen/inbox.ts';
import { type ListenLimits, listenDefaults } from '../../../src/cli/listen/limits.ts';
import { createReceiver } from '../../../src/cli/listen/receive.ts';
import { type Listening, serve } from '../../../src/cli/listen/serve.ts';
import { UsageError } from '../../../src/model/errors.ts';
import { post } from './running-listener.ts';

interface Running extends Listening {
  readonly inbox: Inbox;
  readonly bugs: unknown[];
}

const running: Listening[] = [];
const sockets: Socket[] = [];
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  for (const listening of running.splice(0)) await listening.close();
});

async function start(
  limits: Partial<ListenLimits> = {},
  live = async () => '{}\n',
  at = '127.0.0.1:0',
): Promise<Running> {
  const all = { ...listenDefaults, finishMs: 200, ...limits };
  const inbox = openInbox(all);
  const bugs: unknown[] = [];
  const receiver = createReceiver({ inbox, live, limits: all, token: undefined, onKept: () => {} });
  const listening = await serve(readAddress(at), receiver, all, (error) => bugs.push(error));
  running.push(listening);
  return { ...listening, inbox, bugs };
}

interface Talk {
  readonly socket: Socket;
  readonly heard: () => string;
  /** Everything heard until the connection was over. */
  readonly over: Promise<string>;
}

function talk({ url }: Listening, text: string): Talk {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  sockets.push(socket);
  let heard = '';
  socket.on('data', (part) => {
    heard += part.toString();
  });
  socket.on('error', () => {});
  socket.write(text);
  const over = new Promise<string>((resolve) => socket.on('close', () => resolve(heard)));
  return { socket, heard: () => heard, over };
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await pause(5);
}

const head = (length: number): string =>
  `POST /v1/records HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: ${length}\r\n\r\n`;

/** The server says "100 Continue" as soon as it has read the headers. */
const expecting = (length: number): string => head(length).replace('\r\n\r\n', '\r\nExpect: 100-continue\r\n\r\n');
const taken = ({ heard }: Talk): Promise<void> => until(() => heard().includes('100 Continue'));

describe('bytes', () => {
  test('a declared length over the limit is refused before the body is sent', async () => {
    const listening = await start({ bodyBytes: 1000 });
    const { heard } = talk(listening, head(1001));
    await until(() => heard().includes('\r\n\r\n{'));
    expect(heard()).toMatch(/^HTTP\/1\.1 413 /);
    expect(heard()).toContain('"the body has more than 1,000 bytes"');
  });

  test('a sender that goes on writing still hears why, and the connection ends', async () => {
    const { url, inbox } = await start({ bodyBytes: 1000 });
    const answer = await post(`${url}/v1/records`, `{"a":"${'x'.repeat(5_000_000)}"}`);
    expect([answer.status, answer.headers.get('connection')]).toEqual([413, 'close']);
    expect(inbox.records()).toBe(0);
  });

  test('chunks without a declared length are counted as they come', async () => {
    const listening = await start({ bodyBytes: 1000 });
    const opening =
      'POST /v1/records HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n';
    const { socket, heard, over } = talk(listening, opening);
    for (let part = 0; part < 3; part++) socket.write(`190\r\n${' '.repeat(400)}\r\n`);
    await until(() => heard() !== '');
    expect(heard()).toMatch(/^HTTP\/1\.1 413 /);
    socket.write('0\r\n\r\n');
    await over;
  });

  test('bodies that are received take room; who finds none is told to come again', async () => {
    const listening = await start({ inFlightBytes: 1000 });
    const first = talk(listening, head(900) + ' '.repeat(890));
    const another = (): Promise<Response> => post(`${listening.url}/v1/records`, `{"a":"${'x'.repeat(200)}"}`);
    let second = await another();
    while (second.status === 200) second = await another(); // the first one is not read yet
    expect([second.status, second.headers.get('retry-after')]).toEqual([429, '1']);
    expect(await second.json()).toEqual({ code: 8, message: 'too much is being received at once; send it again' });
    first.socket.write(`{"a":"bb"}`);
    await until(() => first.heard().includes('{"kept":1}'));
    expect((await another()).status).toBe(200);
  });

  test('the room of a sender that goes away is free again', async () => {
    const listening = await start({ inFlightBytes: 1000 });
    const gone = talk(listening, expecting(900));
    await taken(gone);
    gone.socket.write(' '.repeat(800));
    const another = (): Promise<Response> => post(`${listening.url}/v1/records`, `{"a":"${'x'.repeat(800)}"}`);
    while ((await another()).status === 200) await pause(5); // what was sent is not read yet
    gone.socket.destroy();
    while ((await another()).status === 429) await pause(5);
    expect(listening.bugs).toEqual([]);
  });
});

describe('time', () => {
  test('headers that come slower than one may wait end the connection', async () => {
    const listening = await start({ headersMs: 100, requestMs: 200 });
    const { socket, over } = talk(listening, 'POST /v1/traces HTTP/1.1\r\nHost: localhost\r\n');
    const drip = setInterval(() => socket.write('X-Slow: 1\r\n'), 20);
    expect(await over).toMatch(/^HTTP\/1\.1 408 /);
    clearInterval(drip);
  });

  test('so does a body', async () => {
    const listening = await start({ headersMs: 100, requestMs: 200 });
    const { socket, over } = talk(listening, head(1000));
    const drip = setInterval(() => socket.write(' '), 20);
    expect(await over).toMatch(/^HTTP\/1\.1 408 /);
    clearInterval(drip);
    expect(listening.inbox.records()).toBe(0);
  });

  test('and a connection that says nothing', async () => {
    const listening = await start({ headersMs: 100, requestMs: 200, silentMs: 150 });
    await talk(listening, '').over;
  });
});

describe('connections', () => {
  test('have a number', async () => {
    const listening = await start({ connections: 2 });
    const first = talk(listening, expecting(2));
    const second = talk(listening, expecting(2));
    await Promise.all([taken(first), taken(second)]);
    expect(await talk(listening, `${head(8)}{"a":1}\n`).over).toBe('');
    first.socket.end('{}');
    second.socket.end('{}');
    await Promise.all([first.over, second.over]);
    expect((await post(`${listening.url}/v1/records`, '{"a":1}')).status).toBe(200);
  });

  test('and a number of requests', async () => {
    const listening = await start({ requestsPerConnection: 2 });
    const one = `${head(8)}{"a":1}\n`;
    const { heard } = talk(listening, one + one + one);
    await until(() => heard().includes(' 503 '));
    expect(heard().match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 200', 'HTTP/1.1 503']);
    expect(listening.inbox.records()).toBe(2);
  });
});

describe('ends', () => {
  test('a request under way may finish', async () => {
    const listening = await start({ finishMs: 5000 });
    const late = talk(listening, expecting(8));
    await taken(late);
    const closed = listening.close();
    late.socket.write('{"a":1}\n');
    await closed;
    expect(await late.over).toMatch(/Connection: close[\s\S]*\{"kept":1\}/);
  });

  test('one that never finishes does not hold it up', async () => {
    const listening = await start({ finishMs: 100 });
    const late = talk(listening, expecting(8));
    await taken(late);
    late.socket.write('{"a"');
    await listening.close();
    expect(await late.over).toBe('HTTP/1.1 100 Continue\r\n\r\n');
    expect(listening.inbox.records()).toBe(0);
  });
});

test('a bug is answered with 500, told, and stops nothing', async () => {
  const listening = await start({}, async () => {
    throw new TypeError('oops');
  });
  const answer = await fetch(`${listening.url}/report.json`);
  expect(answer.status).toBe(500);
  expect(listening.bugs.map(String)).toEqual(['TypeError: oops']);
  expect((await post(`${listening.url}/v1/traces`, '{}')).status).toBe(200);
});

test.each(['//evil.example/v1/traces', 'http://evil.example/v1/traces', '*', '/%'])(
  'the target %s is none of ours',
  async (target) => {
    const listening = await start();
    const { over } = talk(
      listening,
      `POST ${target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`,
    );
    expect(await over).toMatch(/^HTTP\/1\.1 404 /);
  },
);

test('an address that is taken is a usage error', async () => {
  const { url } = await start();
  const again = start({}, undefined, new URL(url).host);
  await expect(again).rejects.toThrow(UsageError);
  await expect(again).rejects.toThrow(`cannot listen on ${url}: something else listens there`);
});

test('gzip comes through', async () => {
  const { url, inbox } = await start();
  const { status } = await post(`${url}/v1/records`, new Uint8Array(gzipSync('{"a":1}')), {
    'content-encoding': 'gzip',
  });
  expect([status, inbox.records()]).toEqual([200, 1]);
});
