// Secrets: shapes of credentials in free text. Each shape is tied to a telling prefix; hashes and shortened keys are no secrets.
import { masked } from './pseudonym.ts';

interface SecretShape {
  readonly what: string;
  /** What the mask starts with: the public prefix, never a part of the secret itself. */
  readonly shown: string;
  /** Global; every repetition is bounded or cannot fail after its prefix, so a search takes linear time. */
  readonly pattern: RegExp;
  /** Says no to look-alikes. */
  readonly sure?: (found: string) => boolean;
}

/** A random token, not words joined by hyphens: `sk-learn-feature-store` is a name. */
function looksRandom(found: string): boolean {
  const count = (shape: RegExp): number => found.match(shape)?.length ?? 0;
  const mixed = count(/[0-9]/g) >= 1 && count(/[A-Z]/g) >= 3 && count(/[a-z]/g) >= 3;
  const long = found.split(/[-_]/).some((run) => run.length >= 12 && /[0-9]/.test(run) && /[A-Za-z]/.test(run));
  return mixed || long;
}

const hasDigit = (found: string): boolean => /[0-9]/.test(found);

/** In order: a longer prefix before a shorter one that it starts with. */
const shapes: readonly SecretShape[] = [
  { what: 'PEM key', shown: '-----BEGIN', pattern: /-----BEGIN [A-Z0-9 ]{1,40}-----[\s\S]*/g },
  { what: 'password in a URL', shown: '//', pattern: /\/\/[^\s/@:]{0,256}:[^\s/@]{1,256}(?=@)/g },
  { what: 'Anthropic key', shown: 'sk-ant-', pattern: /(?<![A-Za-z0-9])sk-ant-[\w-]{10,}/g },
  { what: 'Bifrost virtual key', shown: 'sk-bf-', pattern: /(?<![A-Za-z0-9])sk-bf-[\w-]{8,}/g },
  {
    what: 'OpenAI key',
    shown: 'sk-',
    pattern: /(?<![A-Za-z0-9])sk-(?:proj|svcacct|admin)-[\w-]{16,}/g,
    sure: looksRandom,
  },
  { what: 'API key', shown: 'sk-', pattern: /(?<![A-Za-z0-9])sk-[\w-]{16,}/g, sure: looksRandom },
  { what: 'Stripe key', shown: 'sk_', pattern: /(?<![A-Za-z0-9])[sr]k_(?:live|test)_[A-Za-z0-9]{10,}/g },
  { what: 'AWS access key', shown: 'AKIA', pattern: /(?<![A-Za-z0-9])AKIA[A-Z0-9]{16,}/g },
  { what: 'AWS access key', shown: 'ASIA', pattern: /(?<![A-Za-z0-9])ASIA[A-Z0-9]{16,}/g },
  { what: 'Google API key', shown: 'AIza', pattern: /(?<![A-Za-z0-9])AIza[\w-]{30,}/g },
  { what: 'Google token', shown: 'ya29.', pattern: /(?<![A-Za-z0-9])ya29\.[\w-]{20,}/g },
  { what: 'Google client secret', shown: 'GOCSPX-', pattern: /(?<![A-Za-z0-9])GOCSPX-[\w-]{20,}/g },
  { what: 'GitHub token', shown: 'github_pat_', pattern: /(?<![A-Za-z0-9])github_pat_\w{20,}/g },
  { what: 'GitHub token', shown: 'gh', pattern: /(?<![A-Za-z0-9])gh[opusr]_[A-Za-z0-9]{20,}/g },
  { what: 'GitLab token', shown: 'glpat-', pattern: /(?<![A-Za-z0-9])glpat-[\w-]{20,}/g },
  { what: 'Slack token', shown: 'xox', pattern: /(?<![A-Za-z0-9])xox[a-z]-[A-Za-z0-9-]{10,}/g, sure: hasDigit },
  { what: 'Hugging Face token', shown: 'hf_', pattern: /(?<![A-Za-z0-9])hf_[A-Za-z0-9]{30,}/g },
  { what: 'Groq key', shown: 'gsk_', pattern: /(?<![A-Za-z0-9])gsk_[A-Za-z0-9]{20,}/g },
  { what: 'xAI key', shown: 'xai-', pattern: /(?<![A-Za-z0-9])xai-[A-Za-z0-9]{30,}/g },
  { what: 'Perplexity key', shown: 'pplx-', pattern: /(?<![A-Za-z0-9])pplx-[A-Za-z0-9]{30,}/g },
  { what: 'NVIDIA key', shown: 'nvapi-', pattern: /(?<![A-Za-z0-9])nvapi-[\w-]{30,}/g },
  { what: 'LangSmith key', shown: 'lsv2_', pattern: /(?<![A-Za-z0-9])lsv2_(?:pt|sk)_[A-Za-z0-9_]{20,}/g },
  { what: 'JSON web token', shown: 'eyJ', pattern: /(?<![A-Za-z0-9])eyJ[\w-]{8,2048}\.[\w-]{4,}(?:\.[\w-]*)*/g },
  {
    what: 'bearer token',
    shown: 'Bearer ',
    pattern: /(?<![A-Za-z0-9])bearer(?:\s|%20|\+){1,4}[\w.~+/=-]{8,}/gi,
    sure: (found) => hasDigit(found.replace(/%20/g, '')) || found.length >= 40,
  },
  {
    what: 'basic authorization',
    shown: 'Basic ',
    pattern: /(?<=authorization["']?[:=]?\s{0,2}["']?)basic\s[A-Za-z0-9+/]{8,}={0,2}/gi,
  },
  {
    what: 'named credential',
    shown: 'credential ',
    pattern:
      /(?<=(?:api[-_ ]?key|passw(?:or)?d|access[-_]?token|auth[-_]?token|client[-_]?secret|secret[-_]?(?:access[-_]?)?key)["']?\s?[:=]\s?["']?)[^\s"'&,;[\]]{8,}/gi,
    sure: (found) => hasDigit(found) && !/\.\.|\u2026|\*\*/.test(found),
  },
];

/** What a key can begin with, where no letter or digit stands in front. In texts of letters, digits and `_-./` alone nothing else can be a secret. */
export const keyPrefixes: readonly string[] = [
  ...[
    'sk-',
    'sk_',
    'gsk_',
    'rk_',
    'AKIA',
    'ASIA',
    'AIza',
    'ya29',
    'GOCSPX',
    'github_pat',
    'gho_',
    'ghp_',
    'ghu_',
    'ghs_',
    'ghr_',
  ],
  ...['glpat', 'xox', 'hf_', 'xai-', 'pplx', 'nvapi', 'lsv2', 'eyJ'],
];
/** Without looking behind: databases are asked, too. */
export const keyPrefix = new RegExp(`(?:^|[^A-Za-z0-9])(?:${keyPrefixes.join('|')})`);
/** Something in the text may be a secret. One look, so that ordinary texts cost little. */
export const secretHint = new RegExp(`${keyPrefix.source}|-----BEGIN|//|bearer|basic|key|passw|token|secret`, 'i');
/** Shorter texts hold no secret that has a prefix only. */
export const shortestKey = 14;

/** A run of characters as long as an AWS secret access key. */
export const longRunLength = 40;
export const longRun = new RegExp(`[A-Za-z0-9/+]{${longRunLength}}`);
/** Forty characters as in an AWS secret access key. Without a name beside it only the mixture tells it from an id. */
const awsSecret = /(?<![\w/+=.:-])[A-Za-z0-9/+]{40}(?![\w/+=-])/g;
const awsMixture = [/[A-Z].*[A-Z].*[A-Z].*[A-Z]/, /[a-z].*[a-z].*[a-z].*[a-z]/, /[0-9]/];

export interface MaskedSecret {
  readonly what: string;
  readonly masked: string;
}

/**
 * The text with every secret masked; tells `onFound` of each.
 * `idLike` texts (trace and request ids) are spared the shapes that have no prefix.
 */
export function maskSecrets(text: string, idLike: boolean, onFound: (secret: MaskedSecret) => void): string {
  let result = text;
  const hide = (what: string, shown: string, raw: string): string => {
    const secret = { what, masked: masked(`${shown}***`, raw) };
    onFound(secret);
    return secret.masked;
  };
  if (secretHint.test(text)) {
    for (const { what, shown, pattern, sure } of shapes) {
      result = result.replace(pattern, (raw, ...rest) => {
        const after = afterMatch(raw, rest);
        if (sure && !sure(raw)) return raw;
        return raw.length < 30 && /^(?:\.\.|\u2026|\*\*)/.test(after) ? raw : hide(what, shown, raw);
      });
    }
  }
  if (idLike || !longRun.test(result)) return result;
  return result.replace(awsSecret, (raw) =>
    awsMixture.every((kind) => kind.test(raw)) ? hide('AWS secret key', '', raw) : raw,
  );
}

/** The three characters behind a match: `...` or `***` there says that the key was shortened before us. */
function afterMatch(raw: string, rest: readonly unknown[]): string {
  const [offset, whole] = rest.slice(-2);
  if (typeof offset !== 'number' || typeof whole !== 'string') return '';
  return whole.slice(offset + raw.length, offset + raw.length + 3);
}
