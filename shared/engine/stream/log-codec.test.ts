import { dayMs, type EventBase, type IdentityEvent, type LogRecord } from '@gatewatch/domain';
import { change, signIn, toySharedAddress } from '@gatewatch/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { signal } from '../bucket.ts';
import { verdictEvent } from '../verdict-event.ts';
import { decodeLogRecord, encodeLogRecord, logVersion } from './log-codec.ts';

const at = Date.UTC(2026, 4, 4);
const stamp = { writer: 'a', sequence: 7 };
const row = signIn({
  at: '1 09:00',
  device: { id: 'd', name: null, os: 'ios', browser: null, managed: false, compliant: null, trust: null },
});
const changed = change({ at: '1 09:00', kind: 'factor-change' });
const plain: EventBase = {
  id: 'google:1',
  recordId: '1',
  tenant: 'default',
  provider: 'google',
  category: 'token',
  time: row.time,
  processed: null,
  hash: 'h',
  gaps: [],
  actor: null,
  target: row.actor,
  ip: null,
  place: null,
  network: null,
};

const events: readonly IdentityEvent[] = [
  row,
  {
    ...row,
    id: 'entra:other',
    gaps: ['time-from-processing'],
    processed: at,
    target: row.actor,
    ip: null,
    place: null,
    network: null,
  },
  {
    ...row,
    policies: [{ name: 'p', result: 'success', controls: ['mfa', 'block'] }],
    reportOnly: [{ name: 'q', result: 'reportOnlyFailure', controls: [] }],
    risk: { level: 'high', state: null, types: ['leakedCredentials'] },
    route: { ...row.route, transfer: 'device-code', bound: false, crossTenant: true, agent: 'bav2ropc' },
    device: null,
  },
  changed,
  { ...changed, kind: 'other', before: '{"a":1}', after: null },
  {
    ...plain,
    kind: 'token-grant',
    grant: 'used',
    outcome: 'failure',
    failure: 'application',
    code: 'authorize',
    app: null,
    appId: 'a',
    resource: null,
    scopes: ['a', 'b'],
    credential: null,
    client: 'WEB',
    correlationId: null,
    risk: null,
  },
  {
    ...plain,
    kind: 'snapshot',
    of: 'policy',
    name: 'Head office',
    states: [
      { fact: 'policy', about: 'p1', value: 'on:mfa' },
      { fact: 'privileged', about: null, value: null },
    ],
  },
  { ...plain, kind: 'signal', detector: 'spray', count: 8, withdrawn: true },
  { ...plain, kind: 'timer', detector: 'absence', askedBy: 'x' },
];

const verdict = verdictEvent(
  {
    id: 'a',
    tenant: 't',
    subject: { key: 'k', name: null, providers: [], kind: 'member' },
    evidence: { rows: 0, decisive: [], events: [] },
  },
  { id: '1', time: at, disposition: 'benign', note: 'on holiday' },
);

const records: readonly LogRecord[] = [
  ...events.map((event): LogRecord => ({ type: 'event', at, event })),
  { type: 'event', at, event: verdict, stamp },
  { type: 'tick', at, tenant: 't', source: 'hub/0', progress: at - dayMs },
  { type: 'source-idle', at, tenant: 't', source: 'hub/0' },
  { type: 'fact', at, tenant: 't', name: 'privileged:ada', value: null, time: 5 },
  { type: 'fact', at, tenant: 't', name: 'privileged:ada', value: 'yes', time: 5, stamp },
  { type: 'epoch', at, epoch: 'e', stamp },
];

describe('a log record as bytes', () => {
  it.each(records.map((record) => [record.type === 'event' ? record.event.kind : record.type, record] as const))(
    'is read back as it was: %s',
    (_, record) => {
      expect(decodeLogRecord({ value: encodeLogRecord(record), at })).toEqual({ record });
    },
  );

  it.each([
    ['signal', signal(toySharedAddress, 't', '198.51.100.7', at, 'ada', 8, false)],
    ['verdict', verdict],
  ])('of what the engine makes itself has its fields in the same order: %s', (_, event) => {
    const back = decodeLogRecord({ value: encodeLogRecord({ type: 'event', at, event }), at });
    expect(JSON.stringify('record' in back && back.record.type === 'event' ? back.record.event : null)).toBe(
      JSON.stringify(event),
    );
  });

  it('has the time of its message', () => {
    expect(decodeLogRecord({ value: encodeLogRecord({ type: 'epoch', at: 1, epoch: 'e' }), at: 2 })).toMatchObject({
      record: { at: 2 },
    });
  });

  it('is less than half of the event’s own JSON', () => {
    expect(encodeLogRecord({ type: 'event', at, event: row }).length).toBeLessThan(JSON.stringify(row).length / 2);
  });

  it('of a newer form is told, not read', () => {
    const value = Buffer.from(JSON.stringify([logVersion + 1, 'event', { anything: true }]));
    expect(decodeLogRecord({ value, at })).toEqual({
      reason: 'newer-form',
      detail: `it is of form ${logVersion + 1}, this release reads up to ${logVersion}`,
    });
  });

  it.each([
    ['a tombstone', null, 'the message has no content'],
    ['what is no JSON', '{', 'it is no JSON'],
    ['what is no tuple', '{}', 'a list is expected where an object stands'],
    ['another form', '[0,"tick"]', 'there is no form 0'],
    ['another type', '[1,"tock"]', 'there is no record of type tock'],
    [
      'a kind of no release',
      '[1,"event",["nothing",0,"r","t","entra","c",5,null,"h",0,null,null,null,null,null],0]',
      'there is no kind of event nothing',
    ],
    [
      'a kind that every object has',
      '[1,"event",["constructor",0,"r","t","entra","c",5,null,"h",0,null,null,null,null,null],0]',
      'there is no kind of event constructor',
    ],
    [
      'a time that is none',
      '[1,"event",["signal",0,"r","t","entra","c",5.5,null,"h",0,null,null,null,null,null,"d",1,0],0]',
      'its time is no time',
    ],
  ])('that is %s is unreadable', (_, text, detail) => {
    const value = text === null ? null : Buffer.from(text);
    expect(decodeLogRecord({ value, at })).toEqual({ reason: 'unreadable', detail });
  });

  it.each(['{"toString":null}', '{"toString":"x","valueOf":1}', '[{"toString":null}]', 'null'])(
    'of type %s is unreadable',
    (type) => {
      const decoded = decodeLogRecord({ value: Buffer.from(`[1,${type},"a"]`), at });
      expect(decoded).toEqual({ reason: 'unreadable', detail: `there is no record of type ${type}` });
    },
  );

  it('never throws, whatever the bytes and whatever part of a record was damaged', () => {
    fc.assert(fc.property(fc.uint8Array(), (value) => void decodeLogRecord({ value, at })));
    fc.assert(
      fc.property(fc.constantFrom(...records), fc.nat(), fc.jsonValue(), (record, place, other) => {
        const text = Buffer.from(encodeLogRecord(record)).toString();
        const parts = text.match(/"[^"]*"|null|-?\d+(\.\d+)?/g) ?? [];
        const part = parts[place % parts.length] ?? '';
        const decoded = decodeLogRecord({ value: Buffer.from(text.replace(part, () => JSON.stringify(other))), at });
        expect('record' in decoded || decoded.detail.length > 0).toBe(true);
      }),
    );
  });
});
