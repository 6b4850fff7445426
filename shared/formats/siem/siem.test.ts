/** What each SIEM format says of an alert, and that nothing an attacker chooses can say anything else. */

import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { join } from 'node:path';
import { type Alert, type IdentityEvent, label, severities } from '@gatewatch/domain';
import { change, signIn } from '@gatewatch/testing';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { payloads, poisoned } from '../payloads.fixture.ts';
import { fatigueAlert, travelAlert } from '../report/example.fixture.ts';
import { cefAlert, cefEvent } from './cef.ts';
import { ecsAlert } from './ecs-alert.ts';
import { ecsEvent } from './ecs-event.ts';
import { inertJson, inertText } from './inert-json.ts';
import { leefAlert, leefEvent } from './leef.ts';
import { ocsfAuthentication } from './ocsf-authentication.ts';
import { ocsfEvent } from './ocsf-event.ts';
import { ocsfFinding } from './ocsf-finding.ts';
import { parseCef, parseLeef, parseSyslog } from './parsing.fixture.ts';
import { severityNumbers } from './severity-numbers.ts';
import { octetCounted, syslogMessage } from './syslog.ts';

const version = { product: '0.1.0' };
const alert = travelAlert();
const json = (value: object) => JSON.parse(inertJson(value));
/** Controls, direction marks and lone surrogates: what must be in no line. */
const unsafe = new RegExp(
  `[${['\u0000-\u001f', '\u007f-\u009f', '\u200b-\u200f', '\u2028-\u202e', '\u2066-\u2069'].join('')}]|\\p{Surrogate}`,
  'u',
);

const wherever = (choose: (text: string) => string): Alert => {
  const base = travelAlert();
  const told = poisoned({ ...base, evidence: base.evidence.events }, choose);
  return {
    ...base,
    title: told.title,
    explanation: told.explanation,
    because: told.because,
    tenant: told.tenant,
    subject: { ...told.subject },
    baseline: told.baseline,
    evidence: {
      ...base.evidence,
      events: told.evidence.map((event, i) => ({ ...event, id: base.evidence.events[i]?.id ?? '' })),
    },
  };
};

/** What an attacker would choose. */
const hostile = fc.oneof(
  fc.constantFrom(
    ...payloads,
    '=cmd|calc',
    '+1',
    '@SUM(A1)',
    'a|b=c^d]e"f\\',
    ' cs1=forged',
    'x\ncs2=forged',
    '<!channel> @here @everyone',
    'a suser=root',
  ),
  fc.string({ unit: 'binary', maxLength: 60 }),
);

describe('ECS', () => {
  test('an alert', () => {
    expect(json(ecsAlert(alert))).toMatchObject({
      '@timestamp': '2026-03-04T10:43:12.000Z',
      ecs: { version: '9.4.0' },
      event: { kind: 'alert', id: alert.id, severity: 73, risk_score: 78, action: 'impossible-travel' },
      rule: { id: 'impossible-travel' },
      threat: { technique: { id: ['T1078.004'], name: ['Valid Accounts: Cloud Accounts'] } },
      user: { name: 'ingrid.hansen@example.com', domain: 'example.com', full_name: 'Ingrid Hansen' },
      related: { ip: ['192.0.2.10', '203.0.113.77'] },
      gatewatch: { alert: { revision: 1, state: 'open', countries: ['NG', 'NO'] } },
    });
  });

  test('event.severity is what promotion rules map', () => {
    expect(severities.map((severity) => json(ecsAlert(travelAlert({ severity }))).event.severity)).toEqual([21, 47, 73, 99]);
  });

  test('a sign-in', () => {
    expect(json(ecsEvent(signIn({ at: '1 08:00', recordId: 'r1' })))).toMatchObject({
      event: {
        kind: 'event',
        category: ['authentication'],
        type: ['start'],
        outcome: 'success',
        id: 'r1',
        provider: 'SignInLogs',
      },
      user: { name: 'ada@example.com', email: 'ada@example.com', domain: 'example.com', id: 'id-ada' },
      source: { geo: { country_iso_code: 'NO', city_name: 'Oslo' } },
      cloud: { provider: 'azure' },
      gatewatch: { event: { second_factor: 'satisfied-earlier', application: 'Office 365' } },
    });
    const interrupted = signIn({ at: '1 08:00', outcome: 'interrupted', failure: 'second-factor-required' });
    expect(json(ecsEvent(interrupted)).event).toMatchObject({ outcome: 'unknown', type: ['info'] });
    expect(json(ecsEvent(signIn({ at: '1 08:00', outcome: 'blocked' }))).event.type).toEqual(['info', 'denied']);
  });
});

