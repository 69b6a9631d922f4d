// Fields that the contract names and a call lacks: one occurrence for each call, of those fields of which no other finding tells. Few lists of
// fields fill an input, so the words for each are made once.
import type { ContractVerdict } from '../../contract/contract.ts';
import type { Occurrence } from '../../model/finding.ts';
import { createTextTree, type TextNode } from '../../model/text-tree.ts';
import type { AuditedCall } from '../audited.ts';
import type { SomeCalls } from './define-finding.ts';
import { occurrence } from './occurrence.ts';

type IsToldElsewhere = (field: string, one: AuditedCall) => boolean;
type Words = Pick<Occurrence, 'message' | 'evidence'>;

export function* absentFields(
  { calls }: SomeCalls,
  list: 'missing' | 'not_recommended',
  isToldElsewhere: IsToldElsewhere,
): Iterable<Occurrence> {
  for (const one of calls) {
    const words = wordsFor(one, one.contract[list], isToldElsewhere);
    if (words) yield occurrence(one, words.message, words.evidence);
  }
}

export function isDropped(field: string, { call: { breaks } }: AuditedCall): boolean {
  return breaks.length > 0 && breaks.some((broken) => broken.field === field && broken.kind === 'dropped');
}

const known = createTextTree<Words>();

function wordsFor(
  one: AuditedCall,
  fields: ContractVerdict['missing'],
  isToldElsewhere: IsToldElsewhere,
): Words | undefined {
  let node: TextNode<Words> | undefined = known.root;
  for (const field of fields) if (!isToldElsewhere(field, one)) node = known.step(node, field);
  if (node === known.root) return undefined;
  const words = node?.value ?? wordsOf(fields.filter((name) => !isToldElsewhere(name, one)).join(', '));
  if (node) node.value = words;
  return words;
}

const wordsOf = (field: string): Words => ({ message: `not on the call: ${field}`, evidence: { field } });
