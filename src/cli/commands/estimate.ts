// estimate: what volumes would cost by team, other models beside them, or what real traffic would have cost under another model or tier.
import { openSwap, type Swap } from '../../audit/reprice/swap.ts';
import { judgeTraces } from '../../engine/read-traces.ts';
import { UsageError } from '../../model/errors.ts';
import { type EstimateDocument, estimateDocumentSchema } from '../../model/estimate.ts';
import { estimateWorkloads, type NamedWorkload } from '../../pricing/estimate-document.ts';
import { jsonText } from '../../report/json-text.ts';
import { estimateToCsv, estimateToTerminal } from '../../report/prices/estimate.ts';
import { toolVersion } from '../bundled.ts';
import { type FilterFlags, readTime } from '../call-filter.ts';
import { knownNames } from '../did-you-mean.ts';
import { exitCodes } from '../exit-code.ts';
import { refuseTwice } from '../find-inputs.ts';
import type { Io } from '../io.ts';
import { loadSettings } from '../load-settings.ts';
import { type RatesFlags, ratesOfRun } from '../rates-settings.ts';
import { type InputFlags, judgeUnderway, openInputs } from '../read-session.ts';
import { readWorkloads, workloadHint, workloadOf } from '../read-workloads.ts';
import { tellUnreadable } from '../report-error.ts';
import { decideStyle, type StyleFlags } from '../style.ts';
import { writePieces } from '../write-pieces.ts';

export interface EstimateFlags extends RatesFlags, StyleFlags, InputFlags, FilterFlags {
  readonly model?: string;
  readonly seller?: string;
  readonly input?: string;
  readonly output?: string;
  readonly requests?: string;
  readonly tokensPerRequest?: string;
  readonly cached?: string;
  readonly tier?: string;
  readonly region?: string;
  readonly team?: string;
  readonly at?: string;
  readonly vs?: readonly string[];
  readonly fromLog?: boolean;
  readonly swap?: readonly string[];
  readonly format?: string;
  readonly json?: boolean;
}

const kinds = ['table', 'csv', 'json'] as const;
type Body = Pick<
  EstimateDocument,
  'options' | 'workloads' | 'totals' | 'by_team' | 'monthly_lines' | 'cards' | 'from' | 'at'
>;

export async function estimateCommand(operands: readonly string[], flags: EstimateFlags, io: Io): Promise<number> {
  const wanted = flags.json ? 'json' : (flags.format ?? 'table');
  const kind = kinds.find((known) => known === wanted);
  if (!kind) throw new UsageError(`estimate has no output "${wanted}"`, knownNames(wanted, kinds));
  const { body, code } = flags.fromLog ? await fromLog(operands, flags, io) : await fromVolumes(operands, flags, io);
  const document = estimateDocumentSchema.parse({
    schema_version: '1.0',
    tool: { name: 'attrib-audit', version: await toolVersion() },
    ...body,
  });
  const style = decideStyle(io.stdout, io, flags, { top: Number.POSITIVE_INFINITY, groups: [] });
  if (kind === 'csv') await writePieces(estimateToCsv(document), io.stdout);
  else io.stdout.write(kind === 'json' ? jsonText(document) : estimateToTerminal(document, style));
  return code;
}

async function fromVolumes(
  operands: readonly string[],
  flags: EstimateFlags,
  io: Io,
): Promise<{ body: Body; code: number }> {
  const at = flags.at === undefined ? undefined : readTime('--at', flags.at, 'start');
  if (flags.swap)
    throw new UsageError('--swap needs real traffic', 'attrib-audit estimate --from-log FILES --swap old=new');
  const workloads = await workloadsOf(operands, flags, io, at);
  const { rates, cards } = await ratesOfRun(flags, io);
  const estimated = estimateWorkloads(
    workloads,
    (flags.vs ?? []).map((model) => ({ option: model, model })),
    rates,
  );
  const body: Body = { ...estimated, cards: [...cards], from: 'volumes', at: flags.at ?? null };
  return { body, code: exitCodes.fine };
}

async function workloadsOf(
  operands: readonly string[],
  flags: EstimateFlags,
  io: Io,
  at: bigint | undefined,
): Promise<readonly NamedWorkload[]> {
  const {
    model,
    seller: provider,
    input,
    output,
    requests,
    tokensPerRequest: tokens_per_request,
    cached,
    tier,
    region,
    team,
  } = flags;
  if (model !== undefined) {
    if (operands.length > 0)
      throw new UsageError('give either --model or a workloads file', 'several models side by side: --vs a,b');
    const wire = { model, provider, team, input, output, requests, tokens_per_request, cached, tier, region };
    const given = Object.fromEntries(Object.entries(wire).filter(([, value]) => value !== undefined));
    // Each of these is text; what it says is checked where it is read.
    return [workloadOf({ ...given, model }, 'the command line', at)];
  }
  if (operands.length === 0)
    throw new UsageError(
      'nothing to estimate is given',
      `attrib-audit estimate --model gpt-5.4 --input 1.2B --output 180M; ${workloadHint}`,
    );
  refuseTwice(operands);
  const lists = await Promise.all(operands.map((file) => readWorkloads(file, io, at)));
  return lists.flat();
}

async function fromLog(
  operands: readonly string[],
  flags: EstimateFlags,
  io: Io,
): Promise<{ body: Body; code: number }> {
  const swaps = readSwaps(flags);
  const { audit: settings } = await loadSettings(flags, io);
  const files = await openInputs(operands, flags, io);
  const { swapped, unreadable } = await judgeUnderway(files, flags, io, async (read) => {
    const sums = openSwap(swaps, settings);
    await judgeTraces(read, settings, sums.see);
    return { swapped: sums.finish(), unreadable: read.unreadable };
  });
  tellUnreadable(unreadable, io);
  const body: Body = { ...swapped, cards: [...settings.rate_cards], from: 'log', at: null };
  return { body, code: unreadable.length > 0 ? exitCodes.couldNotJudge : exitCodes.fine };
}

/** `--swap old=new`, with `--tier` and `--region` for what is swapped; `--tier` alone moves all traffic. */
function readSwaps({ swap = [], tier, region, vs = [] }: EstimateFlags): readonly Swap[] {
  const more = { ...(tier !== undefined && { service_tier: tier }), ...(region !== undefined && { region }) };
  const suffix = [tier, region].filter((part) => part !== undefined).join(', ');
  const named = (text: string): string => (suffix === '' ? text : `${text} (${suffix})`);
  const swaps = swap.map((text): Swap => {
    const [from = '', to = '', ...rest] = text.split('=').map((part) => part.trim());
    if (from === '' || to === '' || rest.length > 0)
      throw new UsageError(`--swap ${text} is not old=new`, 'for example --swap gpt-5.4=gpt-5.4-mini');
    return { option: named(`${from} -> ${to}`), from, to: { model: to, ...more } };
  });
  const alternatives = vs.map((model): Swap => ({ option: named(`all ${model}`), to: { model, ...more } }));
  const all = [...swaps, ...alternatives];
  if (all.length > 0) return all;
  if (suffix === '')
    throw new UsageError('nothing to change is given', 'say --swap old=new, --vs model, --tier batch or --region eu');
  return [{ option: named('same models'), to: more }];
}
