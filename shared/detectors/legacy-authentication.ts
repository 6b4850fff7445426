/** Did somebody come in by a protocol that cannot ask for a second factor? */

import {
  type Card,
  type Detector,
  dayMs,
  type IdentityEvent,
  type Judgement,
  nothing,
  type Options,
  type Past,
} from '@gatewatch/domain';
import { judgeWeakProtocol, measureWeakProtocol, type WeakProtocol, weakProtocolOptions } from './weak-protocol.ts';

const card: Card = {
  id: 'legacy-authentication',
  version: 1,
  title: 'Legacy authentication',
  severity: 'high',
  attack: ['T1078.004 Valid Accounts: Cloud Accounts', 'T1110.003 Brute Force: Password Spraying'],
  question: 'Did somebody come in by a protocol that cannot ask for a second factor?',
  anchor: "The first sign-in by such a protocol that was not the person's or the service's own habit.",
  blindSpots: [
    'A stranger in a usual country and on a line of no hosting, where the person has used the same protocol on three days or more.',
    'The first five active days of a person, unless privileged: what they always did is not known yet.',
    'Google: what a less secure application or an app password did is not in the login log.',
  ],
  falsePositives: [
    'A scanner, printer or monitoring mailbox that nobody registered as a service moves to another line.',
    'A telephone set up with ActiveSync or IMAP while its owner is abroad, before any own device was seen there.',
    'A migration or a mail archive that fetches many mailboxes from a rented machine.',
  ],
  steps: [
    "Ask what reads this mailbox: a program of the person's, a device, or nobody they know?",
    'Nobody: the password is known. Reset it, revoke sessions, look for mail rules and forwarding since then.',
    'Block legacy authentication for all but the few that need it; register those as services with their office.',
  ],
  kinds: ['sign-in'],
  windowMs: dayMs,
  joinMs: dayMs,
  options: weakProtocolOptions,
};

function protocolOf(row: IdentityEvent | undefined): WeakProtocol | null {
  if (row?.kind !== 'sign-in' || row.route.legacy === null) return null;
  return { detector: card.id, key: row.route.legacy, words: `the legacy protocol '${row.route.legacy}'`, roams: true };
}

function judge(row: IdentityEvent, past: Past, options: Options): Judgement {
  const protocol = protocolOf(row);
  if (protocol === null || row.kind !== 'sign-in' || row.actor?.key !== past.subject) return nothing;
  return judgeWeakProtocol(row, protocol, past, options);
}

function measure(rows: readonly IdentityEvent[], options: Options) {
  const protocol = protocolOf(rows.at(-1));
  return protocol === null
    ? []
    : measureWeakProtocol(
        rows.filter((row) => row.kind === 'sign-in'),
        protocol,
        options,
      );
}

export const legacyAuthentication: Detector = { card, judge, measure, concerns: ({ route }) => route.legacy !== null };
