/** Blocked on one platform, let in from the same network on another: policies ask the platform of the user agent. */

import { label, minuteMs, type Options, type Past, type Severity, type SignIn } from '@gatewatch/domain';
import { isNewDevice } from './familiar.ts';
import { stepped } from './gravity.ts';
import { isStop, stopMinutesDefault } from './stops.ts';
import { type Asked, type Asking, isByOwnKey } from './way-round.ts';

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
      severity: stepped(severity, privileged() ? 1 : 0),
      confidence: 'low',
      because,
      how,
      stop: block,
      home: null,
    };
  }
  const severity: Severity = contradicts || isNewDevice(row, past.profile) ? 'high' : 'medium';
  return {
    variant: 'other-platform',
    severity: stepped(severity, (privileged() ? 1 : 0) - (origin.roaming ? 1 : 0)),
    confidence: origin.far || contradicts ? 'high' : 'medium',
    because: [...because, ...origin.words],
    how,
    stop: block,
    home: null,
  };
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
  for (let back = 0; ; back++) {
    const other = past.newest(back, from);
    if (other === undefined) return null;
    if (other.kind !== 'sign-in' || other.actor?.key !== past.subject || !isStop(other) || other.outcome !== 'blocked') continue;
    const claimed = platformOf(other);
    if (claimed !== null && claimed !== platform && isSameSource(other, row)) return other;
  }
}

function isSameSource(a: SignIn, b: SignIn): boolean {
  if (a.ip !== null && a.ip === b.ip) return true;
  return a.network?.asn != null && a.network.asn === b.network?.asn;
}
