// Loopback: the names of this machine that no other machine can reach.

/** The name of a host, without its port. */
export function isLoopback(host: string): boolean {
  return /^(?:localhost|127(?:\.\d{1,3}){3}|::1)$/i.test(host);
}
