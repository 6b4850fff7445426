/**
 * The ways round a policy, one question each: what a row shows of one, or why it shows none. A row tells one story only, so the
 * first that answers with a way is the alert.
 */

import {
  dayCount,
  isNormal,
  isOneFactor,
  label,
  minuteMs,
  type Options,
  type Past,
  type PolicyOutcome,
  type Severity,
  type SignIn,
} from '@gatewatch/domain';
import { isBoundToDevice } from './factor-strength.ts';
import { isNewDevice, knowsDevice } from './familiar.ts';
import { stepped } from './gravity.ts';
import type { Origin, StrangeOrigin } from './origin.ts';
import { isStop, stopBefore, stopMinutesDefault, stopWords } from './stops.ts';

export interface Way {
  readonly variant: 'weaker-route' | 'other-platform' | 'excused' | 'report-only';
  readonly severity: Severity;
  readonly confidence: 'low' | 'medium' | 'high';
  readonly because: readonly string[];
  /** What changed between the stop and the success, in words; null where there was no stop. */
  readonly how: string | null;
  /** The row that was stopped before; null where the way needs none. */
  readonly stop: SignIn | null;
}

/** A way; a reason why it is none; null where the question does not arise. */
export type Asked = Way | string | null;

export interface Asking {
  readonly row: SignIn;
  /** Asked for at most once, and only where a question arises. */
  readonly origin: () => Origin;
  readonly past: Past;
  readonly privileged: boolean;
  readonly options: Options;
}

/** The right password was stopped, and minutes later something let the stranger in that asked for less. */
export function weakerRoute({ row, origin: whence, past, privileged, options }: Asking): Asked {
  if (!isOneFactor(row) && !isExcused(row)) return null;
  const stop = stopBefore(row, past, options.stopMinutes ?? stopMinutesDefault);
  if (stop === null) return null;
  const origin = whence();
  if (origin.usual !== null) return origin.usual;
  const severity: Severity = origin.roaming || (!origin.far && knowsDevice(row, past.profile)) ? 'medium' : 'high';
  return {
    variant: 'weaker-route',
    severity: stepped(severity, privileged ? 1 : 0),
    confidence: origin.far && !origin.roaming ? 'high' : 'medium',
    because: [`${stopWords(stop)}, and then nothing more than a password was`, ...differences(stop, row), ...origin.words],
    how: 'with nothing more than the password',
    stop,
  };
}

function differences(stop: SignIn, row: SignIn): readonly string[] {
  const words: string[] = [];
  if (stop.appId !== row.appId || stop.app !== row.app) words.push(`another application: '${label(row.app ?? '?', 60)}'`);
  if (stop.client !== row.client) words.push(`another client: '${label(row.client ?? '?', 40)}'`);
  return words;
}

/** Blocked on one platform, let in from the same network on another: policies ask the platform of the user agent. */
export function otherPlatform({ row, origin: whence, past, privileged, options }: Asking): Asked {
  const platform = platformOf(row);
  if (platform === null) return null;
  const block = blockBefore(row, platform, past, options);
  if (block === null) return null;
  const origin = whence();
  if (isByOwnKey(row)) return 'own-key';
  if (origin.usual === 'own-device') return origin.usual; // put the private laptop away, took the company's
  const before = platformOf(block) ?? '';
  const how = `as ${platform} instead of ${before}`;
  const contradicts = row.device?.os != null && row.device.os !== platform && platforms.has(row.device.os);
  const because = [`blocked as ${before}, let in as ${platform}: policies believe what the user agent says`];
  if (contradicts) because.push(`the device detail says ${label(row.device?.os ?? '', 20)}, the user agent ${platform}`);
  if (origin.usual !== null) {
    if (isOneMachine(before, platform)) return 'desktop-pages';
    if (!contradicts && !isNewDevice(row, past.profile)) return 'own-other-device';
    const severity: Severity = contradicts ? 'medium' : 'low';
    return {
      variant: 'other-platform',
      severity: stepped(severity, privileged ? 1 : 0),
      confidence: 'low',
      because,
      stop: block,
    };
  }
  const severity: Severity = contradicts || isNewDevice(row, past.profile) ? 'high' : 'medium';
  return {
    variant: 'other-platform',
    severity: stepped(severity, (privileged ? 1 : 0) - (origin.roaming ? 1 : 0)),
    confidence: origin.far || contradicts ? 'high' : 'medium',
    because: [...because, ...origin.words],
    how,
    stop: block,
  };
}

/** A key or certificate in the hand answers nobody who asks from afar. */
function isByOwnKey(row: SignIn): boolean {
  return row.secondFactor === 'passed' && row.methods.some(isBoundToDevice);
}

const platforms: ReadonlySet<string> = new Set(['windows', 'macos', 'linux', 'ios', 'android', 'chromeos', 'windows phone']);

/** What the user agent claims, else the device detail. */
export function platformOf(row: SignIn): string | null {
  const { agent } = row.route;
  if (agent !== null && platforms.has(agent)) return agent;
  const os = row.device?.os ?? null;
  return os !== null && platforms.has(os) ? os : null;
}

