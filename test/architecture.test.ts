// The architecture as a test: who may import whom, which registries are complete, and how large a file may grow.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { findings } from '../src/audit/findings/index.ts';
import { formats } from '../src/formats/index.ts';
import { reporters } from '../src/report/index.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Folder -> folders of src it may import and libraries it may use. `*` is everything. */
const table: Readonly<Record<string, { readonly folders: readonly string[]; readonly uses: readonly string[] }>> = {
  model: { folders: [], uses: ['zod'] },
  formats: { folders: ['model'], uses: ['zod'] },
  contract: { folders: ['model'], uses: ['ajv', 'ajv-formats'] },
  trace: { folders: ['model'], uses: [] },
  pricing: { folders: ['model'], uses: [] },
  registry: { folders: ['model'], uses: [] },
  audit: { folders: ['model', 'contract', 'trace', 'pricing', 'registry'], uses: ['node:util'] },
  report: { folders: ['model'], uses: ['chalk', 'cli-table3'] },
  tui: { folders: ['model', 'report'], uses: ['ink', 'react'] },
  scan: { folders: ['model'], uses: ['node:zlib', 'csv-parse', 'fzstd', 'hyparquet', 'hyparquet-compressors'] },
  engine: {
    folders: ['model', 'scan', 'formats', 'audit', 'contract', 'trace', 'pricing', 'registry'],
    uses: ['node:worker_threads', 'node:fs', 'node:crypto'],
  },
  cluster: {
    folders: ['model', 'formats', 'contract', 'trace', 'pricing', 'registry', 'audit'],
    uses: ['node:crypto'],
  },
  cli: { folders: ['*'], uses: ['*'] },
};

interface Source {
  readonly file: string;
  readonly folder: string;
  readonly text: string;
  readonly imports: readonly string[];
}

const sources = walk('src')
  .filter((file) => /\.tsx?$/.test(file))
  .map((file): Source => {
    const text = readFileSync(path.join(root, file), 'utf8');
    return { file, folder: file.split('/')[1] ?? '', text, imports: importsOf(text) };
  });

function walk(directory: string): string[] {
  return readdirSync(path.join(root, directory), { withFileTypes: true })
    .flatMap((entry) => {
      const name = `${directory}/${entry.name}`;
      return entry.isDirectory() ? walk(name) : [name];
    })
    .sort();
}

