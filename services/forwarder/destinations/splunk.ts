/** Splunk's HTTP Event Collector, with indexer acknowledgement where it is switched on (docs.splunk.com, "HTTP Event Collector"). */

import { randomUUID } from 'node:crypto';
import type { Answer, Parcel } from '@gatewatch/domain';
import { inertJson } from '@gatewatch/formats';
import { duration } from '@gatewatch/runtime';
import { z } from 'zod';
import { destinationType } from '../destination-type.ts';
import { ecsParcel } from '../ecs-parcel.ts';
import { deliverByHttp } from '../http/deliver.ts';
import { jsonObject } from '../http/json-object.ts';
import type { HttpAnswer } from '../http/post.ts';
import { secureUrl } from '../http/secure-url.ts';
import { detectedAt } from '../parcel-time.ts';
import { rendered } from '../rendered.ts';

const options = z.strictObject({
  url: z.string().describe('Of the collector, such as https://splunk.example:8088.'),
  token: z.string().min(1).describe('The HEC token, as a reference to a secret.'),
  index: z.string().optional().describe('An index other than the default of the token.'),
  source: z.string().default('gatewatch').describe('What Splunk calls the source.'),
  sourcetype: z.string().default('gatewatch:alert').describe('The source type.'),
  eventSourcetype: z.string().default('gatewatch:event').describe('The source type of events, where they are asked for.'),
  acknowledge: z
    .boolean()
    .default(false)
    .describe("True: delivered means that the indexers have it (the token's indexer acknowledgement)."),
  acknowledgeWithin: duration
    .default(60_000)
    .describe('How long an acknowledgement is waited for before the batch is sent again.'),
  ca: z.string().optional().describe('PEM of an own authority: file:PATH.'),
});

const pollMs = 1000;

export const splunk = destinationType({
  type: 'splunk',
  title: 'Splunk HTTP Event Collector',
  setUp: [
    'Make a token under Settings → Data inputs → HTTP Event Collector, with the source type `gatewatch:alert`.',
    'Switch on indexer acknowledgement for the token if `acknowledge` is set.',
    'Set `KV_MODE = json` and `TIME_PREFIX` to nothing for the source type: time comes with each event.',
  ],
  notes: [
    'Without `acknowledge`, delivered means that the collector received it; with it, that the indexers have it.',
    'An event that the collector refuses is dead with its reason; those before it count as delivered.',
  ],
  options,
  example: { url: 'https://splunk.example:8088', token: 'file:secrets/splunk-token', acknowledge: true },
  secrets: ['token'],
  events: true,
  async open(chosen, world) {
    const base = secureUrl(chosen.url, `destinations.${world.name}.url`, world.insecure);
    const channel = randomUUID();
    const headers = {
      authorization: `Splunk ${chosen.token}`,
      'content-type': 'application/json',
      'x-splunk-request-channel': channel,
    };
    const tls = chosen.ca === undefined ? {} : { ca: chosen.ca };
    const textOf = rendered((one) => eventOf(one, chosen));
    const call = (path: string, body: string) => ({ url: new URL(path, base), headers, body, tls });

    async function acknowledged(id: number, signal: AbortSignal): Promise<Answer> {
      const until = world.clock.now() + chosen.acknowledgeWithin;
      while (!signal.aborted && world.clock.now() < until) {
        let has = false;
        const answer = await deliverByHttp(
          call(`/services/collector/ack?channel=${channel}`, JSON.stringify({ acks: [id] })),
          world,
          signal,
          ({ status, body }) => {
            has = status === 200 && parsed(body)?.acks?.[String(id)] === true;
            return null;
          },
        );
        if (has || answer.kind === 'refused') return answer;
        await world.clock.wait(pollMs, signal);
      }
      return { kind: 'retry', code: 'not-acknowledged', why: 'the indexers did not acknowledge it in time', afterMs: null };
    }

    return {
      limits: {
        items: 200,
        bytes: 900_000,
        measure: (one) => textOf(one).length,
        concurrency: 2,
        perSecond: 20,
        patienceMs: chosen.acknowledgeWithin + 30_000,
      },
      async send(parcels, signal) {
        let acknowledgement: number | null = null;
        let several: readonly Answer[] | null = null;
        const body = parcels.map(textOf).join('');
        const answer = await deliverByHttp(call('/services/collector/event', body), world, signal, (response) => {
          const { code, ackId, 'invalid-event-number': bad } = parsed(response.body) ?? {};
          if (response.status === 200 && typeof ackId === 'number') acknowledgement = ackId;
          if (response.status === 400 && typeof bad === 'number') several = partial(parcels, bad, response);
          // 1 disabled, 2 required, 3 malformed, 4 invalid token; 7 wrong index; 9 busy, 26 queue full.
          return code === 7 ? { kind: 'refused', code: 'wrong-index', why: 'the token may not write to that index' } : null;
        });
        if (several !== null) return several;
        if (answer.kind !== 'delivered' || !chosen.acknowledge) return parcels.map(() => answer);
        if (acknowledgement === null)
          return parcels.map(() => ({
            kind: 'refused',
            code: 'no-acknowledgement',
            why: 'the token has no indexer acknowledgement: switch it on, or set acknowledge: false',
          }));
        const whole = await acknowledged(acknowledgement, signal);
        return parcels.map(() => whole);
      },
      async [Symbol.asyncDispose]() {},
    };
  },
  sample: (chosen, parcels) => parcels.map((one) => eventOf(one, chosen)).join('\n'),
});

interface Said {
  readonly code?: number;
  readonly ackId?: number;
  readonly acks?: Readonly<Record<string, boolean>>;
  readonly 'invalid-event-number'?: number;
}

function parsed(body: string): Said | null {
  return jsonObject(body);
}

/** What stands before the invalid event was taken, and what stands behind it was not read. */
function partial(parcels: readonly Parcel[], bad: number, { body }: HttpAnswer): readonly Answer[] {
  const why = `the collector refused it (${inertJson({ said: body.slice(0, 120) }).slice(9, -2)})`;
  return parcels.map((_, i): Answer => {
    if (i < bad) return { kind: 'delivered' };
    if (i === bad) return { kind: 'rejected', code: 'invalid-event', why };
    return { kind: 'retry', code: 'behind-invalid', why: 'an event before it was refused', afterMs: 0 };
  });
}

function eventOf(parcel: Parcel, { index, source, sourcetype, eventSourcetype }: z.output<typeof options>): string {
  const time = detectedAt(parcel) / 1000;
  const event = ecsParcel(parcel);
  return inertJson({
    time: Number.isFinite(time) ? time : null,
    host: 'gatewatch',
    source,
    sourcetype: parcel.event === undefined ? sourcetype : eventSourcetype,
    index: index ?? null,
    event,
  });
}