describe('events in the formats of lines', () => {
  const base = signIn({ at: '1 08:00', recordId: 'r1', outcome: 'failure', failure: 'wrong-password', code: '50126' });
  const { device: _, interactive: __, ...plain } = base;
  const changed = {
    ...{ ...plain, kind: 'factor-change', operation: 'User registered security info', result: 'success', action: 'added' },
    ...{ subjectOf: 'phone', before: null, after: null, correlationId: null, session: null },
    target: { ...base.actor, key: 'grace@example.com', address: 'grace@example.com', id: 'id-grace' },
  } as unknown as IdentityEvent;

  test('say who, what, whence and how it ended', () => {
    const cef = parseCef(cefEvent(base, version));
    expect(cef.header.slice(4)).toEqual(['sign-in', 'sign-in', '1']);
    expect(cef.fields).toMatchObject({
      ...{ externalId: 'r1', suser: 'ada@example.com', outcome: 'failure', reason: '50126', cs1: 'wrong-password', cs3: 'NO' },
    });
    const leef = parseLeef(leefEvent(changed, version));
    expect(leef.header[4]).toBe('factor-change');
    expect(leef.fields).toMatchObject({
      ...{ usrName: 'ada@example.com', target: 'grace@example.com', action: 'User registered security info', about: 'phone' },
    });
    expect(json(ocsfEvent(base))).toMatchObject({ class_uid: 3002, status_code: '50126' });
    expect(json(ocsfEvent(changed))).toMatchObject({
      ...{
        class_uid: 0,
        category_uid: 0,
        type_uid: 99,
        activity_id: 99,
        severity_id: 1,
        message: 'User registered security info',
      },
      unmapped: { event: { id: 'r1' }, user: { target: { name: 'grace@example.com' } } },
    });
  });

  test('whatever an attacker writes stays in its field', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), fc.constantFrom(...payloads), (noise, payload) => {
        const text = `${noise}${payload}`;
        const actor = { ...base.actor, key: text, address: text, name: text } as NonNullable<IdentityEvent['actor']>;
        const poisonedSignIn = { ...base, actor, app: text };
        const poisonedChange = { ...changed, actor, operation: text, subjectOf: text } as IdentityEvent;
        for (const one of [poisonedSignIn, poisonedChange]) {
          const [cef, leef] = [cefEvent(one, version), leefEvent(one, version)];
          for (const written of [cef, leef, inertJson(ocsfEvent(one))]) expect(written).not.toMatch(unsafe);
          expect(parseCef(cef).fields.externalId).toBe('r1');
          expect(parseLeef(leef).fields.recordId).toBe('r1');
        }
      }),
    );
  });
});

test('a withdrawal says what took it back, and is no cause for alarm', () => {
  const gone = travelAlert({ state: 'withdrawn', cause: 'entra:x=|^', replacedBy: 'a2' });
  const cef = parseCef(cefAlert(gone, version));
  expect(cef.header.slice(5)).toEqual([`Withdrawn: ${gone.title}`, '1']);
  expect(cef.fields).toMatchObject({ act: 'withdrawn', reason: 'entra:x=|^, in alert a2 now' });
  expect(cef.fields.msg).toMatch(/^Taken back because of entra:x=/);
  const leef = parseLeef(leefAlert(gone, version));
  expect(leef.fields).toMatchObject({ state: 'withdrawn', sev: '1', withdrawnBy: 'entra:x=| , in alert a2 now' });
  expect(parseLeef(leefAlert(alert, version)).fields).not.toHaveProperty('withdrawnBy');
});

