/** Did somebody else add, change or remove a factor of this account, so that they can come back? */

import {
  type Card,
  type Change,
  type Detector,
  dayMs,
  hourMs,
  isNormal,
  label,
  nothing,
  type Past,
  type Profile,
} from '@gatewatch/domain';
import { askAgain, isSwitchedOff, judgeAbsence } from './factor-absence.ts';
import { factorStrength } from './factor-strength.ts';
import { judgeRegistration, measureRegistration } from './registration-finding.ts';
import { registrationOptions } from './registration-options.ts';
import type { OwnReasons } from './registration-suspicion.ts';

const card: Card = {
  id: 'factor-registration',
  version: 1,
  title: 'Suspicious change of a second factor',
  severity: 'high',
  attack: [
    'T1556.006 Modify Authentication Process: Multi-Factor Authentication',
    'T1098.005 Account Manipulation: Device Registration',
    'T1078.004 Valid Accounts: Cloud Accounts',
  ],
  question: 'Did somebody else add, change or remove a factor of this account, so that they can come back?',
  anchor: 'The first audit row of the change that was suspicious enough.',
  blindSpots: [
    "An attacker who enrols from the person's own city and network, without any warning before.",
    'Rows without an address, where no sign-in of the hour before shows one.',
    'One telephone enrolled by many persons: each timeline sees its own, and Entra masks the number.',
    "An application that calls itself like one of Microsoft's own services.",
    'A help desk that is talked into removing a factor, until somebody uses it from a strange place.',
  ],
  falsePositives: [
    'A traveller who enrols a new telephone abroad, with no device of their own at hand.',
    'Somebody back from a long leave who enrols at a new place.',
    'An onboarding application of the organisation that the configuration does not name as a registrar.',
  ],
  steps: [
    'Ask the person, on a number known from before, whether they made this change.',
    'Look at the sign-in before it: place, network, browser, and how the second factor was passed.',
    'If it is not theirs: remove the factor, revoke sessions, reset the password, look for devices, consents and mail rules.',
    'Where a help desk handed out a reset or a pass before: ask how the caller was identified.',
  ],
  kinds: ['factor-change', 'timer'],
  windowMs: dayMs,
  joinMs: 6 * hourMs,
  options: {
    ...registrationOptions,
    offHours: {
      default: 12,
      most: 24,
      unit: 'h',
      reason: 'Who changes telephones enrols the new one on the same day; Elastic asks for a factor that is not back in 12 h.',
    },
  },
};

const done: Readonly<Partial<Record<Change['action'], string>>> = { added: 'added', changed: 'changed', removed: 'removed' };

const own: OwnReasons = (row, past) => {
  const strength = factorStrength(nameOf(row));
  const weaker =
    row.action === 'added' && (strength === 'weak' || strength === 'bearer') && usesBetter(past.profile)
      ? [{ points: 1, words: 'it proves less than the factors that this person uses', rows: [] }]
      : [];
  const off =
    ((row.action === 'removed' && nameOf(row) === 'advanced-protection') || isSwitchedOff(row)) && isPrivileged(past)
      ? [{ points: 2, words: 'second factors were switched off for a privileged person', rows: [] }]
      : [];
  return { grounds: off, circumstances: weaker };
};

function isPrivileged(past: Past): boolean {
  return past.fact(`privileged:${past.subject}`) === 'yes';
}

function usesBetter(profile: Profile): boolean {
  for (const [method, seen] of profile.factors) {
    const strength = factorStrength(method);
    if ((strength === 'ordinary' || strength === 'bound') && isNormal(seen)) return true;
  }
  return false;
}

/** The factor; where no record names it, the operation. */
function nameOf(row: Change): string {
  return row.subjectOf ?? row.operation;
}

export const factorRegistration: Detector = {
  card,
  judge(row, past, options) {
    if (row.kind === 'timer') return judgeAbsence(row, past, options);
    if (row.kind !== 'factor-change') return nothing;
    const verb = done[row.action];
    const name = nameOf(row);
    if (verb === undefined || name === 'password') return nothing; // passwords are no second factor: they weigh as circumstances
    if (row.action === 'removed' && factorStrength(name) === 'bearer') return nothing; // a pass that is used up, codes withdrawn
    const what = `The factor '${label(name, 60)}' was ${verb}`;
    return askAgain(row, judgeRegistration(row, past, options, what, own, measureRegistration), past, options);
  },
  measure: measureRegistration,
};
