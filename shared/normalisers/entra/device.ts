/** `deviceDetail` as a device: versions stripped, redactions and empty words are null. */

import type { Device } from '@gatewatch/domain';
import { id, object, text } from './fields.ts';

export function device(value: unknown): Device | null {
  const detail = object(value);
  if (detail === null) return null;
  const found: Device = {
    id: id(detail.deviceId),
    name: deviceName(detail.displayName),
    os: family(detail.operatingSystem, osFamilies, osFamily),
    browser: family(detail.browser, browserFamilies, withoutVersion),
    managed: typeof detail.isManaged === 'boolean' ? detail.isManaged : null,
    compliant: typeof detail.isCompliant === 'boolean' ? detail.isCompliant : null,
    trust: text(detail.trustType),
  };
  const known = found.id ?? found.name ?? found.os ?? found.browser ?? found.managed ?? found.compliant ?? found.trust;
  return known === null ? null : found;
}

function deviceName(value: unknown): string | null {
  const name = text(value);
  return name === null || name === '{PII Removed}' || name === 'PII Removed' ? null : name;
}

const osFamilies = new Map<string, string | null>();
const browserFamilies = new Map<string, string | null>();
const mostRemembered = 1024;

function family(value: unknown, remembered: Map<string, string | null>, fold: (name: string) => string | null): string | null {
  if (typeof value !== 'string' || value === '') return null;
  const known = remembered.get(value);
  if (known !== undefined) return known;
  const folded = fold(value.slice(0, 64).toWellFormed().toLowerCase().trim());
  if (remembered.size < mostRemembered && value.length <= 64) remembered.set(value, folded);
  return folded;
}

/** "Edge 97.0.1072" → edge, "Rich Client 4.40.0.0" → rich client. */
function withoutVersion(name: string): string | null {
  const stripped = name.replace(/[ /]v?\d.*$/, '').trim();
  return stripped === '' || stripped === 'unknown' ? null : stripped;
}

/** "Windows 10", "Windows10" → windows; "MacOs", "Mac OS X 10.15" → macos; "Ios 15" → ios. */
function osFamily(name: string): string | null {
  const letters = /^[a-z ]*/.exec(name)?.[0].replaceAll(' ', '') ?? '';
  if (letters === '' || letters === 'unknown') return null;
  if (letters.startsWith('windowsphone')) return 'windows phone';
  if (letters.startsWith('windows')) return 'windows';
  if (letters.startsWith('mac') || letters.startsWith('osx')) return 'macos';
  return letters;
}
