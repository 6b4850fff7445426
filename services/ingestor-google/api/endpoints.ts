/** Where Google answers; tests say otherwise. */

import type { GoogleSource } from '@gatewatch/runtime';

export interface GoogleEndpoints {
  /** Root of the Reports API. */
  readonly api: string;
  /** Signs for a service account without a key file. */
  readonly iam: string;
  /** Tokens for the keyless way; a key file names its own. */
  readonly token: string;
}

export const googleEndpoints: GoogleEndpoints = {
  api: 'https://admin.googleapis.com/',
  iam: 'https://iamcredentials.googleapis.com/',
  token: 'https://oauth2.googleapis.com/token',
};

/** As a source's configuration says. */
export function endpointsOf({ api }: Pick<GoogleSource, 'api'>): GoogleEndpoints {
  return api === undefined ? googleEndpoints : { ...googleEndpoints, api };
}

/** The one right that is asked for: reading audit reports. */
export const reportsScope = 'https://www.googleapis.com/auth/admin.reports.audit.readonly';