/** Static imports and exports, `import()` and `require()`; types count too. */
function importsOf(text: string): readonly string[] {
  const code = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
  const statements = code.matchAll(/^(?:import|export)\b[^;'"`]*?\bfrom\s*['"]([^'"]+)['"]/gm);
  const bare = code.matchAll(/^import\s*['"]([^'"]+)['"]/gm);
  const calls = code.matchAll(/\b(?:import|require)\(\s*['"]([^'"]+)['"]/g);
  return [...statements, ...bare, ...calls].map((match) => match[1] ?? '');
}

/** Lines without comments and texts, so that words in prose are no code. */
function codeOf(text: string): string {
  return text
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"/g, "''")
    .replace(/`(?:[^`\\]|\\.)*`/g, '``')
    .replace(/\/\/.*$/gm, '');
}

describe('imports', () => {
  test('every folder of src stands in the table', () => {
    expect([...new Set(sources.map(({ folder }) => folder))].filter((folder) => !Object.hasOwn(table, folder))).toEqual(
      [],
    );
  });

  test.each(Object.entries(table))('%s imports only what the table allows', (folder, { folders, uses }) => {
    const refused = sources
      .filter((source) => source.folder === folder)
      .flatMap(({ file, imports }) =>
        imports.filter((name) => !allowed(name, file, folders, uses)).map((name) => `${file} imports ${name}`),
      );
    expect(refused).toEqual([]);
  });

  function allowed(name: string, file: string, folders: readonly string[], uses: readonly string[]): boolean {
    if (!name.startsWith('.')) {
      const library = name.startsWith('node:')
        ? name
        : name
            .split('/')
            .slice(0, name.startsWith('@') ? 2 : 1)
            .join('/');
      return (
        uses.includes('*') || uses.includes(library) || (library === 'node:fs/promises' && uses.includes('node:fs'))
      );
    }
    const target = path.posix.join(path.posix.dirname(file), name);
    // The default contract is a published schema that the code ships.
    if (target.startsWith('schemas/')) return file === 'src/contract/default-contract.ts';
    const [top, folder = ''] = target.split('/');
    return top === 'src' && (folder === file.split('/')[1] || folders.includes('*') || folders.includes(folder));
  }

  test('a plain audit loads neither zod nor ajv nor yaml: its start would take twice as long', () => {
    const known = new Map(sources.map((source) => [source.file, source]));
    const loaded = new Set(['src/cli/main.ts', 'src/cli/commands/audit.ts', 'src/report/terminal.ts']);
    const heavy: string[] = [];
    for (const file of loaded) {
      for (const name of loadedBy(known.get(file)?.text ?? '')) {
        if (name.startsWith('.')) loaded.add(path.posix.join(path.posix.dirname(file), name));
        else if (/^(?:zod|ajv|ajv-formats|yaml|ink|react)\b/.test(name)) heavy.push(`${file} imports ${name}`);
      }
    }
    expect(loaded.size).toBeGreaterThan(100);
    expect(heavy).toEqual([]);
  });

  /** Static imports that stay when types are gone. */
  function loadedBy(text: string): readonly string[] {
    const code = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
    return [...code.matchAll(/^(?:import|export)\b(?! type\b)[^;'"`]*?\bfrom\s*['"]([^'"]+)['"]/gm)].map(
      (match) => match[1] ?? '',
    );
  }

  test('import() names its module, so that the table sees it', () => {
    expect(
      sources
        .filter(({ text }) => /\bimport\(\s*[^'"\s)]/.test(codeOf(text).replaceAll("import('')", '')))
        .map(({ file }) => file),
    ).toEqual([]);
  });

  test('formats, findings and reporters never import a sibling', () => {
    const registered = [
      ...formats.map(({ id }) => `src/formats/${id}.ts`),
      ...findings.map(({ code }) => `src/audit/findings/${code}.ts`),
      ...Object.keys(reporters).map((id) => `src/report/${id}.ts`),
    ];
    const siblings = sources
      .filter(({ file }) => registered.includes(file))
      .flatMap(({ file, imports }) =>
        imports
          .filter(
            (name) => name.startsWith('.') && registered.includes(path.posix.join(path.posix.dirname(file), name)),
          )
          .map((name) => `${file} imports ${name}`),
      );
    expect(siblings).toEqual([]);
  });
});

describe('the outside world', () => {
  const outside: readonly (readonly [string, RegExp, readonly string[]])[] = [
    ['the console', /\bconsole\./, ['cli']],
    ['the process', /(?<![.\w])process\.\w/, ['cli']],
    ['the clock', /\bDate\.now\b|\bnew Date\(\)|\bperformance\b/, ['cli']],
    ['randomness', /\bMath\.random\b|\brandomUUID\b|\brandomBytes\b/, []],
    ['the locale', /\blocaleCompare\b|\btoLocale\w+\b|\bIntl\.(?!DateTimeFormat)/, []],
    ['the table of time zones', /\bIntl\./, ['cli']],
    [
      'the network',
      /\bfetch\(|\bnode:(?:https?|http2|net|tls|dgram|dns)\b|\bWebSocket\b/,
      ['src/cli/listen/serve.ts', 'src/cli/read-pipe.ts'], // a named pipe is read as a socket is, and connects to nothing
    ],
  ];
  /** Folders, or single files; the names of imports are looked at as well as the code. */
  test.each(outside)('%s is used only where it may be', (_, pattern, allowed) => {
    const users = sources.filter(
      ({ file, folder, text, imports }) =>
        ![folder, file].some((place) => allowed.includes(place)) &&
        (pattern.test(codeOf(text)) || imports.some((name) => pattern.test(name))),
    );
    expect(users.map(({ file }) => file)).toEqual([]);
  });
});

describe('money', () => {
  /** TypeScript refuses to mix bigint and number, so a float can only come in by one of these. What each turns into a number is named. */
  const conversions = /\bNumber\(|\bparseFloat\b|\.toFixed\(|\bMath\.(?:round|floor|ceil|trunc|fround)\(/;
  /** Whether something is there, as 0 or 1 for a comparison. */
  const order = /\bNumber\([\w.]+ === undefined\)/g;
  const noMoney: readonly (readonly [file: string, fragment: string, what: string])[] = [
    ['src/model/money.ts', 'Number(exponent)', 'digits of an exponent'],
    ['src/model/money.ts', 'Number(kept) / 1_000_000', 'a share in percent'],
    ['src/model/money.ts', 'Number((100 - pct).toFixed(6))', 'percent'],
    [
      'src/model/rate-card.ts',
      'Number(text) === number',
      'the proof that a text says the same as the number of a card',
    ],
    ['src/pricing/card-conflict.ts', 'Number(term.percent) > 100', 'a limit'],
    ['src/pricing/compare-cost.ts', 'Number(thousandths) / 1000', 'a ratio, in words'],
    ['src/pricing/day-window.ts', 'Number(((minutes % BigInt(perWeek))', 'a minute of the week'],
    ['src/pricing/day-window.ts', 'Math.floor(minute / perDay)', 'a day of the week'],
    ['src/pricing/day-window.ts', 'Number(time.slice', 'a minute of the day'],
    ['src/pricing/monthly-lines.ts', 'Number(from / 1_000_000n)', 'a time'],
    ['src/pricing/estimate.ts', 'Math.round((input * percent) / 100)', 'a count of tokens'],
    ['src/pricing/estimate.ts', 'Math.ceil(promptTokens(usage) / requests)', 'a count of tokens'],
    ['src/pricing/estimate.ts', 'BigInt(Math.ceil(requests))', 'a count of requests'],
    ['src/pricing/import/litellm.ts', 'Number(thousands) * 1000', 'a count of tokens'],
    ['src/pricing/import/portkey.ts', 'Number(home.prices.input)', 'a factor to try; kept only if it is exact'],
    ['src/pricing/import/portkey.ts', 'Number(cell.prices.input) / base', 'a factor to try; kept only if it is exact'],
    ['src/pricing/import/portkey.ts', 'Number(factor)', 'a factor to try; kept only if it is exact'],
    ['src/pricing/import/portkey.ts', 'Number(tokens)', 'a count of tokens'],
    ['src/pricing/import/price-text.ts', 'Number(exponent) + zeros', 'digits of an exponent'],
    ['src/pricing/pattern.ts', 'Number(counts[', 'a count in a pattern'],
    ['src/pricing/price-lines.ts', 'Math.ceil(billed / step) * step', 'a count of units'],
    ['src/pricing/price-lines.ts', 'fraction.length - Number(exponent)', 'digits of a count'],
    ['src/pricing/rates-document.ts', 'Number(at / 1_000_000n)', 'a time'],
    ['src/pricing/wrong-rows.ts', 'Number(to / 1_000_000n)', 'a time'],
    [
      'src/pricing/near-guesses.ts',
      'const figure = Number(logged)',
      'rules out guesses; what is left is priced exactly',
    ],
    ['src/pricing/near-guesses.ts', 'const limit = Number(reach)', 'rules out guesses'],
    ['src/pricing/wrong-case.ts', 'Number(times) / Number(by)', 'rules out guesses; no price is made of it'],
    ['src/pricing/rate.ts', 'near: Number(usd) / ', 'rules out guesses; no price is made of it'],
    ['src/audit/baseline-checks.ts', 'Number((then + worse * points).toFixed(6))', 'percent'],
    ['src/audit/reconcile/bypass.ts', 'Number(charged.some(', 'an order'],
    ['src/audit/reconcile/side-sums.ts', 'BigInt(Math.round(percent * 1_000_000))', 'percent'],
    ['src/audit/reconcile/side-sums.ts', 'Number(count) / 1_000_000', 'a count of units'],
    ['src/audit/budgets/budget-calls.ts', 'Number(a !== undefined)', 'an order'],
    ['src/audit/budgets/local-time.ts', 'Number((local - within) / dayLength)', 'a day'],
    ['src/audit/budgets/window-rows.ts', 'Number(b.row.current)', 'an order'],
    ['src/audit/chargeback/exceptions.ts', 'Number((asOf - oldest) / dayLength)', 'a count of days'],
    ['src/audit/chargeback/units.ts', 'requests: Number(requests)', 'a count of requests'],
    ['src/audit/chargeback/units.ts', 'successes: Number(successes)', 'a count of requests'],
    ['src/audit/chargeback/units.ts', 'requests: Number(unknown)', 'a count of requests'],
    ['src/audit/chargeback/units.ts', 'successes: Number(unknownSuccesses)', 'a count of requests'],
    ['src/audit/chargeback/units.ts', 'Number(a !== undefined)', 'an order'],
    ['src/audit/chargeback/units.ts', 'calls: Number(calls)', 'a count of calls'],
    ['src/audit/compare/compare-periods.ts', 'Number(x.team === null)', 'an order'],
    ['src/audit/percent-text.ts', 'Number(value.toFixed(decimals))', 'percent'],
    ['src/audit/reprice/totals.ts', 'Number(cache.', 'a count of tokens'],
    ['src/audit/sums.ts', 'Math.round(count * 1_000_000)', 'a count of units'],
    ['src/audit/sums.ts', ': Number(whole)', 'a count of units'],
    ['src/audit/sums.ts', 'Number(sum', 'a count of units'],
    ['src/audit/time-text.ts', 'seconds', 'a time'],
    ['src/audit/time-text.ts', 'Number(time', 'a time'],
    ['src/audit/waterfall.ts', 'Number(nanoseconds', 'a time'],
  ];

  test('no float touches money: it is a bigint, and nothing else than these becomes a number where it is worked with', () => {
    expect(readFileSync(path.join(root, 'src/model/money.ts'), 'utf8')).toContain('export type Usd = bigint;');
    const used = sources
      .filter(({ folder, file }) => ['model', 'pricing', 'audit'].includes(folder) && !file.includes('/catalogue/'))
      .flatMap(({ file, text }) =>
        text
          .split('\n')
          .filter((line) => conversions.test(line.replaceAll(order, '')))
          .map((line) => ({ file, line: line.trim() })),
      );
    const unknown = used.filter(({ file, line }) => !noMoney.some(([of, part]) => of === file && line.includes(part)));
    expect(unknown).toEqual([]);
    const idle = noMoney.filter(([of, part]) => !used.some(({ file, line }) => of === file && line.includes(part)));
    expect(idle).toEqual([]);
  });
});

describe('registries', () => {
  test('every format is listed and named after its file', () => {
    const defined = sources.filter(
      ({ folder, file, text }) =>
        folder === 'formats' && file !== 'src/formats/format.ts' && /\bdefineFormat\(/.test(text),
    );
    expect(defined.map(({ file }) => file)).toEqual(formats.map(({ id }) => `src/formats/${id}.ts`).sort());
  });

  test('every format has a sample', () => {
    expect(formats.map(({ id }) => id).filter((id) => !hasEntries(`samples/formats/${id}`))).toEqual([]);
  });

  test('every finding is listed and named after its file', () => {
    const defined = sources.filter(
      ({ file, text }) => /^src\/audit\/findings\/[^/]+\//.test(file) && /\bdefineFinding\(/.test(text),
    );
    expect(defined.map(({ file }) => file)).toEqual(findings.map(({ code }) => `src/audit/findings/${code}.ts`).sort());
  });

  test('every finding has a hit and a quiet sample', () => {
    const missing = findings.flatMap(({ code }) =>
      ['hit', 'quiet'].map((kind) => `samples/findings/${code}/${kind}`).filter((folder) => !hasEntries(folder)),
    );
    expect(missing).toEqual([]);
  });

  test('every reporter is named after its file', () => {
    const files = Object.keys(reporters).map((id) => `src/report/${id}.ts`);
    expect(files.filter((file) => !existsSync(path.join(root, file)))).toEqual([]);
  });

  function hasEntries(folder: string): boolean {
    const directory = path.join(root, folder);
    return existsSync(directory) && readdirSync(directory).length > 0;
  }
});

describe('files', () => {
  const isTable = ({ text }: Source): boolean => !/\bfunction\b|=>\s*\{/.test(codeOf(text));

  test('no file is over 300 lines unless it is a pure table', () => {
    const long = sources.filter((source) => source.text.split('\n').length > 301 && !isTable(source));
    expect(long.map(({ file }) => file)).toEqual([]);
  });

  test('the contents pages stay under 80 lines', () => {
    for (const file of ['src/cli/main.ts', 'src/audit/audit.ts']) {
      const lines = sources.find((source) => source.file === file)?.text.split('\n').length;
      expect(lines, file).toBeLessThan(80);
    }
  });

  test('every file begins with a comment that says what it is', () => {
    expect(sources.filter(({ text }) => !text.startsWith('// ')).map(({ file }) => file)).toEqual([]);
  });

  test('names are kebab-case', () => {
    expect(sources.map(({ file }) => file).filter((file) => !/^[a-z0-9/.-]+$/.test(file))).toEqual([]);
  });

  test('there is no default export and no class but errors (biome refuses `any`)', () => {
    const findingsOf = ({ file, text }: Source): string[] => {
      const code = codeOf(text);
      return [
        ...(/^export default\b/m.test(code) ? [`${file}: default export`] : []),
        ...(/\bclass \w+(?! extends Error)\b(?! extends)/.test(code) ? [`${file}: class`] : []),
      ];
    };
    expect(sources.flatMap(findingsOf)).toEqual([]);
  });

  test('every folder has a README of at most 60 lines, generated tables apart', () => {
    const folders = ['src', ...Object.keys(table).map((folder) => `src/${folder}`)];
    const wrong = folders.filter((folder) => {
      const file = path.join(root, folder, 'README.md');
      if (!existsSync(file)) return true;
      const written = readFileSync(file, 'utf8').replace(/\n<!-- generated: [\s\S]*?<!-- end -->/g, '');
      return written.split('\n').length > 61;
    });
    expect(wrong).toEqual([]);
  });
});
