/** What every kind of day is made of: sign-ins in the morning, refreshes all day, at home, in the office and on the way. */

import { blocks } from './addresses.ts';
import { interactiveApps, laptopApps, phoneApps } from './apps.ts';
import type { Day } from './day.ts';
import type { Device } from './device.ts';
import { easySignIn, factorSignIn, refresh, refusedPrompt, wrongPassword } from './flows-entra.ts';
import { googleLogin, googleLogout, googleWrongPassword } from './flows-google.ts';
import { type Spot, spotAt } from './spot.ts';

const microsoft = blocks.filter((block) => block.kind === 'microsoft');

/** A sign-in at a desk: sometimes mistyped, sometimes with a second factor, sometimes on the claims of the day before. */
export function deskSignIn(day: Day, time: number, spot: Spot, device: Device = day.actor.person.laptop, factor = 0.35): void {
  const { actor } = day;
  const { person, random } = actor;
  if (!person.entra || !day.free(time)) return;
  const from = { spot, device, app: random.pick(interactiveApps) };
  let at = time;
  if (random.chance(0.03)) at = wrongPassword(actor, at, from).end + random.within(5_000, 20_000);
  if (!random.chance(factor)) {
    easySignIn(actor, at, from);
    return;
  }
  // Nobody that is being attacked oversleeps a prompt of their own: what was staged just below a threshold stays there.
  if (random.chance(0.02) && Math.abs(day.number - person.attackedOn) > 2) {
    actor.stage.because('overslept-prompt', person.address, () => {
      at = refusedPrompt(actor, at, from, 'unanswered').end + random.within(5_000, 40_000);
    });
  }
  factorSignIn(actor, at, from);
}

export function googleSignIn(day: Day, time: number, spot: Spot): void {
  const { actor } = day;
  const { person, random } = actor;
  if (!person.google || !day.free(time)) return;
  let at = time;
  if (random.chance(0.03)) at = googleWrongPassword(actor, at, { spot }).end + random.within(4_000, 15_000);
  const factor = random.chance(0.45) ? random.pick(['google_prompt', 'google_prompt', 'google_authenticator']) : null;
  googleLogin(actor, at, { spot }, { factor, tries: random.chance(0.05) ? random.within(1, 2) : 0 });
  if (random.chance(0.15)) googleLogout(actor, at + random.within(20, 200) * 60_000, { spot });
}

/** `count` silent refreshes of the laptop between two local hours. */
export function laptopRefreshes(day: Day, count: number, from: number, to: number, where: (time: number) => Spot): void {
  const { actor } = day;
  if (!actor.person.entra) return;
  for (let i = 0; i < count; i++) {
    const time = day.between(from, to);
    if (!day.free(time)) continue;
    refresh(actor, time, { spot: where(time), device: actor.person.laptop, app: actor.random.pick(laptopApps) });
  }
}

export function phoneRefreshes(day: Day, count: number, from: number, to: number, where: (time: number) => Spot): void {
  const { actor } = day;
  if (!actor.person.entra) return;
  for (let i = 0; i < count; i++) {
    const time = day.between(from, to);
    if (!day.free(time)) continue;
    refresh(actor, time, { spot: where(time), device: actor.person.phone, app: actor.random.pick(phoneApps) });
  }
}

/** A Microsoft service refreshes on the person's behalf, from a data centre somewhere. */
export function serviceRefresh(day: Day): void {
  const { actor } = day;
  const time = day.between(8, 20);
  if (!actor.person.entra || microsoft.length === 0 || !day.free(time)) return;
  const spot = spotAt(actor.random.pick(microsoft), actor.random.within(2, 250));
  actor.stage.because('vendor-refresh', actor.person.address, () => {
    refresh(actor, time, { spot, device: actor.person.laptop, app: actor.random.pick(laptopApps) });
  });
}

export function onTheWay(day: Day): Spot {
  const { carrier, home } = day.actor.person;
  const { random } = day.actor;
  return (random.chance(0.8) ? carrier[0] : random.pick(carrier.length === 0 ? [home] : carrier)) ?? home;
}

/** Office or home for the day. `shift`: hours later than everybody else. */
export function ordinaryDay(day: Day, shift = 0): void {
  const { actor } = day;
  const { person, random } = actor;
  const inOffice = day.weekday && random.chance(0.55);
  const desk = inOffice ? random.pick(person.office.egress) : person.home;
  const workHours = (time: number): boolean => time >= day.at(8.8 + shift) && time < day.at(17.6 + shift);
  const phoneSpot = (time: number): Spot => {
    if (inOffice && workHours(time)) return random.chance(0.5) ? desk : onTheWay(day);
    if (inOffice && (time < day.at(9 + shift) || time < day.at(18.4 + shift)) && time > day.at(8.2 + shift)) return onTheWay(day);
    return random.chance(0.75) ? person.home : onTheWay(day);
  };
  if (!day.weekday) {
    phoneRefreshes(day, random.within(2, 5), 8 + shift, 23 + shift, phoneSpot);
    if (random.chance(0.15)) deskSignIn(day, day.between(10 + shift, 20 + shift), person.home);
    if (random.chance(0.2)) googleSignIn(day, day.between(10 + shift, 20 + shift), person.home);
    return;
  }
  phoneRefreshes(day, random.within(4, 8), 6.8 + shift, 22.5 + shift, phoneSpot);
  deskSignIn(day, day.between(8.8 + shift, 9.6 + shift), desk, person.laptop, 0.4);
  if (random.chance(0.5)) deskSignIn(day, day.between(12.5 + shift, 17 + shift), desk, person.laptop, 0.15);
  laptopRefreshes(day, random.within(7, 13), 9 + shift, 17.4 + shift, () => desk);
  if (random.chance(0.2)) laptopRefreshes(day, random.within(1, 3), 19.5 + shift, 22 + shift, () => person.home);
  googleSignIn(day, day.between(8.9 + shift, 10 + shift), desk);
  if (random.chance(0.3)) googleSignIn(day, day.between(13 + shift, 17 + shift), desk);
  if (random.chance(0.25)) serviceRefresh(day);
}
