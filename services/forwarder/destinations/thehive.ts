/**
 * TheHive 5 (docs.strangebee.com, "TheHive API Documentation"): one alert an alert. TheHive takes a (type, source, sourceRef) once; what
 * comes again changes the alert that is there.
 */

import type { Alert, Answer, Parcel, Severity } from '@gatewatch/domain';
import { inert } from '@gatewatch/formats';
import { z } from 'zod';
import { destinationType } from '../destination-type.ts';
import { deliverByHttp } from '../http/deliver.ts';
import { jsonObject } from '../http/json-object.ts';
import type { HttpCall } from '../http/post.ts';
import { secureUrl } from '../http/secure-url.ts';
import { type Message, messageOf } from '../message.ts';
import { detectedAt } from '../parcel-time.ts';

const options = z.strictObject({
  url: z.string().describe('Of TheHive, such as https://thehive.example.'),
  apiKey: z.string().min(1).describe('Of a user of its own, as a reference to a secret.'),
  organisation: z.string().optional().describe('Where the user belongs to several.'),
  tlp: z.int().min(0).max(4).default(2).describe('Traffic light: 0 clear, 1 green, 2 amber, 3 amber+strict, 4 red.'),
  pap: z.int().min(0).max(3).default(2).describe('Permissible actions: 0 clear, 1 green, 2 amber, 3 red.'),
  closedStatus: z
    .string()
    .default('Ignored')
    .describe('Status of the stage Closed that an alert gets when it is withdrawn or found benign.'),
  link: z.string().optional().describe('Where an alert can be seen, with {id} in its place.'),
  ca: z.string().optional().describe('PEM of an own authority: file:PATH.'),
});

type Options = z.output<typeof options>;

/** Of an alert of ours in TheHive. */
const type = 'gatewatch';
const source = 'gatewatch';
const mostObservables = 20;
const severities: Readonly<Record<Severity, number>> = { low: 1, medium: 2, high: 3, critical: 4 };

export const thehive = destinationType({
  type: 'thehive',
  title: 'TheHive 5',
  setUp: [
    'Make a user of the type Service with a profile that holds `manageAlert/create`, `manageAlert/update`, `manageObservable` and `manageCase/comment`.',
    'Create its API key and keep it as a secret.',
  ],
  notes: [
    'One alert an alert: `sourceRef` is its id, so repeats and revisions change the alert that is there.',
    'A withdrawal, and a verdict that calls it benign, gives it `closedStatus` with the cause as its summary. One that an analyst closed stays as it is; where it became a case, the case gets a comment.',
    'Written after the documents and its own Python client, and tried against a server that answers as they say: TheHive itself is not to be had for tests.',
  ],
  options,
  example: { url: 'https://thehive.example', apiKey: 'file:secrets/thehive-key', link: 'https://gatewatch.example/alerts/{id}' },
  secrets: ['apiKey'],
  async open(chosen, world) {
    const base = secureUrl(chosen.url, `destinations.${world.name}.url`, world.insecure);
    const headers = {
      authorization: `Bearer ${chosen.apiKey}`,
      'content-type': 'application/json',
      ...(chosen.organisation === undefined ? {} : { 'x-organisation': chosen.organisation }),
    };
    const tls = chosen.ca === undefined ? {} : { ca: chosen.ca };

    /** What came of a call, and the body of a good answer. What is there already is fine. */
    async function call(method: HttpCall['method'] & string, path: string, body: object, signal: AbortSignal): Promise<Result> {
      let text = '';
      let already = false;
      const sent = { url: new URL(path, base), method, headers, body: jsonOf(body), tls };
      const answer = await deliverByHttp(sent, world, signal, (response) => {
        text = response.body;
        already = (response.status === 400 || response.status === 409) && /already exist/i.test(response.body);
        return already ? { kind: 'delivered' } : null;
      });
      return { answer, text, already };
    }

    async function find(sourceRef: string, signal: AbortSignal): Promise<Found | Answer> {
      const same = Object.entries({ type, source, sourceRef }).map(([_field, _value]) => ({ _field, _value }));
      const query = [{ _name: 'listAlert' }, { _name: 'filter', _and: same }, { _name: 'page', from: 0, to: 1 }];
      const { answer, text } = await call('POST', '/api/v1/query?name=gatewatch', { query }, signal);
      if (answer.kind !== 'delivered') return answer;
      const { 0: first } = jsonObject(text) ?? {};
      const { _id: id = null, stage = null, caseId = null } = Object(first);
      return { id: id === null ? null : String(id), stage, caseId: caseId === null ? null : String(caseId) };
    }

    async function update(parcel: Parcel, found: Found & { readonly id: string }, signal: AbortSignal): Promise<Answer> {
      const message = messageOf(parcel, chosen.link);
      const benign = parcel.alert?.disposition === 'benign';
      const over = parcel.notice === 'withdrawn' || benign;
      const open = found.stage !== 'Closed' && found.stage !== 'Imported';
      const status =
        over && open ? { status: chosen.closedStatus, summary: benign ? 'Found benign.' : escaped(message.lead) } : {};
      const changed = await call(
        'PATCH',
        `/api/v1/alert/${encodeURIComponent(found.id)}`,
        { ...fieldsOf(parcel, message), ...status },
        signal,
      );
      if (changed.answer.kind !== 'delivered') return changed.answer;
      for (const observable of over ? [] : observablesOf(parcel.alert)) {
        const added = await call('POST', `/api/v1/alert/${encodeURIComponent(found.id)}/observable`, observable, signal);
        if (added.answer.kind !== 'delivered') return added.answer;
      }
      if (!over || found.caseId === null) return changed.answer;
      const comment = { message: descriptionOf(message) };
      return (await call('POST', `/api/v1/case/${encodeURIComponent(found.caseId)}/comment`, comment, signal)).answer;
    }

    async function deliver(parcel: Parcel, signal: AbortSignal): Promise<Answer> {
      const isNew = parcel.notice === 'opened' || parcel.alert === null;
      if (isNew) {
        const made = await call('POST', '/api/v1/alert', alertOf(parcel, chosen), signal);
        if (!made.already) return made.answer;
      }
      const found = await find(refOf(parcel), signal);
      if ('kind' in found) return found;
      if (found.id !== null) return update(parcel, { ...found, id: found.id }, signal);
      if (parcel.notice === 'withdrawn') return { kind: 'delivered' }; // somebody deleted it there: nothing to take back
      return (await call('POST', '/api/v1/alert', alertOf(parcel, chosen), signal)).answer;
    }

    return {
      limits: {
        items: 1,
        bytes: 500_000,
        measure: (one) => jsonOf(alertOf(one, chosen)).length,
        concurrency: 2,
        perSecond: 5,
        patienceMs: 60_000,
      },
      send: (parcels, signal) => Promise.all(parcels.map((one) => deliver(one, signal))),
      async [Symbol.asyncDispose]() {},
    };
  },
  sample: (chosen, parcels) => parcels.map((one) => jsonOf(alertOf(one, chosen))).join('\n'),
});

