/** Device-code phishing: the victim enters the code, somebody else has the session (detections.md 2.13). */

import { type App, authenticator, azureCli } from './apps.ts';
import type { Attack, Band } from './attack.ts';
import { strangeDevice } from './device.ts';
import { enterCode, type From, refresh } from './flows-entra.ts';
import { type Act, attackersSpot, type Done, ordinaryEntra, staging, whereWords } from './staging.ts';

const minuteMs = 60_000;
const handed = { transfer: 'deviceCodeFlow' } as const;

/** Entered at home, used from elsewhere 2 or 28 minutes later. Below: a command line's code, used on the person's own line. */
function handedOver(app: App, logged: boolean): (act: Act) => Done {
  return (act) => {
    const { actor, band, start } = act;
    const { person } = actor;
    const chosen = band === 'below' ? azureCli : app;
    const session = 0x40000000 + actor.stage.serial();
    const home: From = { spot: person.home, device: person.laptop, app: chosen, session };
    const entered = enterCode(actor, start, home, logged);
    const spot = attackersSpot(act);
    const end = start + (band === 'clear' ? 2 : 28) * minuteMs;
    const away = { spot, device: strangeDevice(actor.random.int(3)), app: chosen, session, manner: handed };
    const used = [refresh(actor, end, away), refresh(actor, end + 90 * minuteMs, away)];
    const note = `code for ${chosen.name} entered at home, used from ${whereWords(spot)}`;
    return { decisive: used, related: entered.decisive, end, note, spoils: band === 'below' };
  };
}

/** Exchange logs no refresh: the code itself is all there is. Worth a word the first time. */
const enteredOnly = ({ actor, start }: Act): Done => {
  const { person } = actor;
  const from: From = { spot: person.home, device: person.laptop, app: authenticator, session: 0x40000000 + actor.stage.serial() };
  return { decisive: enterCode(actor, start, from).decisive, end: start, note: 'first code for the broker, entered at home' };
};

const bands: readonly Band[] = ['clear', 'near'];

export const deviceCodeAttacks: readonly Attack[] = [
  staging('code-broker', 'device-code-sign-in', bands, handedOver(authenticator, true)),
  staging('code-command-line', 'device-code-sign-in', ['clear', 'near', 'below'], handedOver(azureCli, true)),
  staging('code-logged-none', 'device-code-sign-in', bands, handedOver(authenticator, false)),
  staging('code-entered-only', 'device-code-sign-in', ['near'], enteredOnly, {
    // Only the first code of a month is worth a word, and none in a planned roll-out.
    needs: (person) =>
      ordinaryEntra(person) && !person.suffered.has('device-code-sign-in') && !person.suffered.has('device-registration'),
    after: 12,
  }),
];
