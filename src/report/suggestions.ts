// Suggestions as YAML to paste into a registry. Whatever comes from logs is quoted or a comment; nobody else's rule is ever exclusive here.
import type { Suggestions } from '../model/suggestion.ts';
import { amountOf, count, counted, money } from './figures.ts';
import { printable } from './printable.ts';

type Identity = Suggestions['identities'][number];

/** A file of its own that `registry check` accepts. */
export function suggestionsToYaml(suggestions: Suggestions, top: number): string {
  const { total, unowned, without_identity: nameless, identities, teams } = suggestions;
  const told = identities.filter(({ team }) => team !== null);
  const shown = told.slice(0, top);
  const silent = identities.filter(({ team }) => team === null);
  const needed = new Set(shown.map(({ team }) => team));
  const listed = teams.filter(({ id, known }) => !known || needed.has(id));
  return lines([
    `# Without an owner: ${money(amountOf(unowned.usd))} of ${money(amountOf(total.usd))}, ${count(unowned.calls)} of ${counted(total.calls, 'call')}.`,
    ...(nameless.calls > 0
      ? [
          `# ${money(amountOf(nameless.usd))} in ${counted(nameless.calls, 'call')} of it names no key, project or account: no rule can help.`,
        ]
      : []),
    '# Proposals from the logs, not facts: a rule decides who pays. Check each one, then paste it into your registry.',
    '# Add "exclusive: true" only where nobody else uses the identity.',
    '',
    ...(listed.length === 0 ? ['teams: []'] : ['teams:', ...listed.flatMap(teamLines)]),
    '',
    ...(shown.length === 0 ? ['identities: []'] : ['identities:', ...shown.flatMap(ruleLines)]),
    ...(told.length > shown.length ? [`  # ${count(told.length - shown.length)} more: --top ${told.length}`] : []),
    ...(silent.length === 0
      ? []
      : ['', '# No request with these names a team, so the logs cannot say whose they are:']),
    ...silent.slice(0, top).flatMap(silentLines),
    ...(silent.length > top ? [`# ${count(silent.length - top)} more: --top ${silent.length}`] : []),
  ]);
}

const lines = (all: readonly string[]): string => `${all.join('\n')}\n`;

function teamLines({ id, other_names: others, known, usd, calls }: Suggestions['teams'][number]): readonly string[] {
  return [
    `  - id: ${quoted(id)}  # ${known ? 'in the registry already' : `${money(amountOf(usd))} in ${counted(calls, 'call')}`}`,
    ...(others.length === 0 ? [] : [`    aliases: [${others.map(quoted).join(', ')}]  # spelt alike: the same team?`]),
  ];
}

function ruleLines({ field, value, team, usd, calls, seen, owned, confidence }: Identity): readonly string[] {
  return [
    `  # ${money(amountOf(usd))} in ${counted(calls, 'call')}; confidence ${confidence}: ${safe(team ?? '')} on ${count(seen)} of ${counted(owned, 'owned call')} with it`,
    `  - match: { ${field}: ${quoted(value)} }`,
    `    team: ${quoted(team ?? '')}`,
  ];
}

function silentLines({ field, value, usd, calls }: Identity): readonly string[] {
  return [
    `#  - match: { ${field}: ${safe(quoted(value))} }  # ${money(amountOf(usd))} in ${counted(calls, 'call')}`,
    '#    team:',
  ];
}

/** One line, whatever the value holds. */
const safe = (text: string): string => printable(text, true);

/** Plain where YAML cannot misread it; else a JSON string, which YAML reads as it is. A star would become a pattern, so it is told. */
function quoted(text: string): string {
  return /^[A-Za-z][\w./@-]*$/.test(text) && !/^(?:true|false|null|yes|no|on|off|y|n)$/i.test(text)
    ? text
    : JSON.stringify(text).replace(
        /[\u007f-\u009f\u2028\u2029\ufeff]/g,
        (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
      );
}
