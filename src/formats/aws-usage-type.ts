// Usage types of AWS bills: `<REGION>-<Model>-<class>[-<route or tier>]`, or `[<REGION>-][MP:]<REGION>_<Class>-Units` for models of the Marketplace,
// whose product is the model. Seen in AWS's price list and reports of 2026; a row of us-east-1 may lack its first region.
import { cloudRegion } from './aws-regions.ts';

export interface UsageType {
  /** What is counted, without the region. */
  readonly rest: string;
  readonly region: string | undefined;
  readonly marketplace: boolean;
}

export function readUsageType(text: string): UsageType {
  const [, code = '', rest = text] = /^(?:(?:[A-Z]{2,4}\d?-)?MP:)?([A-Z]{2,4}\d?)[-_](.+)$/.exec(text) ?? [];
  const region = /global/i.test(rest) ? 'global' : cloudRegion(code);
  return { rest, region, marketplace: /(?:^|-)MP:|-Units$/.test(text) };
}

/** "Claude Sonnet 4.5 (Amazon Bedrock Edition)": a Marketplace product is one model. */
export const productModel = (name: string | undefined): string | undefined =>
  name?.replace(/ ?\(Amazon Bedrock Edition\)$/i, '');
