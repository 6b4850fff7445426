/** What people and programs do at Entra, as the several rows it makes of each. Every function returns the vendor ids of its rows. */

import { type App, legacyMail, officePortal, ownScript } from './apps.ts';
import { type Device, mailProgram } from './device.ts';
import type { Person } from './person.ts';
import type { Random } from './random.ts';
import type { EntraAudit, EntraSignIn, FactorStep, Manner } from './record.ts';
import type { Spot } from './spot.ts';
import type { Stage } from './stage.ts';

export interface Actor {
  readonly stage: Stage;
  readonly random: Random;
  readonly person: Person;
}

export interface From {
  readonly spot: Spot;
  readonly device: Device;
  readonly app?: App;
  /** Staged lateness of every row, ms. */
  readonly late?: number;
  /** Serial of a correlation id that the client reuses. */
  readonly correlation?: number;
  readonly risk?: EntraSignIn['risk'];
  readonly manner?: Manner;
  /** Number of the person's session; else one for each device. */
  readonly session?: number;
}

/** `decisive`: how each prompt or sign-in ended; `related`: its interrupts. */
export interface Rows {
  readonly decisive: readonly string[];
  readonly related: readonly string[];
  /** Unix ms of the last row. */
  readonly end: number;
}

const browser = 'Browser';
const rich = 'Mobile Apps and Desktop clients';

export const approved: FactorStep = { method: 'Mobile app notification', succeeded: true, text: 'MFA successfully completed' };
export const denials = {
  declined: 'MFA denied; user declined the authentication',
  unanswered: 'MFA denied; user did not respond to mobile app notification',
  'wrong-number': 'MFA denied; user did not select the correct number',
  duplicate: 'MFA denied; duplicate authentication attempt',
  fraud: 'MFA denied; Phone App Reported Fraud',
} as const;
export type Denial = keyof typeof denials;

/** One interactive row; `code` 0 without a factor is a sign-in whose claims are in the token. */
export function signInRow(
  actor: Actor,
  time: number,
  from: From,
  row: {
    readonly code: number;
    readonly factor?: FactorStep;
    readonly typed: boolean;
    readonly first?: number;
    readonly correlation?: number;
  },
): { readonly id: string; readonly serial: number } {
  const { stage, random, person } = actor;
  const serial = stage.serial();
  const id = stage.add(
    {
      kind: 'entra-sign-in',
      person,
      time: Math.floor(time),
      serial,
      interactive: true,
      spot: from.spot,
      device: from.device,
      app: from.app ?? officePortal,
      client: from.manner?.client ?? (from.device.phone ? rich : browser),
      code: row.code,
      factor: row.factor ?? null,
      typed: row.typed,
      correlation: from.correlation ?? row.correlation ?? serial,
      first: row.first ?? serial,
      session: from.session ?? person.index * 4 + (from.device === person.laptop ? 1 : from.device === person.phone ? 2 : 3),
      risk: from.risk ?? 'none',
      manner: from.manner ?? {},
    },
    random,
    from.late ?? null,
  );
  return { id, serial };
}

/** Password typed, second factor asked and passed: 50074 or 50076, perhaps "keep me signed in", then 0. */
export function factorSignIn(actor: Actor, time: number, from: From): Rows {
  const { random } = actor;
  const asked = signInRow(actor, time, from, { code: random.chance(0.7) ? 50074 : 50076, typed: true });
  const related = [asked.id];
  let at = time + random.within(6_000, 25_000);
  const same = { first: asked.serial, correlation: asked.serial };
  if (!from.device.phone && random.chance(0.3)) {
    related.push(signInRow(actor, at, from, { code: 50140, typed: true, ...same }).id);
    at += random.within(1_500, 6_000);
  }
  const done = signInRow(actor, at, from, { code: 0, factor: approved, typed: true, ...same });
  return { decisive: [done.id], related, end: at };
}

/** Interactive sign-in whose first factor and MFA are claims in the token. */
export function easySignIn(actor: Actor, time: number, from: From): Rows {
  return { decisive: [signInRow(actor, time, from, { code: 0, typed: false }).id], related: [], end: time };
}

/** A prompt that is not approved: 50074, then 500121 when it is answered (or after a minute, when it is not). */
export function refusedPrompt(actor: Actor, time: number, from: From, denial: Denial): Rows {
  const { random } = actor;
  const asked = signInRow(actor, time, from, { code: 50074, typed: true });
  const wait =
    denial === 'unanswered' ? 60_000 : denial === 'duplicate' ? random.within(1_000, 3_000) : random.within(5_000, 30_000);
  const step: FactorStep = { method: 'Mobile app notification', succeeded: false, text: denials[denial] };
  const end = time + wait;
  const refused = signInRow(actor, end, from, {
    code: 500121,
    factor: step,
    typed: true,
    first: asked.serial,
    correlation: asked.serial,
  });
  return { decisive: [refused.id], related: [asked.id], end };
}

export function wrongPassword(actor: Actor, time: number, from: From): Rows {
  return { decisive: [signInRow(actor, time, from, { code: 50126, typed: true }).id], related: [], end: time };
}

/** Right password, stopped by conditional access. */
export function blockedByPolicy(actor: Actor, time: number, from: From): Rows {
  return { decisive: [signInRow(actor, time, from, { code: 53003, typed: true }).id], related: [], end: time };
}

