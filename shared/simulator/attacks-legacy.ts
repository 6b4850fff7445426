/** Protocols that can ask for nothing but the password: legacy mail and the password grant (detections.md 2.11, 2.14). */

import type { Attack, Band } from './attack.ts';
import { strangeDevice } from './device.ts';
import { type From, legacyMailSignIn, ropcSignIn, signInRow } from './flows-entra.ts';
import type { Spot } from './spot.ts';
import { type Act, attackersSpot, type Done, staging, whereWords } from './staging.ts';

const minuteMs = 60_000;
const all: readonly Band[] = ['clear', 'near', 'below'];

const clients = ['IMAP4', 'POP3', 'Authenticated SMTP', 'Exchange ActiveSync', 'Other clients'];

type SignIn = (act: Act, time: number, spot: Spot, code: number) => string;
const mail: SignIn = ({ actor }, time, spot, code) => legacyMailSignIn(actor, time, spot, code, actor.random.pick(clients));
const program: SignIn = ({ actor }, time, spot, code) => ropcSignIn(actor, time, spot, code);

/** Below: the password is wrong, so that nothing is proved. */
function success(signIn: SignIn): (act: Act) => Done {
  return (act) => {
    const { band, start, world, actor } = act;
    const spot = band === 'below' ? world.rented(actor.person) : attackersSpot(act);
    const row = signIn(act, start, spot, band === 'below' ? 50126 : 0);
    const words = band === 'below' ? 'a wrong password' : 'let in';
    return { decisive: [row], end: start, note: `${words} from ${whereWords(spot)}` };
  };
}

/** The scanner's password, used anywhere but in its office. Near: at a line of its own city. */
const elsewhere = ({ actor, band, start, world }: Act): Done => {
  const spot = band === 'clear' ? world.rented(actor.person) : (world.stranger(actor.person) ?? world.foreign(actor.person));
  const row = legacyMailSignIn(actor, start, spot, 0, 'Authenticated SMTP');
  return { decisive: [row], end: start, note: `a registered scanner, from ${whereWords(spot)}` };
};

/** The mailbox's protocol is blocked, but the password was right. Below: the owner's own old program is blocked at home. */
const refused = (act: Act): Done => {
  const spot = act.band === 'below' ? act.actor.person.home : attackersSpot(act);
  return { decisive: [mail(act, act.start, spot, 53003)], end: act.start, note: `blocked by policy at ${whereWords(spot)}` };
};

/** Stopped by the second factor in a browser, then let in by another way: 4 or 55 minutes later. */
function afterStop(signIn: SignIn): (act: Act) => Done {
  return (act) => {
    const { actor, band, start } = act;
    const spot = attackersSpot(act);
    const from: From = { spot, device: strangeDevice(actor.random.int(3)) };
    const stopped = signInRow(actor, start, from, { code: 50074, typed: true });
    const end = start + (band === 'clear' ? 4 : 55) * minuteMs;
    const row = signIn(act, end, spot, 0);
    return {
      decisive: [row],
      related: [stopped.id],
      end,
      note: `stopped at the second factor, then let in from ${whereWords(spot)}`,
    };
  };
}

export const legacyAttacks: readonly Attack[] = [
  staging('legacy-success', 'legacy-authentication', all, success(mail)),
  staging('legacy-after-stop', 'legacy-authentication', ['clear', 'near'], afterStop(mail)),
  staging('legacy-scanner-elsewhere', 'legacy-authentication', ['clear', 'near'], elsewhere, {
    on: 'scanner',
    needs: () => true,
  }),
  staging('legacy-refused', 'legacy-authentication', all, refused),
];

export const ropcAttacks: readonly Attack[] = [
  staging('ropc-success', 'ropc-authentication', all, success(program)),
  staging('ropc-after-stop', 'ropc-authentication', ['clear', 'near'], afterStop(program)),
];
