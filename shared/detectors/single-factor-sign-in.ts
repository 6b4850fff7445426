/** Did the password alone open the account of a person who always gives two factors, or of a privileged one? */

import {
  type Card,
  type Course,
  type Detector,
  dayCount,
  dayMs,
  type Fact,
  type IdentityEvent,
  isNormal,
  isOneFactor,
  type Judgement,
  label,
  nothing,
  type Options,
  type Past,
  type Profile,
  type Severity,
  type SignIn,
  silent,
} from '@gatewatch/domain';
import { knowsDevice } from './familiar.ts';
import { baseRisk, stepped } from './gravity.ts';
import { type Origin, originOf, youngDays } from './origin.ts';
import { stopBefore, stopMinutesDefault } from './stops.ts';
import { baselineWords, networkWords, placeWords, timeWords } from './words.ts';

const card: Card = {
  id: 'single-factor-sign-in',
  version: 1,
  title: 'Password alone',
  severity: 'high',
  attack: ['T1078.004 Valid Accounts: Cloud Accounts', 'T1556.006 Modify Authentication Process: Multi-Factor Authentication'],
  question: 'Did the password alone open the account of a person who always gives two factors, or of a privileged one?',
  anchor: 'The sign-in that only a password opened.',
  blindSpots: [
    'People who never give a second factor: a password alone is their every day; that is for a report on coverage.',
    'A stranger on a network of a country, and a provider, that the person uses.',
    'Within an hour after a stranger was stopped: conditional-access-bypass tells of it, so leave that switched on.',
    'Exports without the steps of authentication (Microsoft Graph v1.0): what was asked for cannot be told.',
    'Google does not say that a device was remembered: only a new country or a rented exit is asked about there.',
  ],
  falsePositives: [
    'A second factor switched off by policy while its owner is abroad with a private browser.',
    'An application that no policy covers, opened for the first time in a hotel.',
    'A record published before the steps of authentication were complete: its later copy withdraws the alert.',
  ],
  steps: [
    'Ask the person whether they signed in then and there.',
    'Find the hole: which policy should have asked, and did it not apply to this application, client or place?',
    'Not the person: reset the password, revoke sessions, look for factors and devices added since.',
  ],
  kinds: ['sign-in'],
  windowMs: dayMs,
  joinMs: dayMs,
  options: {
    twoFactorDays: {
      default: 3,
      unit: 'days',
      reason: 'Days with two factors, given by hand or claimed from an earlier session: on three it is how the person signs in.',
    },
    twoFactorShare: {
      default: 90,
      most: 100,
      unit: '%',
      reason:
        'Of the interactive sign-ins: below it a password alone is not unusual for the person (the share that peers ask for).',
    },
  },
};

function judge(row: IdentityEvent, past: Past, options: Options): Judgement {
  if (row.kind !== 'sign-in' || row.actor?.key !== past.subject || !isPasswordAlone(row)) return nothing;
  const apart = whyApart(row);
  if (apart !== null) return silent(apart);
  const { profile } = past;
  const privileged = past.fact(`privileged:${past.subject}`) === 'yes';
  const history = historyOf(row, profile, options.twoFactorDays ?? 3);
  const always = history.twoDays >= (options.twoFactorDays ?? 3) && history.share >= (options.twoFactorShare ?? 90);
  if (!always && !privileged) return silent(history.twoDays === 0 ? 'never-two-factors' : 'not-always-two-factors');

  const origin = originOf(row, past);
  const told = past.findings.some(({ detector }) => detector === card.id);
  const why = whyQuiet(row, origin, privileged, told);
  if (why !== null) return silent(why);
  const old = profile.activeDays >= youngDays || privileged; // as old as conditional-access-bypass asks
  if (old && stopBefore(row, past, stopMinutesDefault) !== null) return silent('told-as-bypass');

  const because = origin.usual === null ? [...origin.words] : ['from a usual place: the hole is in the policy'];
  let severity: Severity = 'low';
  if (origin.usual === null) {
    severity = row.provider === 'google' || origin.roaming || (!origin.far && knowsDevice(row, profile)) ? 'medium' : 'high';
    if (privileged) severity = stepped(severity, 1);
    if (origin.young) severity = 'low';
  }
  if (privileged) because.push('the person is privileged: a password alone should never do');
  return {
    findings: [
      {
        variant: '',
        severity,
        risk: baseRisk[severity] + (origin.usual === null && origin.newDevice ? 3 : 0),
        confidence: origin.usual !== null || origin.roaming ? 'low' : always && origin.far ? 'high' : 'medium',
        because,
        explanation: explain(row, history, always, options),
        facts: measure([row]),
        decisive: [row.id],
        baseline: [...historyWords(history), ...baselineWords(profile, ['places', 'networks', 'devices'])],
      },
    ],
  };
}

