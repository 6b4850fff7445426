/** A row is the same text, to the order of its fields, whether its event came through a log or not: evidence of alerts is compared by it. */

import { minuteMs } from '@gatewatch/domain';
import { asRow, encodeLogRecord, eventIn } from '@gatewatch/engine';
import { normalise } from '@gatewatch/normalisers';
import { expect, it } from 'vitest';
import { activity, auditRecord, entraRecord, now, userRow } from './records.ts';

const time = new Date(now - minuteMs).toISOString();

const done = (name: string): object => {
  const record = auditRecord({ id: name, by: 'root', of: 'ada' });
  return { ...record, operationName: name, properties: { ...record.properties, activityDisplayName: name } };
};
const sent = (category: string, properties: object): object => {
  const { resourceId, tenantId } = entraRecord({ id: 'r' });
  return { time, resourceId, tenantId, category, operationName: 'x', resultType: '0', properties: { id: 'r', ...properties } };
};
const told = (applicationName: string, name: string, parameters: readonly object[] = []): object => {
  const record = activity({});
  return { ...record, id: { ...record.id, applicationName }, events: [{ type: 'x', name, parameters }] };
};

const records: readonly object[] = [
  entraRecord({ id: 's' }),
  activity({}),
  ...['Reset user password', 'Register device', 'Add member to role', 'Consent to application', 'Update user', 'Anything'].map(
    done,
  ),
  done('Update conditional access policy'),
  sent('UserRiskEvents', { activityDateTime: time, userId: 'u-1', riskEventType: 'passwordSpray', riskState: 'atRisk' }),
  sent('ServicePrincipalSignInLogs', { createdDateTime: time, servicePrincipalId: 'p', appId: 'a', status: { errorCode: 0 } }),
  userRow({ id: 'u-1', address: 'ada@example.com', disabled: true }),
  ...['2sv_disable', 'logout', 'email_forwarding_out_of_domain', 'account_disabled_password_leak'].map((name) =>
    told('login', name),
  ),
  told('token', 'authorize', [{ name: 'client_id', value: 'a' }]),
  told('admin', 'GRANT_ADMIN_PRIVILEGE', [{ name: 'USER_EMAIL', value: 'ada@example.com' }]),
];

const origin = { source: 'test', position: 0 };
const read = records.flatMap((record) => {
  const outcome = normalise({ ...record }, { tenant: 'default', origin, received: now });
  return 'events' in outcome ? outcome.events : [];
});

it('of each kind that a vendor tells of', () => {
  const kinds = new Set(read.map(({ kind }) => kind));
  expect([...kinds].sort()).toEqual([
    'account-change',
    'consent',
    'device-registration',
    'factor-change',
    'mail-change',
    'other',
    'policy-change',
    'risk-signal',
    'role-change',
    'session-end',
    'sign-in',
    'snapshot',
    'token-grant',
  ]);
});

it.each(read.map((event) => [`${event.provider} ${event.kind}`, event] as const))('%s', (_, event) => {
  const value = encodeLogRecord({ type: 'event', at: now, event });
  const back = eventIn({ value, at: now });
  expect(back).not.toBeNull();
  if (back !== null) expect(JSON.stringify(asRow(back))).toBe(JSON.stringify(asRow(event)));
});
