// Paths as CI systems want them: relative to the repository, with slashes, and as a URI where the format asks for one.

/** Without a leading "./"; everything else stays exact. */
export function repositoryPath(path: string): string {
  return path.replace(/^(?:\.\/)+/, '') || '.';
}

/** A relative path stays a relative reference; an absolute one becomes a file URI. Every odd character is percent-encoded. */
export function pathToUri(path: string): string {
  const wellFormed = withSlashes(repositoryPath(path)).replace(/\p{Cs}/gu, '\ufffd');
  const encoded = wellFormed.split('/').map(encodeURIComponent).join('/');
  if (/^[A-Za-z]:\//.test(wellFormed)) return `file:///${encoded.replace('%3A', ':')}`;
  return wellFormed.startsWith('/') ? `file:///${encoded.replace(/^\/+/, '')}` : encoded;
}

/** Only a Windows path has backslashes between names; elsewhere a backslash is a character like any other. */
function withSlashes(path: string): string {
  return /^(?:[A-Za-z]:)?[\w .\\-]+$/.test(path) ? path.replaceAll('\\', '/') : path;
}
