// The lists, by the view that shows them.
import type { ViewId } from '../keys.ts';
import { breaks } from './breaks.ts';
import { decisions } from './decisions.ts';
import { findings } from './findings.ts';
import type { ListDefinition } from './list-definition.ts';
import { plan } from './plan.ts';
import { prices } from './prices.ts';
import { traces } from './traces.ts';
import { unattributed } from './unattributed.ts';

export const lists: { readonly [K in ViewId]?: ListDefinition } = {
  breaks,
  unattributed,
  traces,
  prices,
  findings,
  plan,
  decisions,
};
