// An id that names no model: an Azure deployment, an application inference profile. Only a mapping says what it is.
import { whyNoModel } from '../../../pricing/model-id.ts';
import { sellerKey } from '../../../pricing/sellers.ts';
import type { AuditedCall } from '../../audited.ts';
import { defineFinding } from '../define-finding.ts';
import { occurrence } from '../occurrence.ts';

export const priceDeploymentUnmapped = defineFinding({
  code: 'price/deployment-unmapped',
  severity: 'warning',
  title: 'Deployment whose model is not known',
  why: 'The name of a deployment is arbitrary and the response may give only a family. Without a mapping the call has no exact price.',
  fix: 'Add the deployment with its model, type and region to deployments in the config.',
  about: 'doubts',
  *check({ calls }) {
    for (const one of calls) {
      const { model, response_model, provider = '' } = one.call.metering;
      if (!isDeployment(one)) continue;
      const id = model ?? response_model ?? '';
      const line = JSON.stringify({ id, seller: sellerKey(provider), model: '?' });
      yield occurrence(one, `"${id}" of ${provider} stands for no one model; map it: ${line}`, { id, provider, line });
    }
  },
});

/** A band of one model's versions at Azure counts: the mapping settles it. */
function isDeployment({ price, call }: AuditedCall): boolean {
  const { model, response_model, provider = '' } = call.metering;
  const isOpen = price.kind === 'band' || (price.kind === 'unpriced' && price.why === 'unknown model');
  if (!isOpen) return false;
  return (
    sellerKey(provider) === 'azure' ||
    [model, response_model].some((id) => id !== undefined && whyNoModel(id) !== undefined)
  );
}
