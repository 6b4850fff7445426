/** Devices and factors registered by somebody else, who then can come back (detections.md 2.4, 2.7, 2.8). */

import { authenticator } from './apps.ts';
import type { Attack, Band } from './attack.ts';
import { type Device, strangeDevice } from './device.ts';
import {
  type Actor,
  auditRow,
  enterCode,
  type From,
  factorSignIn,
  refusedPrompt,
  registerDevice,
  registerFactor,
} from './flows-entra.ts';
import { googleAccountChange, googleLogin } from './flows-google.ts';
import type { Person } from './person.ts';
import type { EntraSignIn } from './record.ts';
import type { Spot } from './spot.ts';
import { type Act, type Done, ordinaryEntra, staging, whereWords } from './staging.ts';

const minuteMs = 60_000;
const all: readonly Band[] = ['clear', 'near', 'below'];
const found: readonly Band[] = ['clear', 'near'];

type Register = (actor: Actor, time: number, spot: Spot, n?: number) => readonly string[];

const machine = (n: number): Device => ({
  ...strangeDevice(0),
  name: `DESKTOP-${(0x7a31f + n * 7919).toString(36).toUpperCase()}`,
  os: 'Windows',
});
/** Its rows say no address: the sign-in before tells where it came from. */
const device: Register = (actor, time, _spot, n = actor.person.index) => registerDevice(actor, time, machine(n), null);
const factor: Register = (actor, time, spot) => [registerFactor(actor, time, spot.ip)];
const telephone: Register = (actor, time, spot) => [registerFactor(actor, time, spot.ip, 'User registered Mobile Phone SMS')];

const strange = ({ actor }: Act): Device => strangeDevice(actor.random.int(3));

/** clear: a rented machine abroad; near: an access line abroad; below: a provider and perhaps a city never seen, close by. */
function spotOf({ actor, band, world }: Act): Spot {
  if (band === 'clear') return world.rented(actor.person);
  if (band === 'near') return world.foreign(actor.person);
  return world.stranger(actor.person) ?? world.sameLine(actor.person);
}

/** A stolen session or password and a factor passed by proxy, then something registered 5 or 50 minutes later. */
function afterForeign(register: Register): (act: Act) => Done {
  return (act) => {
    const { actor, band, start } = act;
    const spot = spotOf(act);
    const passed = factorSignIn(actor, start, { spot, device: strange(act) });
    const end = passed.end + (band === 'near' ? 50 : 5) * minuteMs;
    const decisive = register(actor, end, spot);
    const note = `signed in from ${whereWords(spot)}, then registered`;
    return { decisive, related: [...passed.decisive, ...passed.related], end: end + 1000, note, spoils: band === 'below' };
  };
}

/** The help desk is talked into a reset, then it goes on abroad. Below: the person's own line. */
function afterReset(register: Register): (act: Act) => Done {
  return (act) => {
    const { actor, band, start, world } = act;
    const { person } = actor;
    const reset = auditRow(actor, start, {
      activity: 'Reset password (by admin)',
      category: 'UserManagement',
      service: 'Core Directory',
      operation: 'Update',
      actor: world.helpDesk,
      ip: world.helpDesk.home.ip,
    });
    const spot = band === 'below' ? person.home : spotOf(act);
    const passed = factorSignIn(actor, start + 20 * minuteMs, { spot, device: strange(act) });
    const end = passed.end + 6 * minuteMs;
    const decisive = register(actor, end, spot);
    const note = `password reset by the help desk, then registered from ${whereWords(spot)}`;
    return { decisive, related: [reset, ...passed.decisive, ...passed.related], end: end + 1000, note };
  };
}

/** Prompts until one was approved: the attacker sits in the victim's own city. */
function afterFatigue(register: Register): (act: Act) => Done {
  return (act) => {
    const { actor, start, world } = act;
    const from: From = { spot: world.neighbour(actor.person), device: strange(act) };
    const refused = Array.from({ length: 6 }, (_, n) => refusedPrompt(actor, start + n * 80_000, from, 'declined'));
    const passed = factorSignIn(actor, start + 9 * minuteMs, from);
    const end = passed.end + 10 * minuteMs;
    const decisive = register(actor, end, from.spot);
    const related = [...refused, passed].flatMap((rows) => [...rows.decisive, ...rows.related]);
    return { decisive, related, end: end + 1000, note: '6 prompts, one approved, then registered' };
  };
}

