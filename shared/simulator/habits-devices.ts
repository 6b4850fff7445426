/** Days on which machines and factors change hands in good order, and people who work in unusual ways all the time. */

import { blocks } from './addresses.ts';
import { azureCli, azurePortal, forgotten, laptopApps, officePortal, teams } from './apps.ts';
import type { Day } from './day.ts';
import { type Device, ownDevice, strangeDevice } from './device.ts';
import {
  auditRow,
  blockedDevice,
  easySignIn,
  enterCode,
  type From,
  factorSignIn,
  legacyMailSignIn,
  passwordAlone,
  refresh,
  registerDevice,
  registerFactor,
  ropcSignIn,
  skippedFactor,
} from './flows-entra.ts';
import { deskSignIn, onTheWay, ordinaryDay, phoneRefreshes } from './ordinary.ts';
import type { Person } from './person.ts';
import { type Spot, spotAt } from './spot.ts';

const minuteMs = 60_000;
const microsoft = blocks.filter((block) => block.kind === 'microsoft');

export interface Colleagues {
  readonly helpDesk: Person;
}

/** Company laptops for a third of the house, planned and known to the operator. */
export function rollOut(day: Day): void {
  const { actor } = day;
  const { person, random } = actor;
  const time = day.between(10, 16);
  if (!person.entra || !day.weekday || !day.free(time) || person.away !== null) return;
  actor.stage.because('roll-out', person.address, () => {
    const fresh = nextLaptop(day);
    const spot = random.chance(0.6) ? random.pick(person.office.egress) : person.home;
    const done = factorSignIn(actor, time, { spot, device: fresh });
    registerDevice(actor, done.end + random.within(1, 5) * minuteMs, fresh, null);
    person.laptop = fresh;
  });
}

export function nextLaptop({ actor }: Day): Device {
  return ownDevice(actor.stage.seed, actor.person.index, actor.person.devices++ % 31, false, true);
}

/** Nobody until the first day; then an account, a pass, a telephone and a laptop, within hours. */
export function onboardingDay(day: Day, { helpDesk }: Colleagues): void {
  const { actor } = day;
  const { person, random } = actor;
  const first = 2 + (person.index % 9);
  if (day.number < first) {
    if (day.number === first - 2) {
      auditRow(actor, day.at(11), {
        ...directory,
        activity: 'Add user',
        operation: 'Add',
        actor: helpDesk,
        ip: helpDesk.home.ip,
      });
    }
    return;
  }
  if (day.number > first) {
    ordinaryDay(day);
    return;
  }
  const spot = random.chance(0.5) ? random.pick(person.office.egress) : person.home;
  actor.stage.because('onboarding', person.address, () => {
    handOutPass(day, day.at(8.5), helpDesk);
    const done = factorSignIn(actor, day.at(9), { spot, device: person.laptop });
    registerFactor(actor, done.end + 3 * minuteMs, spot.ip);
    registerDevice(actor, done.end + 12 * minuteMs, person.laptop, null);
    registerFactor(actor, done.end + 20 * minuteMs, spot.ip, 'User registered Mobile Phone SMS');
    registerDevice(actor, done.end + 45 * minuteMs, person.phone, null);
  });
  phoneRefreshes(day, 4, 11, 22, () => person.home);
}

const directory = { category: 'UserManagement', service: 'Core Directory' } as const;
const methods = { category: 'UserManagement', service: 'Authentication Methods' } as const;

function handOutPass({ actor }: Day, time: number, helpDesk: Person): void {
  const by = { actor: helpDesk, ip: helpDesk.home.ip } as const;
  const reason = 'Admin registered temporary access pass method for user';
  auditRow(actor, time, { ...methods, activity: 'Admin registered security info', operation: 'Add', reason, ...by });
}