describe('OCSF 1.8', () => {
  test('a detection finding', () => {
    const finding = json(ocsfFinding(alert));
    expect(finding).toMatchObject({
      class_uid: 2004,
      category_uid: 2,
      type_uid: 200_401,
      severity_id: 4,
      is_alert: true,
      metadata: { version: '1.8.0', product: { name: 'Gatewatch', vendor_name: 'Gatewatch' } },
      finding_info: { uid: alert.id, analytic: { type_id: 1, uid: 'impossible-travel' } },
    });
    expect(finding.metadata.uid).toBe(`${alert.id}:1`);
  });

  test('an amended alert is an update, a withdrawn one is closed', () => {
    expect(json(ocsfFinding(travelAlert({ state: 'amended' })))).toMatchObject({
      activity_id: 2,
      type_uid: 200_402,
      status_id: 1,
    });
    expect(json(ocsfFinding(travelAlert({ state: 'withdrawn', cause: 'entra:x' })))).toMatchObject({
      activity_id: 3,
      type_uid: 200_403,
      status_id: 4,
      unmapped: { cause: 'entra:x' },
    });
  });

  test('an authentication', () => {
    const event = json(ocsfAuthentication(signIn({ at: '1 08:00', secondFactor: 'passed' })));
    expect(event).toMatchObject({
      class_uid: 3002,
      type_uid: 300_201,
      status_id: 1,
      is_mfa: true,
      src_endpoint: { location: { country: 'NO' } },
    });
    expect(json(ocsfAuthentication(signIn({ at: '1 08:00', outcome: 'failure', secondFactor: 'denied' })))).toMatchObject({
      status_id: 2,
      is_mfa: false,
    });
  });
});

