/** What looks like an attack and is none, by name; numbers are those of the catalogue that the causes were collected in. */

export const causes = {
  'vpn-switched-on': 'a private VPN at home goes on and off within minutes (2.1)',
  'relay-exits': "the telephone's private relay picks another exit every time (2.1)",
  'carrier-gateways': 'a mobile carrier leaves far away, by another gateway each time (2.1)',
  'corporate-egress': "the laptop at home leaves by another office's egress (2.1)",
  'virtual-desktop': "a desktop in the vendor's cloud beside the laptop at home (2.1)",
  'vendor-refresh': "the vendor's own services refresh tokens from their data centres (2.1)",
  'in-flight-network': 'an aircraft leaves by satellite, on another continent (2.1)',
  'dual-stack': 'IPv4 and IPv6 of one line within a minute (2.1)',
  'two-exits': 'a gateway that leaves through two countries (2.1)',
  'two-homes': 'a second home, every weekend (2.1)',
  flight: 'a flight and a hotel (2.1)',
  'new-laptop': 'a new or wiped laptop is registered at home (2.4)',
  'roll-out': 'a planned roll-out of laptops (2.4)',
  onboarding: 'a new colleague enrols everything on the first day (2.4, 2.7)',
  'frequency-loop': "a sign-in frequency policy asks the owner's own laptop while nobody is there (2.5)",
  'overslept-prompt': 'a prompt that is not seen in time, then another (2.5)',
  'new-phone': 'a new telephone, enrolled at home (2.7)',
  'lost-phone': 'the help desk resets, removes and hands out a pass; a new telephone follows (2.7)',
  'private-laptop-blocked': 'a private laptop is blocked, then the own company laptop is used (2.10)',
  'pilot-policy': 'a policy that only reports would fail every day (2.10)',
  'remembered-device': 'no second factor asked for on a remembered device at home (2.10)',
  'office-location': 'no second factor asked for in the office, a trusted location (2.10)',
  'scanner-mailbox': 'a scanner sends mail from its office (2.11)',
  'mail-phone': 'a telephone that reads mail by ActiveSync (2.11)',
  'stuck-mail': 'an old mail program keeps trying the old password (2.11, 2.17)',
  typos: 'mistyped passwords, until the account locks (2.17)',
  guest: 'a guest, whose factors were asked for at home (2.12)',
  'uncovered-app': 'an application that asks for the password alone, at home (2.12)',
  'command-line-code': 'a developer signs a command line in by device code (2.13)',
  'meeting-room-code': 'a meeting-room device signs in by device code (2.13)',
  'own-script': "a developer's script sends its own password (2.14)",
} as const;

export type Cause = keyof typeof causes;

/** One time that a cause was staged: a line of causes.ndjson. */
export interface Staging {
  readonly cause: Cause;
  /** The person's primary address. */
  readonly subject: string;
  /** Vendor record ids, as labels name them. */
  readonly records: readonly string[];
}
