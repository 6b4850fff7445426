/** The days that are not plain: each habit is a trap that a detector has to know. None of them is an attack. */

import { blocks } from './addresses.ts';
import { azurePortal, laptopApps, phoneApps } from './apps.ts';
import { createDay, type Day, dayLengthMs } from './day.ts';
import { ownDevice } from './device.ts';
import {
  auditRow,
  easySignIn,
  factorSignIn,
  legacyMailSignIn,
  refresh,
  refusedPrompt,
  registerDevice,
  registerFactor,
  signInRow,
  wrongPassword,
} from './flows-entra.ts';
import { googleAccountChange, googleLogin } from './flows-google.ts';
import {
  administratorDay,
  type Colleagues,
  developerDay,
  guestDay,
  lostPhoneDay,
  mailPhoneDay,
  meetingRoomDay,
  nextLaptop,
  onboardingDay,
  privateLaptopDay,
  rememberedDay,
  twoHomesDay,
  virtualDesktopDay,
} from './habits-devices.ts';
import { deskSignIn, googleSignIn, laptopRefreshes, onTheWay, ordinaryDay, phoneRefreshes } from './ordinary.ts';
import type { Habit } from './person.ts';
import { kmBetween, type Spot, spotAt } from './spot.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const aircraft = blocks.filter((block) => block.kind === 'satellite');

export const habitDays: Readonly<Record<Habit, (day: Day, colleagues: Colleagues) => void>> = {
  plain: (day) => ordinaryDay(day),
  night: (day) => ordinaryDay(day, 12.5),
  vpn: vpnDay,
  relay: relayDay,
  traveller: travellerDay,
  'stuck-mail': stuckMailDay,
  'prompt-loop': promptLoopDay,
  'two-exits': twoExitsDay,
  typos: typosDay,
  'dual-stack': dualStackDay,
  'distant-carrier': distantCarrierDay,
  'new-devices': newDevicesDay,
  'corporate-vpn': corporateVpnDay,
  scanner: scannerDay,
  developer: developerDay,
  'mail-phone': mailPhoneDay,
  'meeting-room': meetingRoomDay,
  onboarding: onboardingDay,
  guest: guestDay,
  'virtual-desktop': virtualDesktopDay,
  'two-homes': twoHomesDay,
  'private-laptop': privateLaptopDay,
  remembered: rememberedDay,
  administrator: administratorDay,
  'lost-phone': lostPhoneDay,
};

/** A private VPN is switched on and off: its exit and home within minutes of each other, every working day. */
function vpnDay(day: Day): void {
  ordinaryDay(day);
  const { actor } = day;
  const { person, random } = actor;
  if (!person.entra || !day.weekday) return;
  day.actor.stage.because('vpn-switched-on', day.actor.person.address, () => {
    for (let i = random.within(2, 5); i > 0; i--) {
      const time = day.between(9, 21);
      const exit = person.exits[random.chance(0.8) ? 0 : 1] ?? person.home;
      refresh(actor, time, { spot: person.home, device: person.laptop, app: random.pick(laptopApps) });
      const on = time + random.within(1, 6) * minuteMs;
      if (random.chance(0.3)) easySignIn(actor, on, { spot: exit, device: person.laptop });
      else refresh(actor, on, { spot: exit, device: person.laptop, app: random.pick(laptopApps) });
    }
  });
}

/** The phone's relay picks another exit every time. */
function relayDay(day: Day): void {
  const { person, random } = day.actor;
  ordinaryDay(day);
  day.actor.stage.because('relay-exits', person.address, () => {
    if (person.exits.length > 0) phoneRefreshes(day, random.within(4, 9), 7, 23, () => random.pick(person.exits));
  });
}

/** Real flights: a plane's 850 km/h and two hours at airports between the last row here and the first row there. */
function travellerDay(day: Day): void {
  const { person, random } = day.actor;
  const trip = person.away;
  if (trip !== null) {
    hotelDay(day, trip.spot, day.number >= trip.until);
    if (day.number >= trip.until) person.away = null;
    return;
  }
  if (!day.weekday || day.number === 0 || !random.chance(0.22)) {
    ordinaryDay(day);
    return;
  }
  const places = blocks.filter((b) => {
    const km = kmBetween(b.city, person.home.block.city);
    return b.kind === 'isp' && km > 700 && km < 9500;
  });
  if (places.length === 0) return;
  const hotel = spotAt(random.pick(places), random.within(20, 240));
  deskSignIn(day, day.between(6.5, 7.2), person.home);
  phoneRefreshes(day, random.within(1, 3), 6, 7.5, () => person.home);
  person.notBefore = day.at(7.6) + flightMs(kmBetween(person.home.block.city, hotel.block.city));
  person.away = { spot: hotel, until: day.number + random.within(2, 4) };
  const landed = person.notBefore + random.within(10, 50) * minuteMs;
  if (person.entra && random.chance(0.6)) inFlight(day, day.at(8.6), person.notBefore - 40 * minuteMs);
  day.actor.stage.because('flight', person.address, () => {
    deskSignIn(day, landed, hotel, person.laptop, 1);
    if (person.google) googleSignIn(day, landed + 5 * minuteMs, hotel);
  });
}

