// Nothing found: inputs without a single event cannot be judged. Says what was there instead, so that the reader can tell why.
import type { InputSummary } from '../audit/settings.ts';
import { formats } from '../formats/index.ts';
import { UnreadableInput } from '../model/errors.ts';
import { nearestText, proposedMapText } from '../report/input-advice.ts';

const formatsHint =
  '`attrib-audit formats` lists what is recognised and what each needs; --from FORMAT forces one, `attrib-audit -` reads a paste';

const sumsHint =
  'this source holds sums, not calls: they have no owner and no trace; audit the gateway or application logs of the same days, and hold sums against them with reconcile --invoice';

/** Undefined when there is something to audit. */
export function nothingFound(inputs: readonly InputSummary[]): UnreadableInput | undefined {
  if (inputs.some(({ events }) => events > 0)) return undefined;
  const sum = (count: (input: InputSummary) => number): number => inputs.reduce((all, input) => all + count(input), 0);
  const [first] = inputs;
  const where = inputs.length === 1 && first ? first.path : `${inputs.length} inputs`;
  const bytes = sum((input) => input.bytes);
  if (bytes === 0) return new UnreadableInput(where, 'empty', formatsHint);
  const records = sum((input) => input.records);
  if (records === 0) {
    const lines = sum((input) => input.text_lines);
    const what = lines === 0 ? 'nothing but white space' : `${counted(lines, 'line')} of text and no record`;
    return new UnreadableInput(where, what, formatsHint);
  }
  const [problem] = inputs.flatMap(({ path, problems }) => problems.map((each) => ({ path, ...each })));
  if (!problem) {
    const sums = inputs.every(({ format }) => formats.some(({ id, proves }) => id === format && proves?.aggregate));
    const said = `${counted(records, 'record')} read, none of them ${sums ? 'about a model' : 'a model call'}`;
    return new UnreadableInput(where, said, sums ? sumsHint : formatsHint);
  }
  const recognised = sum(({ formats }) => Object.values(formats).reduce((all, count) => all + count, 0));
  const known = recognised === 0 ? '' : ` (${recognised} known, but no model call)`;
  return new UnreadableInput(
    where,
    `${counted(records, 'record')} read, none recognised${known}; ${problem.path}:${problem.line}: ${problem.reason}`,
    adviceOf(inputs) ?? problem.hint ?? formatsHint,
  );
}

/** For the first input that has something to go by. */
function adviceOf(inputs: readonly InputSummary[]): string | undefined {
  const lines = inputs
    .map((input) => [proposedMapText(input), nearestText(input)].filter((text) => text !== undefined))
    .find((texts) => texts.length > 0);
  return (
    lines &&
    [...lines, '`attrib-audit formats FORMAT` shows what a format needs; --map is explained in the README'].join('\n  ')
  );
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