/** The vendor's verdict came first: high, medium, or low (below). Close by, so that the place says little. */
function afterRisk(register: Register): (act: Act) => Done {
  return (act) => {
    const { actor, band, start, world } = act;
    const spot = world.stranger(actor.person) ?? world.sameLine(actor.person);
    const risk: EntraSignIn['risk'] = band === 'clear' ? 'high' : band === 'near' ? 'medium' : 'low';
    const passed = factorSignIn(actor, start, { spot, device: strange(act), risk });
    const end = passed.end + 8 * minuteMs;
    const decisive = register(actor, end, spot);
    const note = `sign-in of ${risk} risk, then registered`;
    return { decisive, related: [...passed.decisive, ...passed.related], end: end + 1000, note, spoils: band === 'below' };
  };
}

/** A script registers one machine after the other: 6, 3 or (as people do) 2. */
const many = (act: Act): Done => {
  const { actor, band, start, world } = act;
  const { person } = actor;
  const spot = band === 'below' ? person.home : (world.stranger(person) ?? world.sameLine(person));
  const passed = factorSignIn(actor, start, { spot, device: strange(act) });
  const count = band === 'clear' ? 6 : band === 'near' ? 3 : 2;
  const decisive: string[] = [];
  for (let n = 0; n < count; n++)
    decisive.push(...device(actor, passed.end + (2 + n * 4) * minuteMs * (band === 'clear' ? 0.4 : 1), spot, n));
  return {
    decisive,
    related: [...passed.decisive, ...passed.related],
    end: passed.end + 15 * minuteMs,
    note: `${count} devices in a row`,
  };
};

/** A device code for the broker, entered by the victim at home: its token registers a device. */
const afterCode = ({ actor, start }: Act): Done => {
  const { person } = actor;
  const from: From = { spot: person.home, device: person.laptop, app: authenticator, session: 0x40000000 + actor.stage.serial() };
  const entered = enterCode(actor, start, from);
  const end = start + 6 * minuteMs;
  return {
    decisive: device(actor, end, person.home),
    related: entered.decisive,
    end: end + 1000,
    note: 'code for the broker, then a device',
  };
};

/** Another person adds a factor: for a privileged one that is nobody's job; for others (below) it happens. */
const byAnother = ({ actor, band, start, world }: Act): Done => {
  const colleague = world.colleague(actor.person);
  const row = auditRow(actor, start, {
    activity: 'Admin registered security info',
    category: 'UserManagement',
    service: 'Authentication Methods',
    operation: 'Add',
    reason: 'Admin registered phone method for user',
    actor: colleague,
    ip: colleague.home.ip,
  });
  return {
    decisive: [row],
    end: start,
    note: `${band === 'below' ? 'an ordinary' : 'a privileged'} person's factor, added by a colleague`,
  };
};

const googleEnrol = (act: Act): Done => {
  const { actor, band, start } = act;
  const spot = spotOf(act);
  const login = googleLogin(actor, start, { spot });
  const end = start + (band === 'near' ? 50 : 5) * minuteMs;
  const decisive = googleAccountChange(actor, end, { spot }, '2sv_change', '2sv_enroll');
  return {
    decisive,
    related: [...login.decisive, ...login.related],
    end,
    note: `2-step verification enrolled from ${whereWords(spot)}`,
    spoils: band === 'below',
  };
};

const withGoogle = { needs: (person: Person) => person.google && !person.privileged };

export const deviceAttacks: readonly Attack[] = [
  staging('device-after-foreign', 'device-registration', all, afterForeign(device)),
  staging('device-after-reset', 'device-registration', all, afterReset(device)),
  staging('device-after-fatigue', 'device-registration', ['clear'], afterFatigue(device)),
  staging('device-after-code', 'device-registration', ['clear'], afterCode, {
    needs: (person) => ordinaryEntra(person) && !person.suffered.has('device-code-sign-in'),
  }),
  staging('device-many', 'device-registration', all, many),
  staging('device-after-risk', 'device-registration', all, afterRisk(device)),
];

export const factorAttacks: readonly Attack[] = [
  staging('factor-after-foreign', 'factor-registration', all, afterForeign(factor)),
  staging('factor-after-reset', 'factor-registration', all, afterReset(telephone)),
  staging('factor-after-fatigue', 'factor-registration', ['clear'], afterFatigue(factor)),
  staging('factor-after-risk', 'factor-registration', all, afterRisk(factor)),
  staging('factor-by-colleague', 'factor-registration', found, byAnother, {
    needs: (person) => person.entra && person.privileged,
  }),
  staging('factor-by-colleague', 'factor-registration', ['below'], byAnother),
  staging('factor-google', 'factor-registration', all, googleEnrol, withGoogle),
];