/** Above the ocean: the aircraft's satellite lands in a city that has nothing to do with the journey. */
function inFlight({ actor }: Day, from: number, to: number): void {
  const { person, random, stage } = actor;
  const spot = spotAt(random.pick(aircraft), random.within(2, 250));
  stage.because('in-flight-network', person.address, () => {
    factorSignIn(actor, random.real(from, Math.max(from, to)), { spot, device: person.laptop });
    refresh(actor, random.real(from, Math.max(from, to)), { spot, device: person.phone, app: random.pick(phoneApps) });
  });
}

function flightMs(km: number): number {
  return (km / 850 + 2) * hourMs;
}

function hotelDay(day: Day, hotel: Spot, last: boolean): void {
  const { actor } = day;
  const { person, random } = actor;
  // The day's clock is that of the place, on the same calendar day.
  const there = createDay(actor, day.number, day.at(0) + person.office.city.utc * hourMs, hotel.block.city.utc);
  const until = last ? 10 : 19;
  // A roaming phone still leaves through its own country.
  const roaming = (): Spot => (random.chance(0.3) ? onTheWay(day) : hotel);
  deskSignIn(there, there.between(8, 9), hotel, person.laptop, 0.3);
  laptopRefreshes(there, last ? 2 : random.within(5, 9), 8.2, until - 0.2, () => hotel);
  phoneRefreshes(there, last ? 2 : random.within(3, 6), 7.5, until - 0.2, roaming);
  if (random.chance(0.5)) googleSignIn(there, there.between(8, until - 1), hotel);
  if (last) person.notBefore = there.at(until) + flightMs(kmBetween(hotel.block.city, person.home.block.city));
}

/** The phone's old mail program keeps trying the password of last week. */
function stuckMailDay(day: Day): void {
  ordinaryDay(day);
  const { actor } = day;
  const { person, random } = actor;
  if (!person.entra) return;
  if (day.number > person.stuckUntil && day.weekday && day.number % 5 === person.index % 5) {
    person.stuckUntil = day.number + random.within(0, 1);
    auditRow(actor, day.at(9.2), {
      activity: 'Change user password',
      category: 'UserManagement',
      service: 'Core Directory',
      operation: 'Update',
      ip: person.home.ip,
    });
  }
  if (day.number > person.stuckUntil) return;
  day.actor.stage.because('stuck-mail', day.actor.person.address, () => {
    for (let time = day.at(9.5); time < day.at(22); time += random.within(4, 14) * minuteMs) {
      legacyMailSignIn(actor, time, random.chance(0.6) ? person.home : onTheWay(day), 50126);
    }
  });
}

/**
 * A sign-in frequency policy asks the owner's own managed laptop at home while nobody is there: prompts time out, minutes or an
 * hour apart, and the first one that is seen is approved.
 */
function promptLoopDay(day: Day): void {
  const { actor } = day;
  const { person, random } = actor;
  const loops = day.weekday && day.number >= 3 && random.chance(0.4);
  if (!loops) {
    ordinaryDay(day);
    return;
  }
  day.actor.stage.because('frequency-loop', day.actor.person.address, () => {
    const from = { spot: person.home, device: person.laptop, app: azurePortal };
    deskSignIn(day, day.between(8.5, 9), person.home, person.laptop, 1);
    const quick = random.chance(0.5);
    const count = quick ? random.within(5, 7) : random.within(8, 10);
    let time = day.between(9.5, 10.5);
    for (let i = 0; i < count; i++) {
      const rows = refusedPrompt(actor, time, from, 'unanswered');
      time = rows.end + (quick ? random.within(35_000, 60_000) : random.within(45 * minuteMs, 60 * minuteMs));
    }
    const back = factorSignIn(actor, time, from);
    laptopRefreshes(day, 4, 9.2, 18.5, () => person.home);
    refresh(actor, back.end + 2 * minuteMs, { ...from, app: random.pick(laptopApps) });
  });
}

/** A gateway that leaves through two countries: day about at first, then both within minutes. Phone and laptop alike. */
function twoExitsDay(day: Day): void {
  const { person, random } = day.actor;
  const second = person.exits[0] ?? person.home;
  const today = day.number % 2 === 0 ? person.home : second;
  const both = day.number >= 8;
  const where = (): Spot => (both ? (random.chance(0.5) ? person.home : second) : today);
  if (!day.weekday) {
    phoneRefreshes(day, random.within(3, 5), 9, 20, where);
    return;
  }
  day.actor.stage.because('two-exits', day.actor.person.address, () => {
    deskSignIn(day, day.between(8.8, 9.6), where());
    laptopRefreshes(day, random.within(8, 14), 9.7, 17.5, where);
    phoneRefreshes(day, random.within(3, 6), 9.7, 20, where);
    googleSignIn(day, day.between(10, 16), where());
  });
}

