// The config with the decisions of a review in it, edited in place: comments and order stay, in JSON too.
import { applyEdits, modify, parse } from 'jsonc-parser';
import { parseDocument } from 'yaml';
import type { Deadline, Decision } from '../../tui/decisions.ts';
import { yamlText } from './yaml-text.ts';

export type ConfigDecision = Extract<Decision, { kind: 'map' | 'note' | 'exception' }>;

export function isOfConfig(decision: Decision): decision is ConfigDecision {
  return decision.kind === 'map' || decision.kind === 'note' || decision.kind === 'exception';
}

export function configDraft(text: string | undefined, decisions: readonly ConfigDecision[], yaml: boolean): string {
  const start = text === undefined || text.trim() === '' ? (yaml ? '' : '{}\n') : text;
  return decisions.reduce((draft, decision) => (yaml ? inYaml : inJson)(draft, decision), start);
}

type Entry = readonly [path: readonly [string, string], value: unknown];

/** `now` is what stands at a path. */
function entriesOf(decision: ConfigDecision, now: (path: readonly [string, string]) => unknown): readonly Entry[] {
  switch (decision.kind) {
    case 'exception':
      return [[['exceptions', 'owner'], decision.owner], ...deadlineEntries(decision.deadline)];
    case 'note':
      return [[['notes', decision.fix], decision.text]];
    case 'map': {
      const path = ['map', decision.field] as const;
      const known = [now(path) ?? []].flat();
      const paths = known.includes(decision.path) ? known : [...known, decision.path];
      return [[path, paths.length === 1 ? paths[0] : paths]];
    }
  }
}

/** One of the two: `undefined` takes the other away. */
function deadlineEntries(deadline: Deadline): readonly Entry[] {
  return [
    [['exceptions', 'sla_days'], 'due' in deadline ? undefined : deadline.sla_days],
    [['exceptions', 'due'], 'due' in deadline ? deadline.due : undefined],
  ];
}

function inYaml(text: string, decision: ConfigDecision): string {
  const document = parseDocument(text);
  const now = (path: readonly string[]): unknown => document.toJS()?.[path[0] ?? '']?.[path[1] ?? ''];
  for (const [path, value] of entriesOf(decision, now)) {
    if (value !== undefined) document.setIn(path, value);
    else if (document.hasIn(path)) document.deleteIn(path);
  }
  return yamlText(document, text);
}

function inJson(text: string, decision: ConfigDecision): string {
  const held: unknown = parse(text);
  const now = ([section, key]: readonly [string, string]): unknown => memberOf(memberOf(held, section), key);
  const formattingOptions = { insertSpaces: true, tabSize: 2, eol: '\n' };
  return entriesOf(decision, now).reduce(
    (draft, [path, value]) => applyEdits(draft, modify(draft, [...path], value, { formattingOptions })),
    text,
  );
}

function memberOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;
}
