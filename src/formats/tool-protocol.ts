// The Model Context Protocol as gateways log it: which of its methods use a tool.

/** Requests of the protocol itself: nobody used a tool. */
const housekeeping = /^(?:initialize$|ping$|notifications\/|logging\/|completion\/|roots\/|(?:[a-z]+\/){1,4}list$)/;

export function isProtocolMethod(method: string): boolean {
  return housekeeping.test(method);
}
