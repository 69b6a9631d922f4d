// How much the listener may be asked for. Tests pass smaller ones; only --max-kept is a flag.

export interface ListenLimits {
  /** Of one body, as sent and again when unpacked. */
  readonly bodyBytes: number;
  /** Of all bodies that are being received or wait to be read. */
  readonly inFlightBytes: number;
  /** Of everything kept for the report. */
  readonly keptBytes: number;
  readonly connections: number;
  /** Of one connection, which then ends. Bounds what a sender can ask for without waiting for answers. */
  readonly requestsPerConnection: number;
  readonly sources: number;
  /** From the first byte of a request to the end of its headers, and to the end of its body. */
  readonly headersMs: number;
  readonly requestMs: number;
  /** Without a byte in or out, as when an answer is not taken. */
  readonly silentMs: number;
  /** How long requests under way may take to finish once listening ends. */
  readonly finishMs: number;
}

const mebibyte = 1024 * 1024;

export const listenDefaults: ListenLimits = {
  bodyBytes: 16 * mebibyte,
  inFlightBytes: 64 * mebibyte,
  keptBytes: 192_000_000,
  connections: 512,
  requestsPerConnection: 100,
  sources: 64,
  headersMs: 10_000,
  requestMs: 30_000,
  silentMs: 60_000,
  finishMs: 5000,
};
