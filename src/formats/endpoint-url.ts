// What the URL of a model endpoint says by its host: the seller, and the cloud region or geography. Its path and credentials are never kept.

const regional: readonly RegExp[] = [
  /(?:^|\.)bedrock[\w-]*\.([a-z]{2}(?:-[a-z]+)+-\d)\.(?:vpce\.)?(?:amazonaws\.com|api\.aws)$/,
  /^([a-z]+-[a-z]+\d+)-aiplatform\.googleapis\.com$/,
  /^([a-z]+\d?)\.api\.cognitive\.microsoft\.com$/,
  /^([a-z]{2})\.api\.openai\.com$/,
];

/** The region a host names; global endpoints and custom domains name none. */
export function regionOfUrl(url: string | undefined): string | undefined {
  const host = hostOfUrl(url) ?? '';
  for (const pattern of regional) {
    const region = pattern.exec(host)?.[1];
    if (region !== undefined) return region;
  }
  return undefined;
}

const clouds: readonly (readonly [host: RegExp, provider: string])[] = [
  [/(?:^|\.)bedrock[\w-]*\.[^.]+\.(?:vpce\.)?(?:amazonaws\.com|api\.aws)$/, 'bedrock'],
  [/(?:^|\.)(?:azure\.com|cognitive\.microsoft\.com)$/, 'azure'],
  [/aiplatform\.googleapis\.com$/, 'vertex_ai'],
  [/^generativelanguage\.googleapis\.com$/, 'gemini'],
];

/** The seller behind a host: a cloud's service, else the name before the public suffix. Numeric and local hosts sell nothing. */
export function providerOfUrl(url: string | undefined): string | undefined {
  const host = hostOfUrl(url) ?? '';
  const cloud = clouds.find(([pattern]) => pattern.test(host));
  if (cloud) return cloud[1];
  const [, name, suffix] = /(?:^|\.)([a-z][a-z0-9-]*)\.([a-z]{2,})$/.exec(host) ?? [];
  if (name === undefined || suffix === 'local' || suffix === 'internal') return undefined;
  return name.length > 1 ? name : `${name}.${suffix}`;
}

/** Of a text in lower case. Databases understand it, too. */
export const hostPattern = /^(?:[a-z][a-z0-9+.-]*:\/\/)?(?:[^/@?#\s]*@)?([a-z0-9.-]{1,253})(?:[:/?#]|$)/;

/** The host of a URL or a bare host with an optional port. */
export function hostOfUrl(url: string | undefined): string | undefined {
  return hostPattern.exec(url?.trim().toLowerCase() ?? '')?.[1];
}
