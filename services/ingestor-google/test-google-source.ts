/** What `gatewatch source test` says of a Google source: does each thing that reading needs answer, and what is missing. Reads nothing in. */

import { dayMs, type SourceFinding, secondMs } from '@gatewatch/domain';
import type { GoogleSource } from '@gatewatch/runtime';
import { endpointsOf, type GoogleEndpoints } from './api/endpoints.ts';
import { GoogleFailed } from './api/failure.ts';
import { createReports, type Reports } from './api/reports.ts';
import type { Application } from './applications.ts';
import { systemClock } from './clock.ts';
import { page } from './reading/page.ts';

const longestMs = 60 * secondMs;

/** One line a thing, all problems at once. */
export async function testGoogleSource(
  config: GoogleSource,
  endpoints: GoogleEndpoints = endpointsOf(config),
): Promise<readonly SourceFinding[]> {
  const reports = createReports(config, endpoints, systemClock, AbortSignal.timeout(longestMs));
  const who = config.keyFile === undefined ? `${config.serviceAccount} without a key` : `the key file ${config.keyFile}`;
  try {
    await reports.authorise();
  } catch (thrown) {
    return [{ ok: false, text: `Token by ${who}: ${reasonOf(thrown)}` }];
  }
  const found: SourceFinding[] = [
    { ok: true, text: `Token by ${who} on behalf of ${config.delegate}: Google gives one for reading reports.` },
  ];
  const customers = new Set<string>();
  for (const application of config.applications) found.push(await tried(reports, application, customers));
  return [...found, ...customerFindings(config, customers)];
}

async function tried(reports: Reports, application: Application, customers: Set<string>): Promise<SourceFinding> {
  const now = Date.now();
  try {
    const question = { application, from: now - 7 * dayMs, to: now, token: null, most: 1 };
    const { activities } = page(await reports.page(question), application);
    const [newest] = activities;
    if (newest === undefined)
      return { ok: true, text: `Report ${application}: answers, and holds nothing of the last seven days.` };
    if (newest.customer !== null) customers.add(newest.customer);
    const when = newest.time === null ? 'an unknown time' : new Date(newest.time).toISOString();
    return { ok: true, text: `Report ${application}: answers, its newest record is of ${when}.` };
  } catch (thrown) {
    return { ok: false, text: `Report ${application}: ${reasonOf(thrown)}` };
  }
}

function customerFindings({ customer, tenant }: GoogleSource, seen: ReadonlySet<string>): readonly SourceFinding[] {
  if (seen.size === 0) return [];
  const names = [...seen].join(', ');
  if (customer !== 'my_customer' && !seen.has(customer))
    return [{ ok: false, text: `Customer: the records are of ${names}, not of ${customer}: correct \`customer\`.` }];
  return [
    {
      ok: true,
      text: `Customer: the records are of ${names}; name it under tenants, ${tenant}, google, or they are quarantined.`,
    },
  ];
}

/** Trouble outside as its sentence; a bug is thrown on. */
function reasonOf(thrown: unknown): string {
  if (thrown instanceof GoogleFailed) return thrown.message;
  if (thrown instanceof Error && thrown.name === 'TimeoutError')
    return 'no answer within a minute: is Google reachable from here?';
  throw thrown;
}
