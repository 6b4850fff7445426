/** A directory change as Entra prints it into an Event Hub (AuditLogs). */

import { guid, opaque, word } from './ids.ts';
import type { EntraAudit } from './record.ts';
import { stamp } from './stamp.ts';

/** properties.id: `<service>_<correlation>_<5 characters>_<number>`. */
export function auditId(seed: number, serial: number, correlation = serial): string {
  const five = opaque(seed, serial, 9, 5).toUpperCase().replace(/[-_]/g, 'Q');
  return `Directory_${guid(seed, correlation, 1)}_${five}_${word(seed, serial, 10) % 100000000}`;
}

export function entraAuditText(seed: number, row: EntraAudit, processed: number): string {
  const tenant = row.target.tenantId;
  const at = stamp(row.time, word(seed, row.serial, 3) % 10000);
  const { actor, target } = row;
  const service = row.by ?? row.service;
  const correlation = guid(seed, row.correlation ?? row.serial, 1);
  const user = { id: target.entraId, displayName: null, type: 'User', userPrincipalName: target.address, groupType: null };
  const modifiedProperties = row.changes.map((change) => ({
    displayName: change.name,
    oldValue: change.before,
    newValue: change.after,
  }));
  const device =
    row.device === null
      ? []
      : [
          {
            id: row.device.id,
            displayName: row.device.name,
            type: 'Device',
            modifiedProperties,
            administrativeUnits: [],
          },
        ];
  const targetUser = { ...user, modifiedProperties, administrativeUnits: [] };
  return JSON.stringify({
    time: `${stamp(processed, word(seed, row.serial, 4) % 10000)}Z`,
    resourceId: `/tenants/${tenant}/providers/Microsoft.aadiam`,
    operationName: row.activity,
    operationVersion: '1.0',
    category: 'AuditLogs',
    tenantId: tenant,
    resultSignature: 'None',
    durationMs: 0,
    ...(row.ip === null ? {} : { callerIpAddress: row.ip }),
    correlationId: correlation,
    ...(actor === null ? { identity: service } : { identity: actor.name }),
    Level: 4,
    properties: {
      id: auditId(seed, row.serial, row.correlation),
      category: row.category,
      correlationId: correlation,
      result: 'success',
      resultReason: row.reason,
      activityDisplayName: row.activity,
      activityDateTime: `${at}+00:00`,
      loggedByService: row.service,
      operationType: row.operation,
      userAgent: null,
      initiatedBy:
        actor === null
          ? { app: { appId: null, displayName: service, servicePrincipalId: null, servicePrincipalName: null } }
          : {
              user: {
                id: actor.entraId,
                displayName: actor.name,
                userPrincipalName: actor.address,
                ipAddress: row.ip ?? '',
                roles: [],
              },
            },
      // A registration names the device alone; who owns it is said by rows of their own.
      targetResources: row.device === null ? [targetUser] : device,
      additionalDetails:
        row.device === null ? [] : [{ key: 'User-Agent', value: row.device.userAgent.replace('Mozilla/5.0', 'Dsreg/10.0') }],
    },
  });
}
