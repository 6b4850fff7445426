/** The `saml` application: Google answered for a person to another application (sources.md 4.4). No password is asked here. */

import type { FailureClass, SignIn } from '@gatewatch/domain';
import type { Parameters } from './parameters.ts';

type Told = Pick<SignIn, 'outcome' | 'failure' | 'password' | 'secondFactor' | 'methods' | 'protocol' | 'risk' | 'app'>;

export function isSaml(name: string): boolean {
  return name === 'login_success' || name === 'login_failure';
}

export function readSaml(name: string, parameters: Parameters): Told {
  const failure = name === 'login_success' ? null : failureOf(parameters.text('failure_type')?.toLowerCase() ?? '');
  return {
    outcome: failure === null ? 'success' : failure === 'policy' ? 'blocked' : 'failure',
    failure,
    password: 'unknown',
    secondFactor: 'unknown',
    methods: [],
    protocol: 'saml',
    risk: null,
    app: parameters.text('application_name'),
  };
}

/** Spelt with and without `failure_` before it. */
function failureOf(type: string): FailureClass {
  if (type.includes('app_not_enabled_for_user') || type.includes('app_not_configured_for_user')) return 'account-state';
  return type.includes('request_denied') ? 'policy' : type === '' ? 'unknown' : 'application';
}
