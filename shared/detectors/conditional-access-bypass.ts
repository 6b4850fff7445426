/** Did somebody get round the policy that should have stopped them? */

import {
  type Card,
  type Course,
  type Detector,
  dayMs,
  type Fact,
  type IdentityEvent,
  isOneFactor,
  isRopc,
  type Judgement,
  label,
  minuteMs,
  nothing,
  type Options,
  type Past,
  type SignIn,
  silent,
} from '@gatewatch/domain';
import { baseRisk } from './gravity.ts';
import { isExemptElsewhere } from './known-apps.ts';
import { minutesBetween } from './minutes-between.ts';
import { type Origin, originOf, youngDays } from './origin.ts';
import { isStop, stopMinutesDefault, stopWords } from './stops.ts';
import { toldAt } from './told.ts';
import { excused } from './way-excused-factor.ts';
import { otherPlatform, platformOf } from './way-other-platform.ts';
import { kmBetween, reportOnly } from './way-report-only.ts';
import { isExcused, type Way } from './way-round.ts';
import { weakerRoute } from './way-weaker-route.ts';
import { baselineWords, networkWords, placeWords, spanWords, timeWords } from './words.ts';

const card: Card = {
  id: 'conditional-access-bypass',
  version: 1,
  title: 'Conditional access bypassed',
  severity: 'high',
  attack: [
    'T1556.009 Modify Authentication Process: Conditional Access Policies',
    'T1078.004 Valid Accounts: Cloud Accounts',
    'T1036 Masquerading',
  ],
  question: 'Did somebody get round the policy that should have stopped them?',
  anchor: 'The success that went round a policy.',
  blindSpots: [
    'A way round by legacy protocol, ROPC or device code: their own detectors tell of those, the stop before included.',
    'Policies that a record does not list: a success under no policy at all looks like any other.',
    'A platform that is spoofed from the first try: nothing was blocked before.',
    'A policy that was weakened first: that change is another question.',
    "A stolen primary refresh token: it comes with the name of the owner's device, which excuses any place.",
    'Google Workspace: context-aware access is not in the login log.',
  ],
  falsePositives: [
    'The owner, in a new network with a private browser, gives up at the second factor and opens something that does not ask.',
    'A new office or VPN gateway that is a trusted location before anybody declared its egress here.',
    'A private laptop that a policy blocks, then a new private telephone in the same hotel.',
    'A pilot of a policy, and a person abroad with a browser never seen.',
  ],
  steps: [
    'Ask the person whether both tries were theirs.',
    'Not theirs: the password is known. Reset it, revoke sessions, look for what the session did since.',
    'Close the way: the policy should cover this application, client, platform and place, whoever came.',
  ],
  kinds: ['sign-in'],
  windowMs: dayMs,
  joinMs: dayMs,
  options: {
    stopMinutes: {
      default: stopMinutesDefault,
      least: stopMinutesDefault,
      unit: 'min',
      reason:
        'In the same sitting the next way is tried, or another user agent. Not less: single-factor-sign-in leaves this hour to us.',
    },
    usualDays: {
      default: 3,
      unit: 'days',
      reason: 'Who would have failed a report-only policy on three days is whom its pilot is about.',
    },
    remoteKm: {
      default: 500,
      unit: 'km',
      reason: 'Within one country, for what a pilot would have stopped: farther than anybody commutes, certain after both radii.',
    },
    learnDays: {
      default: youngDays,
      least: 0,
      unit: 'active days',
      reason: 'A working week: before that every network, browser and excuse is new.',
    },
  },
};

function judge(row: IdentityEvent, past: Past, options: Options): Judgement {
  if (row.kind !== 'sign-in' || !isOurs(row) || row.actor?.key !== past.subject || row.actor.kind === 'guest') return nothing;
  if (!mayArise(row, past, options)) return nothing; // nearly always
  let isPrivileged: boolean | null = null;
  const privileged = () => (isPrivileged ??= past.fact(`privileged:${past.subject}`) === 'yes');
  let known: Origin | null = null;
  const origin = () => (known ??= originOf(row, past));
  const asking = { row, origin, past, privileged, options };
  let why: string | null = null;
  for (const ask of [weakerRoute, otherPlatform, excused, reportOnly]) {
    const answer = ask(asking);
    if (answer === null) continue;
    if (past.profile.activeDays < (options.learnDays ?? youngDays) && !privileged()) return silent('learning');
    if (typeof answer !== 'string' && answer.stop === null && toldAt(row, past, card.id) !== null) return silent('told-already');
    if (typeof answer !== 'string') return { findings: [found(row, tempered(answer, origin()), past, options)] };
    why ??= answer;
  }
  return why === null ? nothing : silent(why);
}

