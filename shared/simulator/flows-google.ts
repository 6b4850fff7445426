/** What people do at Google, as the several activities it makes of each. Functions return the ids that labels use. */

import type { Actor, Rows } from './flows-entra.ts';
import type { GoogleActivity } from './record.ts';
import type { Spot } from './spot.ts';

export interface GoogleFrom {
  readonly spot: Spot;
  readonly late?: number;
}

type Event = GoogleActivity['events'][number];

function add(
  actor: Actor,
  time: number,
  from: GoogleFrom,
  event: Event,
  extra: { readonly application?: GoogleActivity['application']; readonly qualifier?: number } = {},
): { readonly id: string; readonly serial: number } {
  const { stage, random, person } = actor;
  const serial = stage.serial();
  const id = stage.add(
    {
      kind: 'google',
      application: extra.application ?? 'login',
      person,
      time: Math.floor(time),
      qualifier: extra.qualifier ?? serial,
      serial,
      spot: from.spot,
      events: [event],
    },
    random,
    from.late ?? null,
  );
  return { id, serial };
}

const method = (methods: readonly string[]): object => ({ name: 'login_challenge_method', multiValue: methods });
const password = { name: 'login_type', value: 'google_password' };

function verification(secondFactor: string, passed: boolean): Event {
  return {
    type: 'login',
    name: 'login_verification',
    parameters: [
      password,
      { ...method([secondFactor]) },
      { name: 'login_challenge_status', value: passed ? 'passed' : 'incorrect_answer_entered' },
      { name: 'is_second_factor', boolValue: true },
    ],
  };
}

/** With a second factor two activities at the same instant, in half of the cases under one qualifier (sources 4.3). `tries`: wrong passwords before, grouped in the list. */
export function googleLogin(
  actor: Actor,
  time: number,
  from: GoogleFrom,
  how: { readonly tries?: number; readonly factor?: string | null } = {},
): Rows {
  const { random } = actor;
  const factor = how.factor === undefined ? 'google_prompt' : how.factor;
  const methods = Array.from({ length: 1 + (how.tries ?? 0) }, () => 'password');
  if (factor !== null) methods.push(factor);
  const success: Event = {
    type: 'login',
    name: 'login_success',
    parameters: [password, { ...method(methods) }, { name: 'is_suspicious', boolValue: false }],
  };
  if (factor === null) return { decisive: [add(actor, time, from, success).id], related: [], end: time };
  const proof = add(actor, time, from, verification(factor, true));
  const done = add(actor, time, from, success, random.chance(0.5) ? { qualifier: proof.serial } : {});
  return { decisive: [done.id], related: [proof.id], end: time };
}

/** Wrong password: failures come in pairs some 180 ms apart (sources 4.3). */
export function googleWrongPassword(actor: Actor, time: number, from: GoogleFrom): Rows {
  const failure: Event = { type: 'login', name: 'login_failure', parameters: [password, { ...method(['password']) }] };
  const one = add(actor, time, from, failure);
  const two = add(actor, time + 180, from, failure);
  return { decisive: [one.id, two.id], related: [], end: time + 180 };
}

/** Right password, prompt on the phone not approved. */
export function googleRefusedPrompt(actor: Actor, time: number, from: GoogleFrom): Rows {
  const challenge = add(actor, time, from, {
    type: 'login',
    name: 'login_challenge',
    parameters: [password, { ...method(['google_prompt']) }, { name: 'login_challenge_status', value: 'Challenge Failed.' }],
  });
  return { decisive: [challenge.id], related: [], end: time };
}

export function googleLogout(actor: Actor, time: number, from: GoogleFrom): void {
  add(actor, time, from, { type: 'login', name: 'logout', parameters: [password] });
}

/** An account change: the same row in `login` and in `user_accounts` (sources 4.4). */
export function googleAccountChange(actor: Actor, time: number, from: GoogleFrom, type: string, name: string): readonly string[] {
  const event: Event = { type, name, parameters: [] };
  const one = add(actor, time, from, event);
  const two = add(actor, time, from, event, { application: 'user_accounts', qualifier: one.serial });
  return [one.id, two.id];
}

export function googleAdmin(
  actor: Actor,
  time: number,
  from: GoogleFrom,
  type: string,
  name: string,
  parameters: readonly Readonly<Record<string, unknown>>[],
): void {
  add(actor, time, from, { type, name, parameters }, { application: 'admin' });
}
