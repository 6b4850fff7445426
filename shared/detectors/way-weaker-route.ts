/** The right password was stopped, and minutes later something let the stranger in that asked for less. */

import { isOneFactor, label, type Severity, type SignIn } from '@gatewatch/domain';
import { knowsDevice } from './familiar.ts';
import { stepped } from './gravity.ts';
import { isExemptElsewhere } from './known-apps.ts';
import { stopBefore, stopMinutesDefault, stopWords } from './stops.ts';
import { type Asked, type Asking, isExcused } from './way-round.ts';

export function weakerRoute({ row, origin: whence, past, privileged, options }: Asking): Asked {
  const exempt = !isOneFactor(row) && !isExcused(row);
  if (exempt && !isExemptElsewhere(row)) return null;
  const stop = stopBefore(row, past, options.stopMinutes ?? stopMinutesDefault);
  if (stop === null || (exempt && stop.outcome !== 'blocked')) return null;
  const origin = whence();
  if (origin.usual !== null) return origin.usual;
  const severity: Severity = origin.roaming || (!origin.far && knowsDevice(row, past.profile)) ? 'medium' : 'high';
  return {
    variant: 'weaker-route',
    severity: stepped(severity, privileged() ? 1 : 0),
    confidence: origin.far && !origin.roaming ? 'high' : 'medium',
    because: [
      exempt
        ? 'policies on devices let the Company Portal pass for enrolment, and this was none'
        : `${stopWords(stop)}, and then nothing more than a password was`,
      ...differences(stop, row),
      ...origin.words,
    ],
    how: exempt ? 'by an application that policies on devices exempt' : 'with nothing more than the password',
    stop,
    home: null,
  };
}

function differences(stop: SignIn, row: SignIn): readonly string[] {
  const words: string[] = [];
  if (stop.appId !== row.appId || stop.app !== row.app) words.push(`another application: '${label(row.app ?? '?', 60)}'`);
  if (stop.client !== row.client) words.push(`another client: '${label(row.client ?? '?', 40)}'`);
  return words;
}