/** What one of the ways asks for at least: looked at without weighing anything. */
function mayArise(row: SignIn, past: Past, options: Options): boolean {
  if (row.reportOnly.length > 0 || isOneFactor(row) || isExcused(row) || isExemptElsewhere(row)) return true;
  const from = row.time - (options.stopMinutes ?? stopMinutesDefault) * minuteMs;
  for (let back = 0; ; back++) {
    const other = past.newest(back, from);
    if (other === undefined) return false;
    if (other.kind === 'sign-in' && other.outcome === 'blocked') return true;
  }
}

/** Let in by hand, through a modern client, in the own tenant; what else there is has detectors of its own. */
function isOurs(row: Course): boolean {
  const { legacy, transfer, crossTenant, excuse } = row.route;
  if (row.outcome !== 'success' || legacy !== null || transfer !== null || crossTenant || isRopc(row)) return false;
  return row.interactive || excuse === 'app-password';
}

/** The privileged are asked about from the first day, when everything is new. */
function tempered(way: Way, origin: Origin): Way {
  return origin.usual === null && origin.young ? { ...way, severity: 'low', confidence: 'low' } : way;
}

function found(row: SignIn, way: Way, past: Past, options: Options) {
  const rows = [way.stop ?? way.home, row].filter((one) => one !== null);
  return {
    variant: way.variant,
    severity: way.severity,
    risk: baseRisk[way.severity],
    confidence: way.confidence,
    because: way.because,
    explanation: explain(row, way, options),
    facts: measure(rows, options),
    decisive: rows.map(({ id }) => id),
    baseline: baselineWords(past.profile, ['places', 'networks', 'devices']),
  };
}

function explain(row: SignIn, way: Way, options: Options): string {
  const at = (one: SignIn) => `${placeWords(one.place)} (${networkWords(one)}) at ${timeWords(one.time)}`;
  const app = (one: SignIn, by = 'to') => (one.app === null ? '' : ` ${by} '${label(one.app, 60)}'`);
  if (way.stop !== null) {
    const most = options.stopMinutes ?? stopMinutesDefault;
    return (
      `The right password was stopped${app(way.stop, 'at')} from ${at(way.stop)} (${stopWords(way.stop)}); ` +
      `${spanWords(minutesBetween(way.stop, row))} later (at most ${most} min) somebody was let in${app(row)} from ${at(row)}, ${way.how ?? ''}.`
    );
  }
  return `Somebody was let in${app(row)} from ${at(row)}: ${way.because[0] ?? ''}.`;
}

/** From the success; from the stop and the success; or from a usual sign-in of the day and the far success. */
function measure(rows: readonly IdentityEvent[], options: Options): readonly Fact[] {
  const row = rows.at(-1);
  if (row?.kind !== 'sign-in') return [];
  const said = (name: string, value: string | null): Fact[] =>
    value === null ? [] : [{ name, value: label(value, 60), unit: null, threshold: null, test: null }];
  const before = rows.length > 1 ? rows[0] : undefined;
  if (before?.kind === 'sign-in' && isStop(before)) {
    return [
      ...said('stopped by', before.code),
      ...said('platform stopped', platformOf(before)),
      ...said('platform let in', platformOf(row)),
      {
        name: 'stop to success',
        value: minutesBetween(before, row),
        unit: 'min',
        threshold: options.stopMinutes ?? stopMinutesDefault,
        test: '<=',
      },
    ];
  }
  const policy = row.reportOnly.find(({ result }) => result === 'reportOnlyFailure');
  return [
    ...said('excuse', row.route.excuse),
    ...said('trusted location', row.route.location),
    ...said('report-only policy', policy?.name ?? null),
    ...(before?.kind === 'sign-in' ? [distance(before, row, options)] : []),
  ];
}

function distance(home: SignIn, row: SignIn, options: Options): Fact {
  return { name: 'certain distance', value: kmBetween(home, row), unit: 'km', threshold: options.remoteKm ?? 500, test: '>=' };
}

export const conditionalAccessBypass: Detector = { card, judge, measure, concerns: isOurs };