/** Every second week the telephone is lost; the help desk knows the voice. */
export function lostPhoneDay(day: Day, { helpDesk }: Colleagues): void {
  const { actor } = day;
  const { person } = actor;
  ordinaryDay(day);
  if (!person.entra || !day.weekday || day.number % 10 !== person.index % 5) return;
  actor.stage.because('lost-phone', person.address, () => {
    const by = { actor: helpDesk, ip: helpDesk.home.ip } as const;
    const time = day.at(18);
    auditRow(actor, time, { ...directory, activity: 'Reset password (by admin)', operation: 'Update', ...by });
    const reason = 'Admin deleted Authenticator App method for user';
    auditRow(actor, time + 2 * minuteMs, {
      ...methods,
      activity: 'Admin deleted security info',
      operation: 'Delete',
      reason,
      ...by,
    });
    handOutPass(day, time + 3 * minuteMs, helpDesk);
    const done = factorSignIn(actor, time + 20 * minuteMs, { spot: person.home, device: person.laptop });
    registerFactor(actor, done.end + 3 * minuteMs, person.home.ip);
    person.phone = ownDevice(actor.stage.seed, person.index, person.devices++ % 31, true, true);
    registerDevice(actor, done.end + 15 * minuteMs, person.phone, null);
  });
}

/** A command line by device code, on the desk and on a machine in the vendor's cloud; a script with its own password. */
export function developerDay(day: Day): void {
  const { actor } = day;
  const { person, random } = actor;
  ordinaryDay(day);
  if (!person.entra || !day.weekday) return;
  const desk = random.chance(0.5) ? person.home : random.pick(person.office.egress);
  if (random.chance(0.4)) {
    actor.stage.because('command-line-code', person.address, () => {
      const session = 0x20000000 + actor.stage.serial();
      const from: From & { app: typeof azureCli } = { spot: desk, device: person.laptop, app: azureCli, session };
      const time = day.between(10, 16);
      enterCode(actor, time, from);
      const cloud = spotAt(random.pick(microsoft), random.within(2, 250));
      const machine = {
        spot: random.chance(0.5) ? desk : cloud,
        device: strangeDevice(1),
        manner: { transfer: 'deviceCodeFlow' },
      } as const;
      for (let i = 1; i < 4; i++) refresh(actor, time + i * 55 * minuteMs, { ...from, ...machine });
    });
  }
  actor.stage.because('own-script', person.address, () => {
    ropcSignIn(actor, day.at(7.5), person.home, 0);
    if (random.chance(0.5)) ropcSignIn(actor, day.at(12.5), person.home, 0);
  });
}

/** A screen in an office: codes now and then, refreshes all day. */
export function meetingRoomDay(day: Day): void {
  const { actor } = day;
  const { person, random } = actor;
  const spot = random.pick(person.office.egress);
  const screen = strangeDevice(1);
  const session = 0x10000000 + person.index;
  actor.stage.because('meeting-room-code', person.address, () => {
    if (day.number % 7 === person.index % 7) enterCode(actor, day.at(8), { spot, device: screen, app: teams, session });
    for (let i = random.within(6, 12); i > 0; i--) {
      refresh(actor, day.between(8, 19), { spot, device: screen, app: teams, session, manner: { transfer: 'deviceCodeFlow' } });
    }
  });
}

/** A guest of a partner: the second factor is asked for at home. */
export function guestDay(day: Day): void {
  const { actor } = day;
  const { person, random } = actor;
  if (!day.weekday) return;
  const manner = { homeTenant: person.homeTenant ?? person.tenantId };
  actor.stage.because('guest', person.address, () => {
    for (let i = random.within(1, 3); i > 0; i--) {
      const spot = random.chance(0.8) ? person.home : onTheWay(day);
      const from = { spot, device: person.laptop, app: officePortal, manner };
      if (random.chance(0.5)) passwordAlone(actor, day.between(9, 17), from);
      else easySignIn(actor, day.between(9, 17), from);
    }
  });
}

