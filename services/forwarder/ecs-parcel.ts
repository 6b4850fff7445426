/** A parcel as one ECS document: the alert with the reason it is sent, an event, or a summary of many. */

import type { Parcel } from '@gatewatch/domain';
import { ecsAlert, ecsEvent, ecsVersion } from '@gatewatch/formats';

export function ecsParcel({ id, revision, tenant, notice, alert, event, summarised }: Parcel): object {
  if (event !== undefined) return ecsEvent(event);
  if (alert !== null) {
    const { gatewatch, ...rest } = ecsAlert(alert);
    return { ...rest, gatewatch: { ...gatewatch, notice } };
  }
  const end = new Date(id.slice(id.lastIndexOf(' ') + 1));
  return {
    '@timestamp': Number.isNaN(end.getTime()) ? null : end.toISOString(),
    ecs: { version: ecsVersion },
    message: `${summarised.length} alerts of ${tenant} in one notice, of ${revision} in its time`,
    event: {
      kind: 'alert',
      category: ['authentication'],
      type: ['info'],
      action: 'summary',
      dataset: 'gatewatch.alerts',
      module: 'gatewatch',
      id,
    },
    organization: { id: tenant },
    gatewatch: { notice, alerts: summarised, count: revision },
  };
}
