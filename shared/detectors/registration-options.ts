/** Numbers that both questions about registrations share, each with its reason. */

import type { Option } from '@gatewatch/domain';

export const registrationOptions = {
  minSuspicion: {
    default: 2,
    unit: 'points',
    reason: 'One point alone is everyday life (a new city, a new line); half as much again is high, three times critical.',
  },
  sessionMinutes: {
    default: 60,
    unit: 'min',
    reason:
      'An access token lives about an hour: a registration without an address of its own belongs to a sign-in of that hour.',
  },
  riskHours: {
    default: 12,
    unit: 'h',
    reason: 'A working day after a warning; Sentinel asks for 6 h, and an attacker who waits one shift longer is still seen.',
  },
  resetHours: {
    default: 12,
    unit: 'h',
    reason: 'Who talks a help desk into a reset uses it on the same day; Elastic joins a reset and a new device over 12 h.',
  },
  dormantDays: {
    default: 45,
    unit: 'days',
    reason: 'Longer than holidays, shorter than what attackers of dormant accounts look for (45 to 90 days).',
  },
  neverUsedDays: {
    default: 14,
    unit: 'days',
    reason: 'Accounts are made days before their owner begins; after two weeks somebody else may be the first to use one.',
  },
  learnDays: {
    default: 3,
    least: 0,
    unit: 'days',
    reason: 'Before that many active days nothing can be called new: a newcomer registers everything for the first time.',
  },
  settledDays: {
    default: 3,
    least: 0,
    unit: 'days',
    reason:
      'A place or line first seen yesterday may be the attacker of yesterday; after some days without a finding it is a stay.',
  },
  collapseMinutes: {
    default: 5,
    least: 0,
    unit: 'min',
    reason: 'The three or four audit rows of one registration are written within seconds; Elastic joins them over 5 min.',
  },
} as const satisfies Readonly<Record<string, Option>>;
