/** The second factor was skipped for a reason that does not fit a network never seen of the person. */

import { label, type Severity, type SignIn } from '@gatewatch/domain';
import { knowsDevice } from './familiar.ts';
import { stepped } from './gravity.ts';
import { type Asked, type Asking, isExcused } from './way-round.ts';

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
    severity: stepped(severity, (privileged() ? 1 : 0) - (origin.roaming ? 1 : 0)),
    confidence: origin.roaming ? 'low' : origin.far ? 'high' : 'medium',
    because: [excuseWords(row, excuse, location), ...origin.words],
    how: null,
    stop: null,
    home: null,
  };
}

function excuseWords(row: SignIn, excuse: SignIn['route']['excuse'], location: string | null): string {
  if (excuse === 'app-password') return 'the second factor was skipped for an app password, which replaces both';
  if (excuse === 'remembered-device') return 'the second factor was skipped for a remembered device: a stolen cookie looks alike';
  if (excuse === 'registered-device') return 'the second factor was skipped for a registered device';
  const name = location === null ? '' : ` '${label(location, 60)}'`;
  return `the second factor was not asked for because ${row.ip ?? 'the address'} belongs to the trusted location${name}`;
}