/** A desktop in the cloud and the laptop at home, within minutes of each other. */
export function virtualDesktopDay(day: Day): void {
  const { actor } = day;
  const { person, random } = actor;
  ordinaryDay(day);
  if (!person.entra || !day.weekday) return;
  const region = microsoft[person.index % microsoft.length];
  if (region === undefined) return;
  const spot = spotAt(region, random.within(2, 250));
  const desktop = ownDevice(actor.stage.seed, person.index, 40, false, true);
  actor.stage.because('virtual-desktop', person.address, () => {
    deskSignIn(day, day.between(9.1, 9.5), spot, desktop, 0.3);
    for (let i = random.within(4, 9); i > 0; i--) {
      const time = day.between(9.5, 17);
      refresh(actor, time, { spot, device: desktop, app: random.pick(laptopApps) });
      if (random.chance(0.4)) refresh(actor, time + minuteMs, { spot: person.home, device: person.laptop, app: teams });
    }
  });
}

/** A second home: there from Friday evening to Sunday, by car. */
export function twoHomesDay(day: Day): void {
  const { actor } = day;
  const { person, random } = actor;
  const second = person.exits[0] ?? person.home;
  if (day.weekday) {
    ordinaryDay(day);
    return;
  }
  actor.stage.because('two-homes', person.address, () => {
    const at = (): number => day.between(10, 16);
    phoneRefreshes(day, random.within(3, 6), 10, 16, () => second);
    if (person.entra && random.chance(0.5)) easySignIn(actor, at(), { spot: second, device: person.laptop });
  });
}

/** The telephone reads mail by ActiveSync, at home and on the way. */
export function mailPhoneDay(day: Day): void {
  const { actor } = day;
  const { person, random } = actor;
  ordinaryDay(day);
  if (!person.entra) return;
  actor.stage.because('mail-phone', person.address, () => {
    for (let i = random.within(3, 8); i > 0; i--) {
      const spot = random.chance(0.6) ? person.home : onTheWay(day);
      legacyMailSignIn(actor, day.between(7, 22), spot, 0, 'Exchange ActiveSync');
    }
  });
}

/** A private laptop beside the company's: stopped where compliance is asked for, and in the way of a policy's pilot. */
export function privateLaptopDay(day: Day): void {
  const { actor } = day;
  const { person, random } = actor;
  ordinaryDay(day);
  if (!person.entra) return;
  const own: Device = strangeDevice(2);
  actor.stage.because('pilot-policy', person.address, () => {
    const from: From = { spot: person.home, device: own, app: officePortal, manner: { pilotFails: true } };
    easySignIn(actor, day.between(19, 21), from);
  });
  if (!random.chance(0.3)) return;
  actor.stage.because('private-laptop-blocked', person.address, () => {
    const time = day.between(21, 22);
    const stopped = blockedDevice(actor, time, { spot: person.home, device: own, app: azurePortal });
    easySignIn(actor, stopped.end + random.within(2, 20) * minuteMs, {
      spot: person.home,
      device: person.laptop,
      app: azurePortal,
    });
  });
}

/** No second factor where none is due: a remembered browser at home, the office's trusted location, an application of old. */
export function rememberedDay(day: Day): void {
  const { actor } = day;
  const { person, random } = actor;
  ordinaryDay(day);
  if (!person.entra) return;
  const browser: Device = strangeDevice(0);
  const egress: Spot = random.pick(person.office.egress);
  actor.stage.because('remembered-device', person.address, () => {
    skippedFactor(actor, day.between(18.5, 22), { spot: person.home, device: browser }, 'remembered device');
  });
  if (day.weekday && random.chance(0.5)) {
    actor.stage.because('office-location', person.address, () => {
      skippedFactor(actor, day.between(9, 17), { spot: egress, device: person.laptop }, 'location');
    });
  }
  if (random.chance(0.3)) {
    actor.stage.because('uncovered-app', person.address, () => {
      passwordAlone(actor, day.between(18.5, 22), { spot: person.home, device: browser, app: forgotten });
    });
  }
}

/** The portal of administrators, several times a day, with a factor each time. */
export function administratorDay(day: Day): void {
  const { actor } = day;
  const { person, random } = actor;
  ordinaryDay(day);
  if (!person.entra || !day.weekday) return;
  for (let i = random.within(2, 4); i > 0; i--) {
    factorSignIn(actor, day.between(9, 18), { spot: person.home, device: person.laptop, app: azurePortal });
  }
}
