import { exampleParcels, parcel, parcelAlert } from '@gatewatch/testing';
import { expect, test } from 'vitest';
import { createSurroundings } from '../surroundings.ts';
import { httpDestinationContract } from '../testing/http-destination.contract.ts';
import { type Reply, type Request, vendorServer } from '../testing/vendor-server.ts';
import { thehive } from './thehive.ts';

const { opened, withdrawn, summary, hostile } = exampleParcels;
const apiKey = 'thehive-api-key-of-the-service';
const isQuery = ({ path }: Request) => path.startsWith('/api/v1/query');
const never = new AbortController().signal;

interface Stored {
  readonly _id: string;
  readonly type: string;
  readonly source: string;
  readonly sourceRef: string;
  readonly title: string;
  stage: string;
  caseId?: string;
  [field: string]: unknown;
}

/** The part of TheHive that we speak to, as its documents and its own client describe it. */
function hive() {
  const alerts: Stored[] = [];
  const comments: { readonly on: string; readonly message: string }[] = [];
  const observables: { readonly on: string; readonly data: string }[] = [];
  const failure = (type: string, message: string): Reply => ({ status: 400, body: JSON.stringify({ type, message }) });
  const answer = (request: Request): Reply => {
    const { method, path } = request;
    const body = JSON.parse(request.body);
    if (isQuery(request)) {
      const wanted: readonly { readonly _field: string; readonly _value: string }[] = body.query[1]._and;
      const found = alerts.filter((alert) => wanted.every(({ _field, _value }) => alert[_field] === _value));
      return { status: 200, body: JSON.stringify(found) };
    }
    const [, kind, id, part] = /^\/api\/v1\/(alert|case)(?:\/([^/]+))?(?:\/([^/]+))?$/.exec(path) ?? [];
    if (method === 'POST' && kind === 'alert' && id === undefined) {
      const same = alerts.some((one) => ['type', 'source', 'sourceRef'].every((field) => one[field] === body[field]));
      if (same) return failure('CreateError', `Alert ${body.type}:${body.source}:${body.sourceRef} already exist`);
      const data = body.observables?.map(({ data }: { readonly data: string }) => data) ?? [];
      if (new Set(data).size < data.length) return failure('CreateError', 'Observable already exists');
      const made = { ...body, _id: `~${alerts.length + 1}`, stage: 'New', status: 'New' };
      alerts.push(made);
      return { status: 201, body: JSON.stringify(made) };
    }
    if (part === 'comment') {
      comments.push({ on: `${kind} ${id}`, message: body.message });
      return { status: 201, body: '{}' };
    }
    const alert = alerts.find(({ _id }) => _id === decodeURIComponent(id ?? ''));
    if (alert === undefined) return { status: 404, body: '{"type":"NotFoundError","message":"Alert not found"}' };
    if (part === 'observable') {
      if (observables.some(({ on, data }) => on === alert._id && data === body.data))
        return failure('CreateError', 'Observable already exists');
      observables.push({ on: alert._id, data: body.data });
      return { status: 201, body: '[]' };
    }
    Object.assign(alert, body, body.status === 'Ignored' ? { stage: 'Closed' } : {});
    return { status: 204 };
  };
  return { alerts, comments, observables, answer };
}

const optionsOf = (url: string) => ({ url, apiKey, link: 'https://soc.example/alerts/{id}' });
const open = (url: string) =>
  thehive.open(
    thehive.options.parse(optionsOf(url)),
    createSurroundings({ name: 'test', allow: ['127.0.0.0/8'], insecure: true }),
  );

// What is asked for is there already, so that a revision is written by PATCH.
httpDestinationContract({
  type: thehive,
  options: (url) => ({ options: optionsOf(url), secrets: [apiKey] }),
  ok: (request) => {
    if (!isQuery(request)) return { status: 201, body: '{}' };
    const ref = JSON.parse(request.body).query[1]._and[2]._value;
    return { status: 200, body: JSON.stringify([{ _id: ref, stage: 'New' }]) };
  },
  limited: { behaviour: { status: 429, headers: { 'retry-after': '3' } }, afterMs: 3000 },
  rejected: { status: 400, body: '{"type":"BadRequest","message":"Invalid json"}' },
  unauthorised: { status: 401, body: '{"type":"AuthenticationError","message":"Authentication failure"}' },
  isAside: (request) => isQuery(request) || request.path.endsWith('/observable'),
  idsIn: ({ method, path, body }) => [
    method === 'PATCH' ? decodeURIComponent(path.split('/').at(-1) ?? '') : JSON.parse(body).sourceRef,
  ],
});

