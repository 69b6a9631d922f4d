// SARIF 2.1.0 for code scanning. A break's two hops are a code flow, the money stands in `properties`, and GitHub's limits are kept.
import type { AuditReport } from '../model/report.ts';
import type { SarifLog } from '../model/sarif-log.ts';
import { jsonText } from './json-text.ts';
import { pathToUri } from './paths.ts';
import { type Problem, problemsOf, type Spot } from './problems.ts';
import type { Reporter } from './style.ts';

/** GitHub keeps this many results of a run, and this many places of a result. */
const mostResults = 5_000;
const mostPlaces = 100;
const longestText = 1_000;

type Run = SarifLog['runs'][0];
type Result = Run['results'][number];
type Step = NonNullable<Result['codeFlows']>[0]['threadFlows'][0]['locations'][number];

export const reportToSarif: Reporter = (report) => {
  const { shown: problems, left } = problemsOf(report, mostResults);
  const firsts = new Map(problems.toReversed().map((problem) => [plain(problem.code), problem]));
  const codes = [...firsts.keys()].sort();
  const states = new Map(report.gate?.baseline?.entries.map(({ fingerprint, state }) => [fingerprint, state]));
  const places = new Map(codes.map((code, place) => [code, place]));
  const log: SarifLog = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: report.tool.name,
            version: report.tool.version,
            rules: codes.map((code) => ruleOf(code, firsts.get(code))),
          },
        },
        automationDetails: { id: 'attrib-audit/' },
        columnKind: 'utf16CodeUnits',
        invocations: [
          {
            executionSuccessful: true,
            ...(left > 0 ? { toolExecutionNotifications: [notice(`${left} cheaper problems are left out`)] } : {}),
          },
        ],
        results: problems.map((problem) => resultOf(problem, places, states.get(problem.fingerprint))),
        properties: propertiesOf(report),
      },
    ],
  };
  return jsonText(log);
};

function ruleOf(code: string, first: Problem | undefined) {
  return {
    id: code,
    shortDescription: { text: plain(first?.title ?? code) },
    fullDescription: { text: plain(first?.help ?? code) },
    help: { text: plain(first?.help ?? code) },
    defaultConfiguration: { level: first?.severity ?? 'warning' },
    properties: { tags: ['finops', plain(code.split('/')[0] ?? '')] },
  };
}

/** SARIF's words for what a baseline knows. */
const baselineStates = { new: 'new', expired: 'new', accepted: 'unchanged', stale: 'absent' } as const;

function resultOf(
  problem: Problem,
  places: ReadonlyMap<string, number>,
  state: keyof typeof baselineStates | undefined,
): Result {
  const { severity, text, usd, calls, place, others, trail, fingerprint } = problem;
  const code = plain(problem.code);
  return {
    ruleId: code,
    ruleIndex: places.get(code) ?? -1,
    level: severity,
    ...(state && { baselineState: baselineStates[state] }),
    message: { text: plain(text) },
    locations: [{ physicalLocation: physical(place) }],
    ...(others.length === 0
      ? {}
      : { relatedLocations: others.slice(0, mostPlaces - 1).map((spot, i) => ({ id: i + 1, ...located(spot) })) }),
    ...(trail.length === 0 ? {} : { codeFlows: [{ threadFlows: [{ locations: trail.map(step) }] }] }),
    // The same problem keeps its name when its line or amount changes; GitHub reads the first of them.
    partialFingerprints: { primaryLocationLineHash: fingerprint, 'attribAudit/v1': fingerprint },
    properties: { usd, calls },
  };
}

function step(spot: Problem['trail'][number]): Step {
  const logicalLocations: Step['location']['logicalLocations'] = [{ name: plain(spot.component), kind: 'component' }];
  return { location: { ...located(spot), logicalLocations }, importance: 'essential' };
}

function located(spot: Spot) {
  return { physicalLocation: physical(spot), message: { text: plain(spot.text) } };
}

function physical({ source, line }: Spot) {
  return { artifactLocation: { uri: pathToUri(source) }, region: { startLine: line } };
}

function notice(text: string) {
  return { level: 'note', message: { text } } as const;
}

function propertiesOf({ totals, coverage }: AuditReport) {
  return {
    spend_usd: totals.spend_usd,
    unattributed_usd: coverage.unattributed.usd,
    score_pct: coverage.score,
    basis: coverage.basis,
  };
}

/** A viewer turns `[text](place)` into a link; data may not do that. */
function plain(text: string): string {
  const short = text.length > longestText ? `${text.slice(0, longestText)}…` : text;
  return short === '' ? '-' : short.replaceAll('](', '] (');
}
