// Model family: one key for what APIs, invoices and SKUs call the same model in their own spelling. Only for meeting invoice lines; prices
// never go by it. "claude-sonnet-4-5-20250929", "us.anthropic.claude-sonnet-4-5-20250929-v1:0" and "Claude4.5Sonnet" are one family.

/** Words and versions of a name without vendor, date, snapshot and route; words sorted, versions in their order. */
export function modelFamily(name: string): string {
  const tokens = bareName(name)
    .replace(/DeepSeek/, 'deepseek')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/gpt-?35(?!\d)/, 'gpt 3.5')
    .replace(/(gemini.*)[- ]preview(?:-\d\d-(?:20)?\d\d)?/, '$1') // "Gemini 3.0 Pro" is what Google bills for the preview
    .replace(/(\d)\.0(?![\d.])/g, '$1')
    .replace(/20\d\d-?(?:0[1-9]|1[0-2])-?(?:[0-2]\d|3[01])/g, ' ')
    .replace(/([a-z]{3,})(\d)/g, '$1 $2')
    .replace(/(\d)([a-z]{3,})/g, '$1 $2')
    .split(/[^a-z0-9]+/)
    .filter((token) => token !== '' && !isSnapshot(token));
  const isVersion = (token: string): boolean => /^\d/.test(token);
  const words = tokens.filter((token) => !isVersion(token)).sort();
  return [...words, ...tokens.filter(isVersion)].join(' ');
}

/** Without gateway, region and vendor before it and revision behind it. */
function bareName(name: string): string {
  const last = name.slice(name.lastIndexOf('/') + 1);
  return last
    .replace(/^(?:[a-z][a-z-]*\.)+(?=[a-z])/i, '')
    .replace(/@.*$/, '')
    .replace(/-v\d+(?::\d+)?$/i, '')
    .replace(/:\w+$/, '');
}

/** "latest", "001", and the month and day that Azure's meters put behind a model: "0806". */
function isSnapshot(token: string): boolean {
  return /^(?:latest|default|00\d|(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01]))$/.test(token);
}
