// The only file that opens a socket, and only to listen. Bounds connections, time and bytes before anything is read, and never answers
// with more than the receiver says.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { UsageError } from '../../model/errors.ts';
import { type Address, urlOf } from './address.ts';
import { type Answer, Refusal, refused } from './answer.ts';
import type { ListenLimits } from './limits.ts';
import { type Receiver, type Request, tooLarge } from './receive.ts';

export interface Listening {
  readonly url: string;
  /** Ends listening; requests under way may finish first. */
  close(): Promise<void>;
}

const retrySoon = 1;

/** `onBug` gets what should never happen; the request is then answered with 500 and nothing of it is kept. */
export async function serve(
  { host, port }: Address,
  receiver: Receiver,
  limits: ListenLimits,
  onBug: (error: unknown) => void,
): Promise<Listening> {
  const room = { bytes: limits.inFlightBytes };
  const options = {
    headersTimeout: limits.headersMs,
    requestTimeout: limits.requestMs,
    keepAliveTimeout: 5000,
    connectionsCheckingInterval: Math.min(1000, limits.headersMs),
  };
  const server = createServer(options, (message, response) => {
    const held: Held = { room, bytes: 0 };
    answerTo(requestOf(message, limits, held), receiver, onBug).then((answer) => {
      room.bytes += held.bytes;
      send(answer, message, response, server.listening);
    });
  });
  server.maxConnections = limits.connections;
  server.maxRequestsPerSocket = limits.requestsPerConnection;
  server.setTimeout(limits.silentMs);
  await listen(server, host, port);
  const bound = server.address() as AddressInfo; // a TCP server that listens has one
  return { url: urlOf(host, bound.port), close: () => close(server, limits.finishMs) };
}

async function answerTo(request: Request, receiver: Receiver, onBug: (error: unknown) => void): Promise<Answer> {
  try {
    return await receiver.answer(request);
  } catch (error) {
    if (!(error instanceof Gone)) onBug(error);
    return refused(new Refusal(500, 'this is a bug of attrib-audit; nothing of this request was kept'), 'json');
  }
}

function send(answer: Answer, message: IncomingMessage, response: ServerResponse, goesOn: boolean): void {
  if (response.destroyed) return;
  const whole = message.complete;
  response.writeHead(answer.status, {
    'Content-Type': answer.type,
    'Content-Length': Buffer.byteLength(answer.body),
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'no-store',
    ...answer.headers,
    ...(whole && goesOn ? {} : { Connection: 'close' }),
  });
  if (whole) response.end(answer.body);
  else {
    // Read on into nothing, for as long as a request may take: a connection that ends under a sender's hands hides the answer.
    response.write(answer.body);
    message.once('end', () => response.end());
    message.resume();
  }
}

/** How much of the room for bodies a request takes until it is answered: its body waits in memory for its turn. */
interface Held {
  readonly room: { bytes: number };
  bytes: number;
}

function requestOf(message: IncomingMessage, limits: ListenLimits, held: Held): Request {
  const { pathname, searchParams } = new URL(`http://host${targetOf(message.url)}`);
  return {
    method: message.method ?? '',
    path: pathname,
    query: searchParams,
    header: (name) => {
      const value = message.headers[name];
      return typeof value === 'string' ? value : undefined;
    },
    body: () => readBody(message, limits, held),
  };
}

/** Only a plain path is one of ours. */
function targetOf(url = ''): string {
  return /^\/(?!\/)[\x21-\x7E]*$/.test(url) ? url : '/';
}

/** The sender went away before its body was whole. */
class Gone extends Error {}

function readBody(message: IncomingMessage, limits: ListenLimits, held: Held): Promise<Buffer> {
  const declared = Number(message.headers['content-length'] ?? 0);
  if (declared > limits.bodyBytes) throw tooLarge(limits.bodyBytes);
  if (declared > held.room.bytes) throw noRoom();
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    const stop = (why: Error): void => {
      message.off('data', take);
      parts.length = 0;
      reject(why);
    };
    const take = (part: Buffer): void => {
      held.bytes += part.length;
      held.room.bytes -= part.length;
      parts.push(part);
      if (held.bytes > limits.bodyBytes) stop(tooLarge(limits.bodyBytes));
      else if (held.room.bytes < 0) stop(noRoom());
    };
    message.on('data', take);
    message.once('end', () => resolve(Buffer.concat(parts)));
    message.once('error', () => stop(new Gone()));
    message.once('close', () => stop(new Gone()));
  });
}

function noRoom(): Refusal {
  return new Refusal(429, 'too much is being received at once; send it again', { retryAfter: retrySoon });
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(
        new UsageError(`cannot listen on ${urlOf(host, port)}: ${whatFailed(error)}`, 'choose another with --otlp'),
      );
    });
    server.listen(port, host, resolve);
  });
}

const words: ReadonlyMap<string, string> = new Map([
  ['EADDRINUSE', 'something else listens there'],
  ['EADDRNOTAVAIL', 'this machine has no such address'],
  ['EACCES', 'permission denied'],
  ['ENOTFOUND', 'there is no such host'],
]);

function whatFailed({ code = '', message }: NodeJS.ErrnoException): string {
  return words.get(code) ?? (code || message);
}

function close(server: Server, finishMs: number): Promise<void> {
  return new Promise((resolve) => {
    const hurry = setTimeout(() => server.closeAllConnections(), finishMs);
    server.close(() => {
      clearTimeout(hurry);
      resolve();
    });
    server.closeIdleConnections();
  });
}