/** Two or three wrong tries on most mornings; now and then until the account locks. */
function typosDay(day: Day): void {
  const { actor } = day;
  const { person, random } = actor;
  if (day.weekday && random.chance(0.6)) {
    day.actor.stage.because('typos', day.actor.person.address, () => {
      let time = day.between(8.3, 8.7);
      const tries = random.chance(0.12) ? 10 : random.within(1, 3);
      const from = { spot: person.home, device: person.laptop };
      for (let i = 0; i < tries && person.entra; i++) time = wrongPassword(actor, time, from).end + random.within(4_000, 25_000);
      if (person.entra && tries === 10) signInRow(actor, time, from, { code: 50053, typed: true });
      if (person.entra) factorSignIn(actor, time + (tries === 10 ? 3 * minuteMs : 15_000), from);
      if (person.google)
        googleLogin(actor, time + 4 * minuteMs, { spot: person.home }, { tries: random.within(1, 3), factor: 'google_prompt' });
    });
  }
  ordinaryDay(day);
}

/** IPv4 and IPv6 of one line in the same minute. */
function dualStackDay(day: Day): void {
  const { actor } = day;
  const { person, random } = actor;
  ordinaryDay(day);
  if (!person.entra) return;
  day.actor.stage.because('dual-stack', day.actor.person.address, () => {
    for (let i = random.within(2, 6); i > 0; i--) {
      const time = day.between(18.5, 23);
      refresh(actor, time, { spot: person.home, device: person.laptop, app: random.pick(laptopApps) });
      refresh(actor, time + random.within(200, 40_000), {
        spot: person.homeV6,
        device: person.laptop,
        app: random.pick(laptopApps),
      });
    }
  });
}

/** The phone jumps between gateways of its carrier, far from home and minutes apart. */
function distantCarrierDay(day: Day): void {
  const { person, random } = day.actor;
  ordinaryDay(day);
  day.actor.stage.because('carrier-gateways', person.address, () => {
    if (person.carrier.length > 0) phoneRefreshes(day, random.within(6, 12), 7, 22, () => random.pick(person.carrier));
  });
}

/** A new phone or laptop now and then: registered from home, after a sign-in with the old factor. */
function newDevicesDay(day: Day): void {
  const { actor } = day;
  const { person, random } = actor;
  if (day.weekday && day.number % 6 === person.index % 6) {
    const phone = random.chance(0.5);
    const fresh = phone ? ownDevice(actor.stage.seed, person.index, person.devices++ % 31, true, true) : nextLaptop(day);
    day.actor.stage.because(phone ? 'new-phone' : 'new-laptop', day.actor.person.address, () => {
      const time = day.between(18.5, 20);
      if (person.entra) {
        const done = factorSignIn(actor, time, { spot: person.home, device: person.laptop });
        if (phone) registerFactor(actor, done.end + 2 * minuteMs, person.home.ip);
        registerDevice(actor, done.end + 4 * minuteMs, fresh, person.home.ip);
        refresh(actor, done.end + 6 * minuteMs, {
          spot: person.home,
          device: fresh,
          app: random.pick(phone ? phoneApps : laptopApps),
        });
      }
      if (person.google && phone)
        googleAccountChange(actor, time + 9 * minuteMs, { spot: person.home }, '2sv_change', '2sv_enroll');
    });
    ordinaryDay(day);
    if (phone) person.phone = fresh;
    else person.laptop = fresh;
    return;
  }
  ordinaryDay(day);
}

/** At home, the laptop leaves through another office's egress while the phone stays where it is. */
function corporateVpnDay(day: Day): void {
  const { actor } = day;
  const { person, random } = actor;
  if (!day.weekday) {
    ordinaryDay(day);
    return;
  }
  const tunnel = person.exits[0] ?? random.pick(person.office.egress);
  deskSignIn(day, day.between(8.5, 9), person.home);
  day.actor.stage.because('corporate-egress', person.address, () => {
    laptopRefreshes(day, random.within(8, 14), 9, 17.5, () => tunnel);
    if (random.chance(0.5)) deskSignIn(day, day.between(10, 16), tunnel);
  });
  phoneRefreshes(day, random.within(4, 8), 7, 22, () => (random.chance(0.7) ? person.home : onTheWay(day)));
  googleSignIn(day, day.between(9, 16), tunnel);
}

/** A service account in a data centre, every quarter of an hour, day and night; and what it scans is sent as mail from the office. */
function scannerDay(day: Day): void {
  const { actor } = day;
  const { person, random, stage } = actor;
  const spot = person.exits[0] ?? person.home;
  for (let n = 0; n < 96; n++) {
    refresh(actor, day.at(0) + (n * dayLengthMs) / 96 + random.within(0, 5000), {
      spot,
      device: person.laptop,
      app: azurePortal,
    });
  }
  stage.because('scanner-mailbox', person.address, () => {
    for (let hour = 8; hour < 18; hour++) {
      legacyMailSignIn(actor, day.between(hour, hour + 1), random.pick(person.office.egress), 0, 'Authenticated SMTP');
    }
  });
}
