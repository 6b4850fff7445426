/** The `mobile` application: what happened to a person's telephone or tablet (sources.md 4.4). */

import type { ChangeRule } from './account-events.ts';
import type { Parameters } from './parameters.ts';

/** null for names that are kept and counted only: syncs, installed applications, settings. */
export function mobileRule(name: string, parameters: Parameters): ChangeRule | null {
  switch (name) {
    case 'DEVICE_REGISTER_UNREGISTER_EVENT': {
      const state = parameters.text('ACCOUNT_STATE')?.toUpperCase() ?? '';
      const action = state === 'REGISTERED' ? 'added' : state === 'UNREGISTERED' ? 'removed' : 'changed';
      return { kind: 'device-registration', action, subjectOf: deviceName(parameters) };
    }
    case 'DEVICE_COMPROMISED_EVENT': {
      const healed = parameters.text('DEVICE_COMPROMISED_STATE')?.toUpperCase().startsWith('NOT') === true;
      return { kind: 'risk-signal', action: healed ? 'removed' : 'reported', subjectOf: 'device-compromised' };
    }
    case 'SUSPICIOUS_ACTIVITY_EVENT':
      return { kind: 'risk-signal', action: 'reported', subjectOf: 'device-suspicious-activity' };
    case 'FAILED_PASSWORD_ATTEMPTS_EVENT': // wrong tries at the lock screen
      return { kind: 'risk-signal', action: 'reported', subjectOf: 'device-unlock-failures', result: 'failure' };
    default:
      return null;
  }
}

function deviceName(parameters: Parameters): string | null {
  return parameters.text('DEVICE_MODEL') ?? parameters.text('DEVICE_TYPE') ?? parameters.text('DEVICE_ID');
}
