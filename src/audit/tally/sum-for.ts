// One call as a sum.
import type { AuditedCall } from '../audited.ts';
import type { Sum } from '../sums.ts';

export const sumFor = ({ cost }: AuditedCall): Sum => ({ calls: 1, usd: cost.usd });
