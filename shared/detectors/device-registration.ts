/** Did somebody else register a device to this account, which then passes for the person's own? */

import {
  type Card,
  type Change,
  type Detector,
  dayMs,
  type Fact,
  hourMs,
  type IdentityEvent,
  label,
  minuteMs,
  nothing,
  type Options,
  type Past,
} from '@gatewatch/domain';
import type { Reason } from './reason.ts';
import { registrationsIn } from './registration.ts';
import { isDeviceCode, isForRegistration } from './registration-broker.ts';
import { judgeRegistration, measureRegistration } from './registration-finding.ts';
import { registrationOptions } from './registration-options.ts';
import type { OwnReasons } from './registration-suspicion.ts';

const card: Card = {
  id: 'device-registration',
  version: 1,
  title: 'Suspicious device registration',
  severity: 'high',
  attack: [
    'T1098.005 Account Manipulation: Device Registration',
    'T1078.004 Valid Accounts: Cloud Accounts',
    'T1528 Steal Application Access Token',
  ],
  question: "Did somebody else register a device to this account, which then passes for the person's own?",
  anchor: 'The first audit row of the registration that was suspicious enough.',
  blindSpots: [
    "An attacker who registers from the person's own city and network, without any warning before.",
    'Rows without an address, where no sign-in of the hour before shows one: device rows of Entra often have none.',
    'The tool that registered: names and agent strings of devices are chosen by whoever registers them.',
    "An application that calls itself like one of Microsoft's own services.",
    'One device registered to many accounts: each timeline sees its own.',
  ],
  falsePositives: [
    'A traveller who sets up a new machine abroad, with no device of their own at hand.',
    'Somebody back from a long leave with a new machine at a new place.',
    'An administrator who prepares many machines with one account that the roster does not name as help desk.',
  ],
  steps: [
    'Ask the person, by telephone, whether they set up this device.',
    'Look at the sign-in before it: place, network, browser, and how the second factor was passed.',
    'If it is not theirs: disable and delete the device, revoke sessions, reset the password, look for added factors.',
    'Where a help desk handed out a reset before: ask how the caller was identified.',
  ],
  kinds: ['device-registration'],
  windowMs: dayMs,
  joinMs: 6 * hourMs,
  options: {
    ...registrationOptions,
    manyDevices: {
      default: 3,
      unit: 'devices',
      reason: 'People set up one machine, or a machine and a telephone; Elastic asks for three names too.',
    },
    manyMinutes: { default: 15, unit: 'min', reason: 'A script registers them in a row; Elastic counts over 15 min.' },
  },
};

const own: OwnReasons = (row, past, options, provenance) => {
  const session = past.rows.filter((one) => one.time >= row.time - (options.sessionMinutes ?? 60) * minuteMs);
  const code = session.findLast((one) => isDeviceCode(one, past.subject) && isForRegistration(one));
  const background = session.findLast((one) => one.kind === 'sign-in' && !one.interactive && isForRegistration(one));
  const grounds: Reason[] = [];
  // What was said aloud of the code weighs as a warning already; a low word does not.
  const told = past.findings.some(
    ({ detector, time, severity }) => detector === 'device-code-sign-in' && time === code?.time && severity !== 'low',
  );
  if (code !== undefined && !told) {
    const words = 'the session came from a device code that the authentication broker asked for';
    grounds.push({ points: 2, words, rows: [code.id] });
  }
  const devices = provenance?.excuse === 'corporate-egress' ? [] : devicesBefore(row, past.rows, options);
  if (devices.length >= (options.manyDevices ?? 3)) {
    const count = devices.length > mostNamed ? `at least ${mostNamed}` : devices.length;
    const words = `${count} devices within ${options.manyMinutes ?? 15} min (${options.manyDevices ?? 3} are too many)`;
    grounds.push({ points: 2, words, rows: devices.slice(-mostNamed).map((one) => one.id) });
  }
  const circumstances: readonly Reason[] =
    background === undefined || code !== undefined
      ? []
      : [{ points: 1, words: 'a token for the registration service was taken in the background before', rows: [background.id] }];
  return { grounds, circumstances };
};

const mostNamed = 16; // an alert names 20 rows: there is room for a sign-in and what preceded it

/** The first rows of the devices registered up to `row`, that of `row` among them. Google names a model: the same one twice is one device. */
function devicesBefore(row: Change, rows: readonly IdentityEvent[], options: Options): readonly Change[] {
  const from = row.time - (options.manyMinutes ?? 15) * minuteMs;
  const recent = [...rows.filter((one) => one.time >= from), row];
  const firsts = registrationsIn(recent, row, (options.collapseMinutes ?? 5) * minuteMs).flatMap((group) => group[0] ?? []);
  if (row.provider !== 'google') return firsts;
  return [...new Map(firsts.map((one) => [one.subjectOf ?? '', one])).values()];
}

function measure(rows: readonly IdentityEvent[], options: Options): readonly Fact[] {
  const row = rows.at(-1);
  const facts = measureRegistration(rows, options);
  if (row?.kind !== 'device-registration') return facts;
  const count = devicesBefore(row, rows.slice(0, -1), options).length;
  const limit = options.manyDevices ?? 3;
  const many: Fact = {
    name: 'devices',
    value: count,
    unit: null,
    threshold: count >= limit ? limit : null,
    test: count >= limit ? '>=' : null,
  };
  return [...facts.filter((fact) => fact.name !== 'registrations'), many];
}

export const deviceRegistration: Detector = {
  card,
  judge(row, past: Past, options) {
    if (row.kind !== 'device-registration' || row.action !== 'added') return nothing;
    const what = `The device '${label(row.subjectOf ?? 'unnamed', 60)}' was registered`;
    return judgeRegistration(row, past, options, what, own, measure);
  },
  measure,
};
