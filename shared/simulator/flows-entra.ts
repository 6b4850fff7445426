/** What people and programs do at Entra, as the several rows it makes of each. Every function returns the vendor ids of its rows. */

import { type App, legacyMail, officePortal } from './apps.ts';
import type { Device } from './device.ts';
import type { Person } from './person.ts';
import type { Random } from './random.ts';
import type { EntraAudit, EntraSignIn, FactorStep } from './record.ts';
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
      client: from.device.phone ? rich : browser,
      code: row.code,
      factor: row.factor ?? null,
      typed: row.typed,
      correlation: from.correlation ?? row.correlation ?? serial,
      first: row.first ?? serial,
      session: person.index * 4 + (from.device === person.laptop ? 1 : from.device === person.phone ? 2 : 3),
      risk: from.risk ?? 'none',
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

/** A mail program of another age that still has the old password. */
export function legacyAttempt(actor: Actor, time: number, spot: Spot, device: Device): void {
  const { stage, random, person } = actor;
  const serial = stage.serial();
  stage.add(
    {
      kind: 'entra-sign-in',
      person,
      time: Math.floor(time),
      serial,
      interactive: true,
      spot,
      device,
      app: legacyMail,
      client: 'IMAP4',
      code: 50126,
      factor: null,
      typed: true,
      correlation: serial,
      first: serial,
      session: person.index * 4,
      risk: 'none',
    },
    random,
  );
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
      code: draw < 0.97 ? 0 : draw < 0.99 ? 70043 : 50173,
      factor: null,
      typed: false,
      correlation: serial,
      first: serial,
      session: person.index * 4 + (from.device.phone ? 2 : 1),
      risk: 'none',
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

export function registerFactor(actor: Actor, time: number, ip: string | null): string {
  return auditRow(actor, time, {
    activity: 'User registered security info',
    category: 'UserManagement',
    service: 'Authentication Methods',
    operation: 'Add',
    reason: 'User registered Authenticator App with Notification and Code',
    ip,
  });
}

export function registerDevice(actor: Actor, time: number, device: Device, ip: string | null): string {
  return auditRow(actor, time, {
    activity: 'Register device',
    category: 'Device',
    service: 'Device Registration Service',
    operation: 'Add',
    ip,
    device,
    changes: [{ name: 'DeviceOSType', before: '[]', after: JSON.stringify([device.os]) }],
  });
}