describe('the schema that OCSF publishes for 1.8.0', () => {
  // No attribute that a class does not know, every one it requires, each of its type.
  const validators = new Ajv2020({ allErrors: true, strict: false });
  const published = JSON.parse(readFileSync(join(import.meta.dirname, 'ocsf-1.8.0.fixture.json'), 'utf8'));
  const errorsOf = (name: 'detection_finding' | 'authentication' | 'base_event', value: object) => {
    const valid = validators.getSchema(published[name].$id) ?? validators.compile(published[name]);
    return valid(json(value)) === true
      ? []
      : (valid.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
  };

  test('tells what is wrong', () => {
    const { time: _, ...finding } = { time: 0, ...ocsfFinding(alert), severity_id: 'high', colour: 'red' };
    expect(errorsOf('detection_finding', finding).sort()).toEqual([
      ' must NOT have additional properties',
      " must have required property 'time'",
      '/severity_id must be equal to one of the allowed values',
      '/severity_id must be integer',
    ]);
  });

  test('takes every finding, whatever state it is in and whatever an attacker chose', () => {
    const states = [{}, { state: 'amended' }, { state: 'withdrawn', cause: 'entra:x' }] as const;
    for (const state of states)
      for (const severity of severities)
        expect(errorsOf('detection_finding', ocsfFinding(travelAlert({ ...state, severity })))).toEqual([]);
    expect(errorsOf('detection_finding', ocsfFinding(fatigueAlert()))).toEqual([]);
    fc.assert(
      fc.property(hostile, (text) => {
        const told = wherever((was) => (isIP(was) > 0 ? was : text));
        expect(errorsOf('detection_finding', ocsfFinding(told))).toEqual([]);
      }),
    );
  });

  test('takes every other kind of event', () => {
    for (const event of [change({ at: '1 08:00' }), change({ at: '1 08:00', result: 'failure', kind: 'role-change' })])
      expect(errorsOf('base_event', ocsfEvent(event))).toEqual([]);
  });

  test('takes every sign-in', () => {
    const outcomes = ['success', 'failure', 'blocked', 'interrupted'] as const;
    const factors = ['passed', 'denied', 'satisfied-earlier', 'no-answer'] as const;
    for (const outcome of outcomes)
      for (const secondFactor of factors)
        expect(errorsOf('authentication', ocsfAuthentication(signIn({ at: '1 08:00', outcome, secondFactor })))).toEqual([]);
    fc.assert(
      fc.property(hostile, (text) => {
        const event = signIn({ at: '1 08:00' });
        const told = { ...event, app: text, actor: event.actor === null ? null : { ...event.actor, name: text }, failure: null };
        expect(errorsOf('authentication', ocsfAuthentication(told))).toEqual([]);
        expect(errorsOf('authentication', ocsfAuthentication({ ...told, device: null, place: null, network: null }))).toEqual([]);
      }),
    );
  });
});

describe('CEF', () => {
  test('an alert', () => {
    const { header, fields } = parseCef(cefAlert(alert, version));
    expect(header).toEqual(['CEF:0', 'Gatewatch', 'Gatewatch', '0.1.0', 'impossible-travel', alert.title, '8']);
    expect(fields).toMatchObject({
      externalId: alert.id,
      rt: String(alert.detectedAt),
      suser: 'ingrid.hansen@example.com',
      src: '192.0.2.10',
      cs1: alert.attack.join('; '),
      msg: alert.explanation,
    });
  });

  test('an IPv6 address has a field of its own', () => {
    const events = alert.evidence.events.map((event) => ({ ...event, ip: '2001:db8::1' }));
    const { fields } = parseCef(cefAlert({ ...alert, evidence: { ...alert.evidence, events } }, version));
    expect([fields.src, fields.c6a2, fields.c6a2Label]).toEqual([undefined, '2001:db8::1', 'Source IPv6 Address']);
  });
});

test('LEEF: an alert', () => {
  const { header, fields } = parseLeef(leefAlert(alert, version));
  expect(header).toEqual(['LEEF:2.0', 'Gatewatch', 'Gatewatch', '0.1.0', 'impossible-travel']);
  expect(fields).toMatchObject({
    usrName: 'ingrid.hansen@example.com',
    sev: '8',
    devTimeFormat: 'epoch',
    alertId: alert.id,
    src: '192.0.2.10',
  });
});

describe('syslog', () => {
  const message = {
    facility: 10,
    severity: severityNumbers.high.syslog,
    time: Date.UTC(2026, 2, 4, 10, 43, 12),
    host: 'gw.example.com',
    app: 'gatewatch',
    process: '17',
    id: 'alert',
    data: { 'gatewatch@32473': { subject: 'ada@example.com' } },
    text: 'Impossible travel',
  };

  test('is what RFC 5424 says', () => {
    expect(syslogMessage(message)).toBe(
      '<83>1 2026-03-04T10:43:12.000Z gw.example.com gatewatch 17 alert [gatewatch@32473 subject="ada@example.com"] \ufeffImpossible travel',
    );
    expect(syslogMessage({ ...message, data: {}, host: 'ø ' })).toContain('Z - gatewatch 17 alert - \ufeff');
    expect(octetCounted('héllo')).toBe('6 héllo');
  });

  test('comes back as it was written, whatever stands in it', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(...payloads)), (text) => {
        const line = syslogMessage({ ...message, data: { 'x@32473': { value: text } }, host: text, text });
        const parsed = parseSyslog(line);
        expect(parsed.header.length).toBe(5);
        expect(Object.keys(parsed.data)).toEqual(['x@32473']);
        expect(parsed.data['x@32473']).toEqual({ value: label(text, 1000) });
        expect(parsed.text).toBe(`\ufeff${label(text, 60_000)}`);
        expect(line).not.toMatch(unsafe);
      }),
    );
  });
});

