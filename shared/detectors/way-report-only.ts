/** A policy that only reports would have stopped it. Asked where it matters: the privileged, or far from where the person works. */

import {
  certainDistanceKm,
  dayCount,
  isNormal,
  label,
  type Past,
  type PolicyOutcome,
  type Severity,
  type SignIn,
} from '@gatewatch/domain';
import { knowsDevice, knowsRoutes } from './familiar.ts';
import { stepped } from './gravity.ts';
import { originOf, type StrangeOrigin } from './origin.ts';
import { whyNowhere } from './presence.ts';
import { type Asked, type Asking, isByOwnKey, type Way } from './way-round.ts';
import { floor1, placeWords } from './words.ts';

export function reportOnly({ row, origin: whence, past, privileged, options }: Asking): Asked {
  if (row.reportOnly.length === 0) return null; // nearly always
  const failed = row.reportOnly.filter(({ result }) => result === 'reportOnlyFailure');
  if (failed.length === 0) return null;
  const origin = whence();
  const before = past.profile.routes.get('would-fail');
  const habit = isNormal(before) && dayCount(before.days) >= (options.usualDays ?? 3);
  const usual = habit || !knowsRoutes(past.profile, row.time);
  if (usual && (!privileged() || origin.usual !== null)) return 'would-fail-daily';
  if (origin.usual !== null) {
    if (!privileged()) return origin.usual;
    return wouldHaveStopped('low', 'low', failed, ['the person is privileged']);
  }
  if (isByOwnKey(row)) return 'own-key';
  const twoFactors = row.secondFactor === 'passed' || row.secondFactor === 'satisfied-earlier';
  const home = origin.far || !origin.newDevice ? null : leftBehind(row, past, options.remoteKm ?? 500);
  if (!privileged()) {
    if (!origin.far && home === null) return 'report-only-nearby';
    if (twoFactors && knowsDevice(row, past.profile) && !origin.exit) return 'own-traveller';
  }
  const severity: Severity = origin.roaming ? 'low' : 'medium';
  const words =
    home === null ? origin.words : [...origin.words, `far from ${placeWords(home.place)}, where the person was within the day`];
  const way = wouldHaveStopped(stepped(severity, privileged() ? 1 : 0), confidenceOf(origin, twoFactors), failed, words);
  return { ...way, home };
}

/** The latest usual sign-in of the day that shows a place, where it is so far away that a country, however large, is no excuse. */
function leftBehind(row: SignIn, past: Past, remoteKm: number): SignIn | null {
  const home = past.rows.findLast(
    (other): other is SignIn =>
      other.kind === 'sign-in' &&
      other.outcome === 'success' &&
      other.actor?.key === past.subject &&
      whyNowhere(other) === null &&
      originOf(other, past).usual !== null,
  );
  return home !== undefined && kmBetween(home, row) >= remoteKm ? home : null;
}

/** Kilometres that are certain, never above the true value; 0 where a place is unknown. */
export function kmBetween(a: SignIn, b: SignIn): number {
  return a.place === null || b.place === null ? 0 : floor1(certainDistanceKm(a.place, b.place));
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
  return { variant: 'report-only', severity, confidence, because, how: null, stop: null, home: null };
}