/** What looks like it in a log: rows that `isOneFactor` excuses have their reason counted. */
function isPasswordAlone(row: Course): boolean {
  return row.outcome === 'success' && row.interactive && row.password === 'yes' && row.secondFactor === 'not-asked';
}

/** Why another detector, or nobody, asks about this row; null where the question is this one. */
function whyApart(row: SignIn): string | null {
  const { route } = row;
  if (isOneFactor(row)) return null;
  if (row.actor?.kind === 'guest' || route.crossTenant) return 'factor-at-home'; // the home tenant asked, or will not say
  if (route.legacy !== null || route.transfer !== null || row.protocol !== null) return 'another-protocol';
  if (route.excuse !== null || route.location !== null) return 'excused';
  return 'two-factors-required';
}

interface History {
  readonly twoDays: number;
  readonly oneDays: number;
  /** Of the interactive sign-ins, in percent. */
  readonly share: number;
  readonly two: number;
  readonly all: number;
}

function historyOf(row: SignIn, profile: Profile, habitDays: number): History {
  const two = profile.routes.get(`${row.provider}:two-factors`);
  const one = profile.routes.get(`${row.provider}:one-factor`);
  // What a finding touched is no habit, unless it was one on as many days: an alert's pair holds the owner's own row too.
  const normal = dayCount(one?.days ?? 0) >= habitDays || isNormal(one) ? one : undefined;
  const all = (two?.count ?? 0) + (normal?.count ?? 0);
  return {
    twoDays: two === undefined ? 0 : dayCount(two.days),
    oneDays: normal === undefined ? 0 : dayCount(normal.days),
    share: all === 0 ? 0 : Math.floor(((two?.count ?? 0) / all) * 100),
    two: two?.count ?? 0,
    all,
  };
}

function whyQuiet(row: SignIn, origin: Origin, privileged: boolean, told: boolean): string | null {
  // A compliant device is a factor of its own; elsewhere the privileged are asked about wherever they are.
  if (origin.usual !== null && (!privileged || origin.usual === 'own-device')) return origin.usual;
  // Google remembers a device and does not say so; the next café is no stranger.
  if (row.provider === 'google' && (origin.usual !== null || origin.young || !origin.far)) return 'remembered-device';
  // A matter of policy, or of a log that has just begun: once is enough.
  if (origin.usual !== null || origin.young) return told ? 'told-this-month' : null;
  return row.network?.class === 'relay' && !origin.far ? 'relay' : null;
}

function explain(row: SignIn, history: History, always: boolean, options: Options): string {
  const app = row.app === null ? '' : ` to '${label(row.app, 60)}'`;
  const habit = always
    ? `${history.two} of ${history.all} interactive sign-ins before showed two factors (${history.share} %, at least ${options.twoFactorShare ?? 90} % asked for)`
    : 'the person is privileged';
  return (
    `A password alone let somebody in${app} from ${placeWords(row.place)} (${networkWords(row)}) at ${timeWords(row.time)}: ` +
    `no second factor was asked for, and ${habit}.`
  );
}

function historyWords(history: History): readonly string[] {
  return history.all === 0 ? [] : [`two factors on ${history.twoDays} days, a password alone on ${history.oneDays}`];
}

/** What the row itself says. */
function measure(rows: readonly IdentityEvent[]): readonly Fact[] {
  const row = rows.at(-1);
  if (row?.kind !== 'sign-in') return [];
  const fact = (name: string, value: string): Fact => ({ name, value, unit: null, threshold: null, test: null });
  return [fact('methods', label(row.methods.join(', '))), fact('second factor', row.secondFactor)];
}

export const singleFactorSignIn: Detector = { card, judge, measure, concerns: isPasswordAlone };
