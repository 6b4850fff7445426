/**
 * A password sent by a protocol that can ask for nothing else. Legacy mail protocols and ROPC are two questions with one way of
 * weighing the answer: was it right, where from, has the person always done so, and was it stopped elsewhere just before?
 */

import {
  type Card,
  dayCount,
  type Fact,
  type Finding,
  isNormal,
  type Judgement,
  type Options,
  type Past,
  type Severity,
  type SignIn,
  silent,
} from '@gatewatch/domain';
import { knowsRoutes } from './familiar.ts';
import { baseRisk, stepped } from './gravity.ts';
import { minutesBetween } from './minutes-between.ts';
import { type Origin, originOf, type StrangeOrigin, youngDays } from './origin.ts';
import { stopBefore, stopMinutesDefault, stopWords } from './stops.ts';
import { toldAt } from './told.ts';
import { baselineWords, networkWords, placeWords, round1, spanWords, timeWords } from './words.ts';

export interface WeakProtocol {
  /** Id of the detector that asks. */
  readonly detector: string;
  /** Key of the profile's routes. */
  readonly key: string;
  /** `the legacy protocol imap` */
  readonly words: string;
  /** Its clients are telephones and laptops, which roam; a script stays where it is. */
  readonly roams: boolean;
}

export const weakProtocolOptions: Card['options'] = {
  usualDays: {
    default: 3,
    unit: 'days',
    reason: 'A mail program or a script asks every day: on three days it is a habit, on one it may have been somebody else.',
  },
  learnDays: {
    default: youngDays,
    least: 0,
    unit: 'active days',
    reason: 'A working week: before that every protocol, script and network is new.',
  },
  stopMinutes: {
    default: stopMinutesDefault,
    unit: 'min',
    reason: 'Who is stopped by the second factor tries the next way in the same sitting, which tools do within minutes.',
  },
};

export function judgeWeakProtocol(row: SignIn, protocol: WeakProtocol, past: Past, options: Options): Judgement {
  const success = row.outcome === 'success';
  if (!success && row.password !== 'yes') return silent('password-not-proved');
  const { profile } = past;
  const privileged = past.fact(`privileged:${past.subject}`) === 'yes';
  const service = past.fact(`service:${past.subject}`) === 'yes';
  if (profile.activeDays < (options.learnDays ?? youngDays) && !privileged && row.network?.class !== 'corporate')
    return silent('learning');

  const origin = originOf(row, past);
  const route = profile.routes.get(protocol.key);
  const days = isNormal(route) ? dayCount(route.days) : 0;
  const usual = days >= (options.usualDays ?? 3) || !knowsRoutes(profile, row.time);
  const answer = success ? letIn(origin, usual, protocol, service, privileged) : refused(origin, usual, protocol, service);
  if (typeof answer === 'string') return silent(answer);

  const stop = success && origin.usual === null ? stopBefore(row, past, options.stopMinutes ?? stopMinutesDefault) : null;
  const told = toldAt(row, past, protocol.detector);
  if (told !== null && (stop === null || stop.time <= told)) return silent('told-already');
  const because = [...answer.because];
  let { severity } = answer;
  if (stop !== null) because.push(`${round1(minutesBetween(stop, row))} min before, ${stopWords(stop)}: it was gone round`);
  if (privileged) because.push('the person is privileged: one step more severe');
  severity = stepped(severity, (stop === null ? 0 : 1) + (privileged ? 1 : 0));
  if (origin.usual === null && origin.young) severity = 'low';
  if (days > 0) because.push(`the person used it on ${days} day${days === 1 ? '' : 's'} before`);
  const rows = stop === null ? [row] : [stop, row];
  const finding: Finding = {
    variant: stop === null ? '' : 'after-stop',
    severity,
    risk: baseRisk[severity] + (origin.usual === null && origin.newDevice ? 3 : 0),
    confidence: origin.usual !== null || origin.roaming ? 'low' : stop !== null || origin.far ? 'high' : 'medium',
    because,
    explanation: explain(row, protocol, stop, options),
    facts: measureWeakProtocol(rows, protocol, options),
    decisive: rows.map(({ id }) => id),
    baseline: baselineWords(profile, ['places', 'networks', 'devices']),
  };
  return { findings: [finding] };
}

interface Weighed {
  readonly severity: Severity;
  readonly because: readonly string[];
}

function letIn(origin: Origin, usual: boolean, protocol: WeakProtocol, service: boolean, privileged: boolean): Weighed | string {
  if (origin.usual !== null) {
    if (service) return 'registered-service'; // a scanner in its own office
    if (usual) return 'usual-protocol';
    return { severity: 'low', because: ['the first time, from a usual place: it can ask for no second factor all the same'] };
  }
  if (service) return { severity: 'high', because: ['a registered service, and not where it always is', ...origin.words] };
  if (!usual) return { severity: origin.roaming ? 'medium' : 'high', because: origin.words };
  if (protocol.roams && !origin.far && !privileged) return 'roaming-client';
  return { severity: origin.exit && !protocol.roams ? 'high' : 'medium', because: origin.words };
}

/** Somebody knows the password: that alone is worth an alert where it was nobody of the house. */
function refused(origin: Origin, usual: boolean, protocol: WeakProtocol, service: boolean): Weighed | string {
  if (origin.usual !== null) return 'own-client-refused';
  if (origin.roaming || (protocol.roams && usual && !origin.far)) return 'roaming-client';
  return { severity: 'medium', because: ['refused, but the password was right', ...said(origin, service)] };
}

function said(origin: StrangeOrigin, service: boolean): readonly string[] {
  return service ? ['a registered service, and not where it always is', ...origin.words] : origin.words;
}

function explain(row: SignIn, protocol: WeakProtocol, stop: SignIn | null, options: Options): string {
  const from = `${placeWords(row.place)} (${networkWords(row)}) at ${timeWords(row.time)}`;
  const did = row.outcome === 'success' ? 'was let in' : 'gave the right password and was refused';
  const before =
    stop === null
      ? ''
      : ` ${spanWords(minutesBetween(stop, row))} earlier (at most ${options.stopMinutes ?? stopMinutesDefault} min) ` +
        `the right password was stopped from ${placeWords(stop.place)} (${networkWords(stop)}): ${stopWords(stop)}.`;
  return `The account ${did} from ${from} by ${protocol.words}, which can ask for no second factor.${before}`;
}

/** From the row, or from the stop and the row. */
export function measureWeakProtocol(rows: readonly SignIn[], protocol: WeakProtocol, options: Options): readonly Fact[] {
  const row = rows.at(-1);
  const stop = rows.length > 1 ? rows[0] : undefined;
  if (row === undefined) return [];
  const facts: Fact[] = [{ name: 'protocol', value: protocol.key, unit: null, threshold: null, test: null }];
  if (stop !== undefined) {
    const value = minutesBetween(stop, row);
    const threshold = options.stopMinutes ?? stopMinutesDefault;
    facts.push({ name: 'stop to success', value, unit: 'min', threshold, test: '<=' });
  }
  return facts;
}
