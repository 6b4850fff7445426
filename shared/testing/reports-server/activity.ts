/** An activity as the API lists it; `id` makes its qualifier. */

import type { Recorded } from './activities.ts';

export interface ActivityDraft {
  readonly application: string;
  readonly time: number;
  /** From when on it is listed, Unix ms; at once where not said. */
  readonly listed?: number;
  readonly id: number;
  readonly name?: string;
  readonly email?: string;
  readonly parameters?: readonly object[];
}

export function recorded(draft: ActivityDraft): Recorded {
  const { application, time, listed = time, id, name = 'login_success', email = 'ada@example.com', parameters = [] } = draft;
  const activity = {
    kind: 'admin#reports#activity',
    id: {
      time: new Date(time).toISOString(),
      uniqueQualifier: String(-5_188_215_030_820_000_000n - BigInt(id)),
      applicationName: application,
      customerId: 'C01abcdef',
    },
    etag: `"${application}/${id}"`,
    actor: { email, profileId: profileOf(email) },
    ipAddress: '203.0.113.7',
    events: [{ type: 'login', name, parameters }],
  };
  return { time, listed, text: JSON.stringify(activity) };
}

/** Twenty-one digits, another for each address. */
function profileOf(email: string): string {
  return String(10n ** 20n + BigInt(`0x${Buffer.from(email).toString('hex').slice(0, 14)}`));
}