describe('whatever an attacker chooses', () => {
  test('adds no field, no line and no control character to CEF and LEEF', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const poisonedAlert = wherever(() => text);
        const cef = cefAlert(poisonedAlert, version);
        const leef = leefAlert(poisonedAlert, version);
        for (const line of [cef, leef]) {
          expect(line).not.toMatch(unsafe);
          expect(line).not.toMatch(/@(here|channel|everyone)/);
        }
        for (const value of [...Object.values(parseCef(cef).fields), ...Object.values(parseLeef(leef).fields)])
          expect(value).not.toMatch(/^[=+@]|^-\D/);
        expect(parseCef(cef).header.length).toBe(7);
        expect(parseLeef(leef).header.length).toBe(5);
        expect(Object.keys(parseLeef(leef).fields)).toEqual(
          Object.keys(
            parseLeef(
              leefAlert(
                wherever(() => 'x'),
                version,
              ),
            ).fields,
          ).filter((key) => key in parseLeef(leef).fields),
        );
        expect(parseLeef(leef).fields.alertId).toBe(alert.id);
        expect(cef.length).toBeLessThan(8192);
      }),
    );
  });

  test('comes back out of CEF and LEEF as it was cleaned', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const told = wherever((was) => (isIP(was) > 0 ? was : text));
        const cef = parseCef(cefAlert(told, version));
        const leef = parseLeef(leefAlert(told, version));
        // A value ends where the next key begins: spaces at its end belong to nobody.
        const said = (fields: Readonly<Record<string, string>>, key: string) => (fields[key] ?? '').trimEnd();
        expect(cef.header[5]).toBe(inertText(told.title, 200));
        expect(said(cef.fields, 'msg')).toBe(inertText(told.explanation, 900).trimEnd());
        expect(said(cef.fields, 'suser')).toBe(inertText(told.subject.key, 270).trimEnd());
        expect(said(leef.fields, 'reason')).toBe(inertText(told.explanation, 900).replaceAll('^', ' ').trimEnd());
        expect(said(leef.fields, 'usrName')).toBe(inertText(told.subject.key, 900).replaceAll('^', ' ').trimEnd());
      }),
    );
  });

  test('a value of CEF cannot begin a new field: its equals signs are escaped', () => {
    const { fields } = parseCef(
      cefAlert(
        wherever(() => 'x cs2=forged externalId=forged'),
        version,
      ),
    );
    expect(fields.externalId).toBe(alert.id);
    const raw = cefAlert(
      wherever(() => 'x cs2=forged'),
      version,
    );
    expect(raw).toContain('cs2\\=forged');
  });

  test('is plain text in JSON formats: no markup, formula or mention', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        for (const value of [ecsAlert(wherever(() => text)), ocsfFinding(wherever(() => text))]) {
          const line = inertJson(value);
          expect(line).not.toMatch(/[<>&\n\r]/);
          for (const one of textsOf(JSON.parse(line))) {
            expect(one).not.toMatch(unsafe);
            expect(one).not.toMatch(/^[=+@]|^-\D/);
            expect(one).not.toMatch(/@(here|channel|everyone)/);
          }
        }
      }),
    );
    expect(inertText('-5')).toBe('-5');
  });
});

test('every format tells a fatigue alert too', () => {
  const fatigue = fatigueAlert();
  for (const line of [
    cefAlert(fatigue, version),
    leefAlert(fatigue, version),
    inertJson(ecsAlert(fatigue)),
    inertJson(ocsfFinding(fatigue)),
  ]) {
    expect(line).toContain(fatigue.id);
    expect(line).toContain(fatigue.subject.key);
  }
});

function textsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsOf);
}
