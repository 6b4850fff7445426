/** The Reports API, one page a question, as the text that Google wrote. Throws GoogleFailed; nothing is tried again here. */

import type { GoogleSource } from '@gatewatch/runtime';
import { admin, type admin_reports_v1 } from '@googleapis/admin';
import type { Application } from '../applications.ts';
import type { Clock } from '../clock.ts';
import { answerOf } from './answer.ts';
import { credentials } from './credentials.ts';
import type { GoogleEndpoints } from './endpoints.ts';
import { pageFailure } from './page-failure.ts';

export interface Question {
  readonly application: Application;
  /** Unix ms, both ends: a window that is closed. */
  readonly from: number;
  readonly to: number;
  /** Of the page before, which belongs to the same window. */
  readonly token: string | null;
  /** The API's own bound is 1000. */
  readonly most?: number;
}

export interface Reports {
  /** Asks for a token. */
  authorise(): Promise<void>;
  page(question: Question): Promise<string>;
}

type Params = admin_reports_v1.Params$Resource$Activities$List;

/** A page of a thousand activities comes within seconds; so long is a connection that died. */
const patienceMs = 120_000;

/** `life`: ends whatever is under way. */
export function createReports(source: GoogleSource, endpoints: GoogleEndpoints, clock: Clock, life: AbortSignal): Reports {
  const auth = credentials(source, endpoints, clock, life);
  const api = admin({ version: 'reports_v1', auth, rootUrl: endpoints.api });
  const customer = source.customer === 'my_customer' ? null : source.customer;

  async function asked(params: Params, again = true): Promise<string> {
    try {
      // Not the client's own retries: they ask again sooner than Retry-After says.
      const options = { responseType: 'text', retry: false, timeout: patienceMs, signal: life } as const;
      const { data }: { readonly data: unknown } = await api.activities.list({ ...params }, options);
      return typeof data === 'string' ? data : '';
    } catch (thrown) {
      if (!again || answerOf(thrown, clock).status !== 401) throw thrown;
      auth.setCredentials({}); // a token may be withdrawn before its time
      return asked(params, false);
    }
  }

  return {
    async authorise() {
      await auth.getAccessToken();
    },
    async page({ application, from, to, token, most = 1000 }) {
      const params: Params = {
        userKey: 'all',
        applicationName: application,
        startTime: new Date(from).toISOString(),
        endTime: new Date(to).toISOString(),
        maxResults: most,
        ...(token === null ? {} : { pageToken: token }),
        ...(customer === null ? {} : { customerId: customer }),
      };
      try {
        return await asked(params);
      } catch (thrown) {
        life.throwIfAborted();
        throw pageFailure(thrown, { delegate: source.delegate, customer, application, token: token !== null }, clock);
      }
    },
  };
}
