// Answers: what a request is told. Refusals carry the Status message of OTLP, in the encoding the request came in.

export type Encoding = 'json' | 'protobuf';

export interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string | Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
}

interface RefusalDetails {
  readonly lost?: boolean;
  /** In seconds. */
  readonly retryAfter?: number;
  readonly allow?: string;
}

/** Refused: the sender keeps what it sent. */
export class Refusal extends Error {
  readonly status: RefusalStatus;
  /** `lost`: sending it again will not help, so what was in it is missing in the report. */
  readonly lost: boolean;
  readonly retryAfter: number | undefined;
  /** The method that would do. */
  readonly allow: string | undefined;
  constructor(status: RefusalStatus, message: string, { lost = false, retryAfter, allow }: RefusalDetails = {}) {
    super(message);
    this.name = 'Refusal';
    this.status = status;
    this.lost = lost;
    this.retryAfter = retryAfter;
    this.allow = allow;
  }
}

export type RefusalStatus = keyof typeof grpcCodes;

/** HTTP status -> code of google.rpc.Status. */
const grpcCodes = { 400: 3, 401: 16, 403: 7, 404: 5, 405: 12, 413: 8, 415: 3, 429: 8, 500: 13, 503: 14 } as const;

const types: Readonly<Record<Encoding, string>> = {
  json: 'application/json',
  protobuf: 'application/x-protobuf',
};

/** An export response without a partial success: everything was kept. */
export function exported(encoding: Encoding): Answer {
  return { status: 200, type: types[encoding], body: encoding === 'json' ? '{}' : new Uint8Array() };
}

export function refused({ status, message, retryAfter, allow }: Refusal, encoding: Encoding): Answer {
  const code = grpcCodes[status];
  return {
    status,
    type: types[encoding],
    body: encoding === 'json' ? `${JSON.stringify({ code, message })}\n` : statusMessage(code, message),
    headers: {
      ...(retryAfter === undefined ? {} : { 'Retry-After': String(retryAfter) }),
      ...(status === 401 ? { 'WWW-Authenticate': 'Bearer' } : {}),
      ...(allow === undefined ? {} : { Allow: allow }),
    },
  };
}

/** google.rpc.Status: 1 is the code, 2 the message. */
function statusMessage(code: number, message: string): Uint8Array {
  const text = Buffer.from(message);
  const length = text.length < 128 ? [text.length] : [(text.length & 0x7f) | 0x80, text.length >> 7];
  return Buffer.concat([Buffer.from([0x08, code, 0x12, ...length]), text]);
}