/** An iPad asks for the pages of a Mac, an Android telephone for those of a Linux desktop. */
function isOneMachine(a: string, b: string): boolean {
  const pair = [a, b].sort().join(' ');
  return pair === 'ios macos' || pair === 'android linux';
}

function blockBefore(row: SignIn, platform: string, past: Past, options: Options): SignIn | null {
  const from = row.time - (options.stopMinutes ?? stopMinutesDefault) * minuteMs;
  for (let i = past.rows.length - 1; i >= 0; i--) {
    const other = past.rows[i];
    if (other === undefined || other.time < from) return null;
    if (other.kind !== 'sign-in' || other.actor?.key !== past.subject || !isStop(other) || other.outcome !== 'blocked') continue;
    const claimed = platformOf(other);
    if (claimed !== null && claimed !== platform && isSameSource(other, row)) return other;
  }
  return null;
}

function isSameSource(a: SignIn, b: SignIn): boolean {
  if (a.ip !== null && a.ip === b.ip) return true;
  return a.network?.asn != null && a.network.asn === b.network?.asn;
}

/** The second factor was skipped for a reason that does not fit a network never seen of the person. */
export function excused({ row, origin: whence, past, privileged }: Asking): Asked {
  if (!isExcused(row)) return null;
  const origin = whence();
  if (origin.usual !== null) return origin.usual;
  const { excuse, location } = row.route;
  const known = knowsDevice(row, past.profile);
  let severity: Severity = origin.exit ? 'high' : 'medium';
  if (excuse === 'remembered-device' || excuse === 'registered-device') {
    if (known && !origin.far) return 'remembered-on-the-road';
    severity = !known && origin.far ? 'high' : 'medium';
  } else if (excuse !== 'app-password' && known) {
    if (!origin.far) return 'trusted-nearby'; // another office, before anybody declared its egress here
    severity = origin.exit ? 'high' : 'low';
  } else if (excuse === 'app-password') {
    if (origin.roaming) return 'roaming-client';
    severity = 'high';
  }
  return {
    variant: 'excused',
    severity: stepped(severity, (privileged ? 1 : 0) - (origin.roaming ? 1 : 0)),
    confidence: origin.roaming ? 'low' : origin.far ? 'high' : 'medium',
    because: [excuseWords(row, excuse, location), ...origin.words],
    how: null,
    stop: null,
  };
}

/** Within a Windows broker's logon the device itself is the reason: no policy was weakened. */
function isExcused(row: SignIn): boolean {
  const { excuse, location } = row.route;
  if (excuse !== null) return excuse !== 'broker';
  return location !== null && row.secondFactor === 'not-asked' && row.password === 'yes';
}

function excuseWords(row: SignIn, excuse: SignIn['route']['excuse'], location: string | null): string {
  if (excuse === 'app-password') return 'the second factor was skipped for an app password, which replaces both';
  if (excuse === 'remembered-device') return 'the second factor was skipped for a remembered device: a stolen cookie looks alike';
  if (excuse === 'registered-device') return 'the second factor was skipped for a registered device';
  const name = location === null ? '' : ` '${label(location, 60)}'`;
  return `the second factor was not asked for because ${row.ip ?? 'the address'} belongs to the trusted location${name}`;
}

/** A policy that only reports would have stopped it. Asked where it matters: the privileged, or far from where the person works. */
export function reportOnly({ row, origin: whence, past, privileged, options }: Asking): Asked {
  const failed = row.reportOnly.filter(({ result }) => result === 'reportOnlyFailure');
  const [policy] = failed;
  if (policy === undefined) return null;
  const origin = whence();
  const before = past.profile.routes.get('would-fail');
  const usual = isNormal(before) && dayCount(before.days) >= (options.usualDays ?? 3);
  if (usual && (!privileged || origin.usual !== null)) return 'would-fail-daily';
  if (origin.usual !== null) {
    if (!privileged) return origin.usual;
    return wouldHaveStopped('low', 'low', failed, ['the person is privileged']);
  }
  if (isByOwnKey(row)) return 'own-key';
  const twoFactors = row.secondFactor === 'passed' || row.secondFactor === 'satisfied-earlier';
  if (!privileged) {
    if (!origin.far) return 'report-only-nearby';
    if (twoFactors && knowsDevice(row, past.profile) && !origin.exit) return 'own-traveller';
  }
  const severity: Severity = origin.roaming ? 'low' : 'medium';
  return wouldHaveStopped(stepped(severity, privileged ? 1 : 0), confidenceOf(origin, twoFactors), failed, origin.words);
}

function confidenceOf(origin: StrangeOrigin, twoFactors: boolean): Way['confidence'] {
  return origin.far && !twoFactors ? 'high' : 'medium';
}

function wouldHaveStopped(
  severity: Severity,
  confidence: Way['confidence'],
  failed: readonly PolicyOutcome[],
  words: readonly string[],
): Way {
  const names = failed.slice(0, 3).map(({ name }) => `'${label(name, 60)}'`);
  const because = [
    `${names.join(', ')} only report${failed.length === 1 ? 's' : ''}: enforced, it would have stopped this`,
    ...words,
  ];
  return { variant: 'report-only', severity, confidence, because, how: null, stop: null };
}
