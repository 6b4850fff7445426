/** A policy that only reports would have stopped it. Asked where it matters: the privileged, or far from where the person works. */

import { dayCount, isNormal, label, type PolicyOutcome, type Severity } from '@gatewatch/domain';
import { knowsDevice, knowsRoutes } from './familiar.ts';
import { stepped } from './gravity.ts';
import type { StrangeOrigin } from './origin.ts';
import { type Asked, type Asking, isByOwnKey, type Way } from './way-round.ts';

export function reportOnly({ row, origin: whence, past, privileged, options }: Asking): Asked {
  const failed = row.reportOnly.filter(({ result }) => result === 'reportOnlyFailure');
  const [policy] = failed;
  if (policy === undefined) return null;
  const origin = whence();
  const before = past.profile.routes.get('would-fail');
  const habit = isNormal(before) && dayCount(before.days) >= (options.usualDays ?? 3);
  const usual = habit || !knowsRoutes(past.profile, row.time);
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