/** Right password, stopped because the device is not compliant. */
export function blockedDevice(actor: Actor, time: number, from: From): Rows {
  return { decisive: [signInRow(actor, time, from, { code: 53000, typed: true }).id], related: [], end: time };
}

/** The password and nothing else: no policy asks for more. */
export function passwordAlone(actor: Actor, time: number, from: From): Rows {
  const manner: Manner = { ...from.manner, alone: true };
  return { decisive: [signInRow(actor, time, { ...from, manner }, { code: 0, typed: true }).id], related: [], end: time };
}

/** A second factor that was due and is not asked for. */
export function skippedFactor(actor: Actor, time: number, from: From, skipped: NonNullable<Manner['skipped']>): Rows {
  const manner: Manner = { ...from.manner, skipped };
  return { decisive: [signInRow(actor, time, { ...from, manner }, { code: 0, typed: true }).id], related: [], end: time };
}

/** A mail program of another age, with the right password (`code` 0, or 53003 where a policy stops it) or an old one (50126). */
export function legacyMailSignIn(actor: Actor, time: number, spot: Spot, code: number, client = 'IMAP4'): string {
  const manner: Manner = { alone: true, client, agent: client === 'IMAP4' ? 'BAV2ROPC' : '' };
  const from: From = { spot, device: mailProgram, app: legacyMail, manner, session: actor.person.index * 4 };
  return signInRow(actor, time, from, { code, typed: true }).id;
}

/** A program sends user name and password to the token endpoint. */
export function ropcSignIn(actor: Actor, time: number, spot: Spot, code: number): string {
  const manner: Manner = { protocol: 'ropc', client: rich, agent: 'python-requests/2.32.3' };
  return signInRow(actor, time, { spot, device: mailProgram, app: ownScript, manner }, { code, typed: true }).id;
}

/** A device code is entered in a browser. `logged`: some tenants write `none` for the transfer method on this row. */
export function enterCode(actor: Actor, time: number, from: From, logged = true): Rows {
  const manner: Manner = { ...from.manner, protocol: 'deviceCode', ...(logged ? { transfer: 'deviceCodeFlow' } : {}) };
  return { decisive: [signInRow(actor, time, { ...from, manner }, { code: 0, typed: false }).id], related: [], end: time };
}

/** A silent token refresh: 0, or now and then an expired token that is nobody's failure. */
export function refresh(actor: Actor, time: number, from: From & { readonly app: App }): string {
  const { stage, random, person } = actor;
  const serial = stage.serial();
  const draw = random.next();
  return stage.add(
    {
      kind: 'entra-sign-in',
      person,
      time: Math.floor(time),
      serial,
      interactive: false,
      spot: from.spot,
      device: from.device,
      app: from.app,
      client: rich,
      code: from.manner !== undefined || draw < 0.97 ? 0 : draw < 0.99 ? 70043 : 50173,
      factor: null,
      typed: false,
      correlation: serial,
      first: serial,
      session: from.session ?? person.index * 4 + (from.device.phone ? 2 : 1),
      risk: 'none',
      manner: from.manner ?? {},
    },
    random,
    from.late ?? null,
  );
}

export function auditRow(
  actor: Actor,
  time: number,
  change: Pick<EntraAudit, 'activity' | 'category' | 'service' | 'operation'> & Partial<EntraAudit>,
): string {
  const { stage, random, person } = actor;
  return stage.add(
    {
      kind: 'entra-audit',
      time: Math.floor(time),
      serial: stage.serial(),
      actor: person,
      target: person,
      reason: '',
      ip: null,
      device: null,
      changes: [],
      ...change,
    },
    random,
  );
}

/** `what`: resultReason, which names the method. */
export function registerFactor(
  actor: Actor,
  time: number,
  ip: string | null,
  what = 'User registered Authenticator App with Notification and Code',
): string {
  return auditRow(actor, time, {
    activity: 'User registered security info',
    category: 'UserManagement',
    service: 'Authentication Methods',
    operation: 'Add',
    reason: what,
    ip,
  });
}

/** Four rows of two services under one correlation id; none of them needs to say an address. */
export function registerDevice(actor: Actor, time: number, device: Device, ip: string | null): readonly string[] {
  const correlation = actor.stage.serial();
  const type = [{ name: 'DeviceOSType', before: '[]', after: JSON.stringify([device.os]) }];
  const name = [{ name: 'Device.DisplayName', before: '', after: JSON.stringify(device.name) }];
  const add = (at: number, row: Parameters<typeof auditRow>[2]): string => auditRow(actor, at, { correlation, ...row });
  const written = { category: 'Device', service: 'Core Directory', by: 'Device Registration Service', actor: null } as const;
  return [
    add(time, {
      activity: 'Register device',
      category: 'Device',
      service: 'Device Registration Service',
      operation: 'Add',
      ip,
      device,
      changes: type,
    }),
    add(time + 400, { ...written, activity: 'Add device', operation: 'Add', device, changes: type }),
    add(time + 700, { ...written, activity: 'Add registered users to device', operation: 'Add', changes: name }),
    add(time + 900, { ...written, activity: 'Add registered owner to device', operation: 'Add', changes: name }),
  ];
}
