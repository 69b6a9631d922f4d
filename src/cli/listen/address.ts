// Where to listen: HOST:PORT, [IPv6]:PORT or a bare port, which means loopback.
import { UsageError } from '../../model/errors.ts';
import { isLoopback } from '../loopback.ts';

export interface Address {
  readonly host: string;
  readonly port: number;
  /** Only programs on this machine can reach it. */
  readonly loopback: boolean;
}

const shape = /^(?:(?:\[([0-9a-f:.]+)\]|([^\s:/[\]]+)):)?(\d{1,5})$/i;

export function readAddress(text: string): Address {
  const [, ipv6, name, digits] = shape.exec(text) ?? [];
  const port = Number(digits);
  if (digits === undefined || port > 65_535) {
    throw new UsageError(`--otlp ${text} is no address`, 'write HOST:PORT, such as 127.0.0.1:4318 or [::1]:4318');
  }
  const host = ipv6 ?? name ?? '127.0.0.1';
  return { host, port, loopback: isLoopback(host) };
}

export function urlOf(host: string, port: number): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}
