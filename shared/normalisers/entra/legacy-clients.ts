/**
 * `clientAppUsed` values that mean legacy authentication, in our words. Source: learn.microsoft.com
 * entra/identity/monitoring-health/concept-sign-in-log-activity-details ("Client app", legacy authentication clients) and
 * entra/identity/conditional-access/policy-block-legacy-authentication; short spellings as Elastic and Panther have met them.
 */
const clients: Readonly<Record<string, string>> = {
  'authenticated smtp': 'smtp',
  smtp: 'smtp',
  autodiscover: 'autodiscover',
  'exchange activesync': 'activesync',
  'exchange active sync': 'activesync',
  'exchange online powershell': 'exchange-powershell',
  'exchange web services': 'ews',
  imap4: 'imap',
  imap: 'imap',
  'mapi over http': 'mapi',
  'offline address book': 'address-book',
  'outlook anywhere': 'outlook-anywhere',
  'outlook anywhere (rpc over http)': 'outlook-anywhere',
  'outlook service': 'outlook-service',
  pop3: 'pop',
  pop: 'pop',
  'reporting web services': 'reporting',
  'other clients': 'other-legacy',
  'other clients; older office clients': 'other-legacy',
  'universal outlook': 'universal-outlook',
};
const byName = new Map(Object.entries(clients));

/** Agents with which Exchange Online itself signs a person in who came with basic authentication (detections.md 2.11: EL, PA). */
const exchangeAgents: ReadonlySet<string> = new Set(['bav2ropc', 'cbainprod', 'cbaintar']);

/** null for `Browser`, `Mobile Apps and Desktop clients`, `Unknown` and what no list knows. `agent` as user-agent.ts reads it. */
export function legacyProtocol(client: unknown, agent: string | null): string | null {
  const known = typeof client === 'string' && client.length < 64 ? byName.get(client.trim().toLowerCase()) : undefined;
  return known ?? (agent !== null && exchangeAgents.has(agent) ? 'basic' : null);
}
