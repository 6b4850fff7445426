/** One person of the made-up organisation: what does not change from day to day, and what a simulation remembers of them. */

import type { Device } from './device.ts';
import type { AddressBlock, City, Spot } from './spot.ts';

/** What makes a person's traffic special; `plain` people are half of the organisation and the only ones that are attacked. */
export type Habit =
  | 'plain'
  | 'vpn'
  | 'traveller'
  | 'relay'
  | 'stuck-mail'
  | 'night'
  | 'prompt-loop'
  | 'two-exits'
  | 'typos'
  | 'dual-stack'
  | 'distant-carrier'
  | 'new-devices'
  | 'corporate-vpn'
  | 'developer'
  | 'mail-phone'
  | 'meeting-room'
  | 'onboarding'
  | 'guest'
  | 'virtual-desktop'
  | 'two-homes'
  | 'private-laptop'
  | 'remembered'
  | 'administrator'
  | 'lost-phone'
  | 'scanner';

export interface Office {
  readonly city: City;
  /** Corporate egress: 16 addresses. */
  readonly egress: readonly Spot[];
  readonly cidr: string;
}

export interface Person {
  readonly index: number;
  readonly habit: Habit;
  readonly name: string;
  /** Primary address, lower case. */
  readonly address: string;
  /** The Google address: the same, or in the organisation's second domain. */
  readonly googleAddress: string;
  readonly entra: boolean;
  readonly google: boolean;
  /** The Entra tenant and Google customer the person belongs to. */
  readonly tenantId: string;
  readonly customerId: string;
  readonly entraId: string;
  /** 21 digits. */
  readonly googleId: string;
  readonly privileged: boolean;
  /** A guest's own tenant; null for everybody else. */
  readonly homeTenant: string | null;
  readonly office: Office;
  readonly home: Spot;
  readonly homeV6: Spot;
  readonly homeBlock: AddressBlock;
  /** Exits of the phone's carrier; the first is the usual one. */
  readonly carrier: readonly Spot[];
  /** The habit's own exits: VPN, relay or second gateway. */
  readonly exits: readonly Spot[];
  /** `identity`, user name and ids as printed in every sign-in. */
  readonly entraHead: string;
  readonly entraBody: string;
  laptop: Device;
  phone: Device;
  devices: number;
  /** Unix ms: ordinary life leaves these spans to what is staged in them. */
  quiet: { readonly from: number; readonly to: number }[];
  /** Day number of the newest staged attack. */
  attackedOn: number;
  /** Detectors that attacks on the person were staged for, and whether one of them left something behind that is normal now. */
  readonly suffered: Set<string>;
  spoiled: boolean;
  /** Traveller: the hotel and the last day there; null at home. */
  away: { readonly spot: Spot; readonly until: number } | null;
  /** Unix ms: in the air until then. */
  notBefore: number;
  /** Stuck mail client: the last day number with the old password. */
  stuckUntil: number;
}

export function isQuiet(person: Person, time: number): boolean {
  for (const span of person.quiet) if (time >= span.from && time < span.to) return true;
  return false;
}
