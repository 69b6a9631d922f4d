// Ids that name no model: Azure deployments, application inference profiles, aliases of a gateway. Only a mapping says what they are.
import { sellerKey } from './sellers.ts';

/** One line of the user's mapping. */
export interface Deployment {
  /** The id as logs have it: a deployment's name, an ARN, a gateway's alias. */
  readonly id: string;
  /** Any seller when absent. */
  readonly seller?: string;
  /** The model the id stands for, as a rate card lists it. */
  readonly model: string;
  /** For calls whose log does not say: `provisioned` for reserved capacity, and so on. */
  readonly tier?: string;
  /** For calls whose log does not say: `global`, `us`, `eu`, or a region. */
  readonly region?: string;
}

export type MappedId = Pick<Deployment, 'model' | 'tier' | 'region'>;

/** The mapping of one seller goes before that of any. */
export function indexDeployments(
  deployments: readonly Deployment[],
): (seller: string, id: string) => MappedId | undefined {
  const byId = new Map(
    deployments.map((deployment) => [
      key(deployment.seller === undefined ? '' : sellerKey(deployment.seller), deployment.id),
      deployment,
    ]),
  );
  return (seller, id) => (byId.size === 0 ? undefined : (byId.get(key(seller, id)) ?? byId.get(key('', id))));
}

function key(seller: string, id: string): string {
  return `${seller}\n${id.trim().toLowerCase()}`;
}