test('an alert stands once, whatever comes again; a revision changes it, a withdrawal closes it', async () => {
  const { alerts, observables, answer } = hive();
  await using server = await vendorServer();
  server.behave(answer);
  await using destination = await open(server.url);
  const deliver = async (one: typeof opened) => expect(await destination.send([one], never)).toEqual([{ kind: 'delivered' }]);
  await deliver(opened);
  await deliver(opened);
  expect(alerts).toMatchObject([
    {
      sourceRef: opened.id,
      title: 'Impossible travel: Ada Lovelace',
      severity: 3,
      tlp: 2,
      externalLink: 'https://soc.example/alerts/a1b2c3',
      tags: ['tenant:example', 'detector:impossible-travel', 'attack:T1078.004'],
      observables: [
        { dataType: 'mail', data: 'ada@example.com' },
        { dataType: 'ip', data: '81.2.69.142' },
        { dataType: 'autonomous-system', data: 'AS37148' },
      ],
    },
  ]);
  const events = parcelAlert.evidence.events.map((event) => ({ ...event, ip: '81.2.69.143' }));
  const raised = parcel({ revision: 2, severity: 'critical', evidence: { ...parcelAlert.evidence, events } }, 'raised');
  await deliver(raised);
  await deliver(raised);
  expect(alerts).toMatchObject([{ severity: 4, title: 'Now more severe: Impossible travel: Ada Lovelace', status: 'New' }]);
  expect(observables.map(({ data }) => data)).toContain('81.2.69.143');
  await deliver(withdrawn);
  expect(alerts).toMatchObject([{ status: 'Ignored', stage: 'Closed', summary: expect.stringContaining('late record r0') }]);
  await deliver(summary);
  expect(alerts.map(({ sourceRef }) => sourceRef)).toEqual([opened.id, summary.id]);
});

test('what an analyst closed stays closed as it is, and a case that came of it is told of the withdrawal', async () => {
  const { alerts, comments, answer } = hive();
  await using server = await vendorServer();
  server.behave(answer);
  await using destination = await open(server.url);
  await destination.send([opened], never);
  Object.assign(alerts[0] ?? {}, { stage: 'Imported', status: 'Imported', caseId: '~9' });
  expect(await destination.send([withdrawn], never)).toEqual([{ kind: 'delivered' }]);
  expect(alerts).toMatchObject([{ stage: 'Imported', status: 'Imported', title: expect.stringMatching(/^Withdrawn: /) }]);
  expect(comments).toMatchObject([{ on: 'case ~9', message: expect.stringContaining('Taken back because of late record r0') }]);
});

test('one that was found benign is closed', async () => {
  const { alerts, answer } = hive();
  await using server = await vendorServer();
  server.behave(answer);
  await using destination = await open(server.url);
  await destination.send([opened], never);
  expect(await destination.send([parcel({ revision: 2, disposition: 'benign' }, 'amended')], never)).toEqual([
    { kind: 'delivered' },
  ]);
  expect(alerts).toMatchObject([{ stage: 'Closed', summary: 'Found benign.' }]);
});

test('an alert that is not there any more: a withdrawal has nothing to take back, a revision makes it again', async () => {
  const { alerts, answer } = hive();
  await using server = await vendorServer();
  server.behave(answer);
  await using destination = await open(server.url);
  expect(await destination.send([withdrawn], never)).toEqual([{ kind: 'delivered' }]);
  expect(alerts).toEqual([]);
  expect(await destination.send([parcel({ revision: 2 }, 'raised')], never)).toEqual([{ kind: 'delivered' }]);
  expect(alerts.length).toBe(1);
});

test('texts are no Markdown', () => {
  const sample = thehive.sample(thehive.options.parse(optionsOf('https://x')), [hostile]);
  const { description } = JSON.parse(sample);
  expect(description).toContain('\\[x\\]\\(hxxp://evil\\.example\\)');
  expect(description).toContain('\\<script\\>');
});
