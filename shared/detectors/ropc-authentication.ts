/** Did a program send the person's password to the token endpoint? */

import {
  type Card,
  type Detector,
  dayMs,
  type IdentityEvent,
  isRopc,
  type Judgement,
  nothing,
  type Options,
  type Past,
} from '@gatewatch/domain';
import { judgeWeakProtocol, measureWeakProtocol, type WeakProtocol, weakProtocolOptions } from './weak-protocol.ts';

const card: Card = {
  id: 'ropc-authentication',
  version: 1,
  title: 'Password sent by a program (ROPC)',
  severity: 'high',
  attack: ['T1078.004 Valid Accounts: Cloud Accounts', 'T1110.003 Brute Force: Password Spraying'],
  question: "Did a program send the person's password to the token endpoint?",
  anchor: "The first such sign-in that was not a script of the person's or the service's own.",
  blindSpots: [
    'Wrong passwords and applications that do not exist in the tenant (700016): a spray is counted elsewhere, not here.',
    "A script on a usual network that took another person's place: the address is all that is logged of it.",
    'Mail protocols that Exchange turns into ROPC itself (BAV2ROPC): legacy-authentication tells of those.',
  ],
  falsePositives: [
    "A test or a job that signs in with a person's password and moves to another cloud.",
    "A developer's first try of a sample that asks for user name and password, from home: low.",
  ],
  steps: [
    'Ask the person and the owner of the application: whose script is it, and where does it run?',
    "Nobody's: the password is known. Reset it, revoke sessions, see what the application read with the token.",
    'Their own: give it a workload identity; with ROPC no second factor can ever be asked for.',
  ],
  kinds: ['sign-in'],
  windowMs: dayMs,
  joinMs: dayMs,
  options: weakProtocolOptions,
};

const ropc: WeakProtocol = { detector: card.id, key: 'ropc', words: 'a password grant (ROPC)', roams: false };

/** What Exchange signs in with for a mail client is that client's story. */
function asks(row: IdentityEvent | undefined): boolean {
  return row?.kind === 'sign-in' && isRopc(row) && row.route.legacy === null;
}

function judge(row: IdentityEvent, past: Past, options: Options): Judgement {
  if (!asks(row) || row.kind !== 'sign-in' || row.actor?.key !== past.subject) return nothing;
  return judgeWeakProtocol(row, ropc, past, options);
}

function measure(rows: readonly IdentityEvent[], options: Options) {
  return asks(rows.at(-1))
    ? measureWeakProtocol(
        rows.filter((row) => row.kind === 'sign-in'),
        ropc,
        options,
      )
    : [];
}

export const ropcAuthentication: Detector = { card, judge, measure, concerns: isRopc };