interface Result {
  readonly answer: Answer;
  readonly text: string;
  readonly already: boolean;
}

interface Found {
  /** Null: it is not there. */
  readonly id: string | null;
  readonly stage: unknown;
  readonly caseId: string | null;
}

function alertOf(parcel: Parcel, { tlp, pap, link }: Options): object {
  const message = messageOf(parcel, link);
  return {
    type,
    source,
    sourceRef: refOf(parcel),
    date: parcel.alert?.firstSeen ?? detectedAt(parcel),
    ...fieldsOf(parcel, message),
    ...(message.link === null ? {} : { externalLink: message.link }),
    tlp,
    pap,
    observables: observablesOf(parcel.alert),
  };
}

/** What a revision may change. */
function fieldsOf({ tenant, notice, alert }: Parcel, message: Message): object {
  const techniques = alert?.attack.map((text) => `attack:${text.split(' ')[0] ?? ''}`) ?? [];
  return {
    title: message.headline.slice(0, 512),
    description: descriptionOf(message),
    severity: alert === null ? 2 : severities[alert.severity],
    tags: [
      `tenant:${tenant}`,
      `detector:${alert?.detector.id ?? 'summary'}`,
      ...techniques,
      ...(notice === 'test' ? ['test'] : []),
    ],
  };
}

function refOf({ id }: Parcel): string {
  return id.slice(0, 128);
}

/** Markdown, which TheHive shows. */
function descriptionOf({ lead, lines, items, steps }: Message): string {
  const said = lines.map(([name, value]) => `- **${escaped(name)}:** ${escaped(value)}`);
  const named = items.length === 0 ? [] : ['', ...items.map((item) => `- ${escaped(item)}`)];
  const todo = steps.length === 0 ? [] : ['', '**What to do**', '', ...steps.map((step, i) => `${i + 1}. ${escaped(step)}`)];
  return [escaped(lead), '', ...said, ...named, ...todo].join('\n');
}

/** CommonMark 2.4: any of these may be escaped by a backslash. */
function escaped(text: string): string {
  return text.replaceAll(/[\\`*_{}[\]()<>#+\-.!|~$&]/g, (sign) => `\\${sign}`);
}

function observablesOf(alert: Alert | null): readonly object[] {
  if (alert === null) return [];
  const found = new Map<string, object>();
  const add = (dataType: string, data: string | null, message: string) => {
    if (data !== null && data !== '') found.set(`${dataType} ${data}`, { dataType, data, message });
  };
  const { key } = alert.subject;
  add(key.includes('@') ? 'mail' : 'other', key, 'whom the alert is about');
  for (const { ip, network } of alert.evidence.events.toReversed()) {
    add('ip', ip, 'an address of the evidence');
    const asn = network?.asn ?? null;
    add('autonomous-system', asn === null ? null : `AS${asn}`, network?.owner ?? '');
  }
  return [...found.values()].slice(0, mostObservables);
}

/** Texts inert, and no sign of markup in the bytes. */
function jsonOf(value: object): string {
  return JSON.stringify(inert(value)).replaceAll(/[<>]/g, (sign) => `\\u00${sign.charCodeAt(0).toString(16)}`);
}
