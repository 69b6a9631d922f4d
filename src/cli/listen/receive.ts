// Requests to answers: who may ask, what each path takes, and that nothing is acknowledged that is not kept. Knows no socket.
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { groupDigits } from '../../scan/limits.ts';
import { isLoopback } from '../loopback.ts';
import { type Answer, type Encoding, exported, Refusal, refused } from './answer.ts';
import type { Inbox } from './inbox.ts';
import type { ListenLimits } from './limits.ts';
import { listenerMetrics } from './listener-metrics.ts';
import type { LiveReport } from './live-report.ts';
import { type InTurn, oneAfterAnother } from './one-after-another.ts';
import { readExport, readRecords, type Signal } from './read-body.ts';
import type { TokenCheck } from './token.ts';

export interface Request {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly header: (name: string) => string | undefined;
  /** Reads the body as it was sent. Throws a Refusal when it is too large or there is no room for it. */
  readonly body: () => Promise<Buffer>;
}

export interface Receiver {
  answer(request: Request): Promise<Answer>;
  /** Reasons of requests whose records are missing in the report, with how often. */
  readonly lost: ReadonlyMap<string, number>;
}

export interface ReceiverParts {
  readonly inbox: Inbox;
  readonly live: LiveReport;
  readonly limits: ListenLimits;
  readonly token: TokenCheck | undefined;
  /** Something was kept. */
  readonly onKept: () => void;
}

/** Reasons come from a short list of ours, but some hold a place. */
const mostReasons = 100;

export function createReceiver(parts: ReceiverParts): Receiver {
  const lost = new Map<string, number>();
  const answers = new Map<number, number>();
  const inTurn = oneAfterAnother();
  const note = ({ lost: isLost, status, message }: Refusal): void => {
    if (!isLost) return;
    const reason = `${status}: ${message}`;
    const known = lost.has(reason) || lost.size < mostReasons ? reason : 'for other reasons';
    lost.set(known, (lost.get(known) ?? 0) + 1);
  };
  const answerOf = async (request: Request): Promise<Answer> => {
    admit(request, parts.token);
    return route(request, { ...parts, answers, inTurn });
  };
  return {
    lost,
    answer: async (request) => {
      const answer = await answerOf(request).catch((error: unknown) => {
        if (!(error instanceof Refusal)) throw error;
        note(error);
        return refused(error, encodingOf(request) ?? 'json');
      });
      answers.set(answer.status, (answers.get(answer.status) ?? 0) + 1);
      return answer;
    },
  };
}

/** Without a token only loopback is open, and a page in a browser that calls itself so must not get in. */
function admit(request: Request, token: TokenCheck | undefined): void {
  if (token) {
    if (!token(request.header('authorization'))) {
      throw new Refusal(401, 'the header "Authorization: Bearer TOKEN" is missing or bears another token');
    }
    return;
  }
  const host = (request.header('host') ?? '').replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1');
  if (!isLoopback(host)) throw new Refusal(403, 'the request names another host than this machine');
}

interface RouteParts extends ReceiverParts {
  /** Answers given so far, by status. */
  readonly answers: ReadonlyMap<number, number>;
  /** One body at a time is unpacked and parsed, however many are received. */
  readonly inTurn: InTurn;
}

async function route(request: Request, parts: RouteParts): Promise<Answer> {
  switch (request.path) {
    case '/v1/traces':
      return receiveExport(request, 'spans', 'traces', parts);
    case '/v1/logs':
      return receiveExport(request, 'logs', 'logs', parts);
    case '/v1/records':
      return receiveRecords(request, parts);
    case '/metrics':
      asks(request, 'GET');
      return metricsOf(parts);
    case '/report.json':
      asks(request, 'GET');
      return { status: 200, type: 'application/json', body: await parts.live('json') };
    default:
      if (request.path === '/v1/metrics') throw new Refusal(404, 'metrics name no request, so they are not taken');
      throw new Refusal(404, 'there is /v1/traces, /v1/logs, /v1/records, /metrics and /report.json');
  }
}

function asks(request: Request, allow: 'GET' | 'POST'): void {
  if (request.method !== allow) throw new Refusal(405, `${request.path} takes ${allow}`, { allow });
}

async function metricsOf({ inbox, limits, answers, live }: RouteParts): Promise<Answer> {
  const listener = listenerMetrics({
    records: inbox.records(),
    bytes: inbox.bytes(),
    roomBytes: limits.keptBytes,
    answers,
  });
  const body = `${listener}${await live('prometheus')}`;
  return { status: 200, type: 'text/plain; version=0.0.4; charset=utf-8', body };
}

async function receiveExport(
  request: Request,
  signal: Signal,
  source: string,
  { inbox, limits, onKept, inTurn }: RouteParts,
): Promise<Answer> {
  asks(request, 'POST');
  const encoding = encodingOf(request);
  if (!encoding) throw wrongType('application/json and application/x-protobuf');
  const unpack = unpackerOf(request, limits);
  const packed = await request.body();
  return inTurn(async () => {
    inbox.keep(source, readExport(await unpack(packed), encoding, signal));
    onKept();
    return exported(encoding);
  });
}

const recordTypes = ['application/json', 'application/x-ndjson', 'application/ndjson', 'application/jsonl'];

async function receiveRecords(request: Request, { inbox, limits, onKept, inTurn }: RouteParts): Promise<Answer> {
  asks(request, 'POST');
  if (!recordTypes.includes(typeOf(request))) throw wrongType(recordTypes.join(', '));
  const source = request.query.get('source') ?? 'records';
  if (!/^[a-z0-9][a-z0-9_-]{0,63}$/.test(source)) {
    throw new Refusal(400, 'source is no name: up to 64 small letters, digits, - and _', { lost: true });
  }
  const unpack = unpackerOf(request, limits);
  const packed = await request.body();
  return inTurn(async () => {
    const lines = await readRecords(await unpack(packed));
    inbox.keep(source, lines);
    onKept();
    return { status: 200, type: 'application/json', body: `${JSON.stringify({ kept: lines.length })}\n` };
  });
}

function typeOf(request: Request): string {
  return (request.header('content-type') ?? '').replace(/;.*$/, '').trim().toLowerCase();
}

function encodingOf(request: Request): Encoding | undefined {
  const type = typeOf(request);
  if (type === 'application/json') return 'json';
  return type === 'application/x-protobuf' ? 'protobuf' : undefined;
}

function wrongType(known: string): Refusal {
  return new Refusal(415, `the content type is none of those taken here: ${known}`, { lost: true });
}

const gunzipped = promisify(gunzip);

function unpackerOf(request: Request, { bodyBytes }: ListenLimits): (packed: Buffer) => Promise<Buffer> {
  const coding = (request.header('content-encoding') ?? 'identity').trim().toLowerCase();
  if (coding === 'identity') return async (packed) => packed;
  if (coding !== 'gzip') throw new Refusal(415, 'the content encoding is neither gzip nor identity', { lost: true });
  return async (packed) =>
    gunzipped(packed, { maxOutputLength: bodyBytes }).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(bodyBytes, ' when unpacked');
      throw new Refusal(400, 'the body is not whole gzip', { lost: true });
    });
}

export function tooLarge(most: number, when = ''): Refusal {
  return new Refusal(413, `the body has more than ${groupDigits(most)} bytes${when}`, { lost: true });
}
