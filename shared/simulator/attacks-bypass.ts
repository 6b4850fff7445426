/** Ways round multi-factor authentication and conditional access (detections.md 2.10, 2.12; issue: bypass). */

import { companyPortal, forgotten, officePortal } from './apps.ts';
import type { Attack, Band } from './attack.ts';
import { type Device, iphoneAgent, strangeDevice } from './device.ts';
import {
  blockedByPolicy,
  blockedDevice,
  easySignIn,
  type From,
  factorSignIn,
  passwordAlone,
  signInRow,
  skippedFactor,
} from './flows-entra.ts';
import type { Manner } from './record.ts';
import { type Act, attackersSpot, type Done, staging, whereWords } from './staging.ts';

const minuteMs = 60_000;
const all: readonly Band[] = ['clear', 'near', 'below'];
const found: readonly Band[] = ['clear', 'near'];

const strange = ({ actor }: Act): Device => strangeDevice(actor.random.int(3));
const fromOf = (act: Act): From => ({ spot: attackersSpot(act), device: strange(act), app: officePortal });

/** An application that no policy covers. Below: on the person's own line, where a hole in the policy is no stranger. */
const alone = (act: Act): Done => {
  const from = { ...fromOf(act), app: forgotten };
  const rows = passwordAlone(act.actor, act.start, from);
  const note = `a password alone from ${whereWords(from.spot)}`;
  return { decisive: rows.decisive, end: rows.end, note, spoils: act.band === 'below' };
};

/** Stopped by the second factor, then an application that does not ask: 5 or 55 minutes later. */
const weakerRoute = (act: Act): Done => {
  const from = fromOf(act);
  const stopped = signInRow(act.actor, act.start, from, { code: act.band === 'clear' ? 50074 : 50076, typed: true });
  const end = act.start + (act.band === 'clear' ? 5 : 55) * minuteMs;
  const rows = passwordAlone(act.actor, end, { ...from, app: forgotten });
  const note = `second factor asked for, then none, from ${whereWords(from.spot)}`;
  return { decisive: rows.decisive, related: [stopped.id], end, note };
};

/** Policies on devices let the Company Portal pass, for whatever resource. */
const portal = (act: Act): Done => {
  const from = fromOf(act);
  const stopped = blockedDevice(act.actor, act.start, from);
  const end = act.start + (act.band === 'clear' ? 5 : 50) * minuteMs;
  const rows = factorSignIn(act.actor, end, { ...from, app: companyPortal });
  const note = `device blocked, then let in by the Company Portal, from ${whereWords(from.spot)}`;
  return { decisive: rows.decisive, related: [...stopped.decisive, ...rows.related], end: rows.end, note };
};

/** Blocked as Windows or Linux, then the same browser calls itself an iPhone: 4, 50 or (too late to belong together) 80 minutes later. */
const platform = (act: Act): Done => {
  const { actor, band, start, world } = act;
  const spot = band === 'clear' ? world.rented(actor.person) : (world.stranger(actor.person) ?? world.sameLine(actor.person));
  const from: From = { spot, device: strange(act), app: officePortal };
  const stopped = blockedByPolicy(actor, start, from);
  const manner: Manner = { agent: iphoneAgent };
  const rows = factorSignIn(actor, start + (band === 'clear' ? 4 : band === 'near' ? 50 : 80) * minuteMs, { ...from, manner });
  const note = `blocked, then let in as an iPhone, from ${whereWords(spot)}`;
  return {
    decisive: rows.decisive,
    related: [...stopped.decisive, ...rows.related],
    end: rows.end,
    note,
    spoils: band === 'below',
  };
};

/** Near: an access line abroad instead of a rented machine. Below: a provider never seen, close by. */
const reportOnly = (act: Act): Done => {
  const { actor, band, start, world } = act;
  const { person } = actor;
  const close = world.stranger(person) ?? world.sameLine(person);
  const spot = band === 'clear' ? world.rented(person) : band === 'near' ? world.foreign(person) : close;
  const rows = easySignIn(actor, start, { spot, device: strange(act), manner: { pilotFails: true } });
  const note = `a policy in its pilot would have stopped it, from ${whereWords(spot)}`;
  return { decisive: rows.decisive, end: rows.end, note, spoils: band === 'below' };
};

function skipped(why: NonNullable<Manner['skipped']>): (act: Act) => Done {
  return (act) => {
    const from = fromOf(act);
    const rows = skippedFactor(act.actor, act.start, from, why);
    const note = `second factor skipped due to ${why}, from ${whereWords(from.spot)}`;
    return { decisive: rows.decisive, end: rows.end, note, spoils: act.band === 'below' };
  };
}

export const singleFactorAttacks: readonly Attack[] = [staging('single-password-alone', 'single-factor-sign-in', all, alone)];

export const bypassAttacks: readonly Attack[] = [
  staging('bypass-weaker-route', 'conditional-access-bypass', found, weakerRoute),
  staging('bypass-company-portal', 'conditional-access-bypass', found, portal),
  staging('bypass-platform', 'conditional-access-bypass', all, platform),
  staging('bypass-report-only', 'conditional-access-bypass', all, reportOnly),
  staging('bypass-remembered-device', 'conditional-access-bypass', all, skipped('remembered device')),
  staging('bypass-trusted-location', 'conditional-access-bypass', all, skipped('location')),
  staging('bypass-app-password', 'conditional-access-bypass', all, skipped('app password')),
];
