/** What happened, before any vendor prints it: small objects that wait for their delivery. */

import type { App } from './apps.ts';
import type { Device } from './device.ts';
import type { Person } from './person.ts';
import type { Spot } from './spot.ts';

/** The second factor's step as it ends up in authenticationDetails and status.additionalDetails. */
export interface FactorStep {
  readonly method:
    | 'Mobile app notification'
    | 'Text message'
    | 'OATH verification code'
    | 'Phone call approval (Authentication phone)';
  readonly succeeded: boolean;
  /** A text of Entra's MFA reporting, `MFA denied; user declined the authentication` … */
  readonly text: string;
}

/** What is not as in most sign-ins. */
export interface Manner {
  /** clientAppUsed and user agent, where they differ from what the device would say. */
  readonly client?: string;
  readonly agent?: string;
  readonly protocol?: 'deviceCode' | 'ropc';
  readonly transfer?: 'deviceCodeFlow';
  /** Why a second factor that was due was not asked for. */
  readonly skipped?: 'remembered device' | 'location' | 'app password';
  /** No policy asked for a second factor. */
  readonly alone?: true;
  /** A policy that only reports would have stopped it. */
  readonly pilotFails?: true;
  /** A guest: the tenant that they belong to. */
  readonly homeTenant?: string;
}

export interface EntraSignIn {
  readonly kind: 'entra-sign-in';
  readonly person: Person;
  /** Unix ms; the vendor prints seven fraction digits. */
  readonly time: number;
  readonly serial: number;
  readonly interactive: boolean;
  readonly spot: Spot;
  readonly device: Device;
  readonly app: App;
  /** clientAppUsed. */
  readonly client: string;
  readonly code: number;
  readonly factor: FactorStep | null;
  /** The first factor was typed now (else satisfied by a claim in the token). */
  readonly typed: boolean;
  /** Serials of the correlation id and of the first request in the sequence. */
  readonly correlation: number;
  readonly first: number;
  readonly session: number;
  /** Identity Protection's verdict, which arrives with the second copy. */
  readonly risk: 'none' | 'low' | 'medium' | 'high';
  readonly manner: Manner;
}

export interface EntraAudit {
  readonly kind: 'entra-audit';
  readonly time: number;
  readonly serial: number;
  /** null: a Microsoft service. */
  readonly actor: Person | null;
  readonly target: Person;
  readonly activity: string;
  readonly category: string;
  readonly service: string;
  /** The application that did it, where there is no actor; else the service itself. */
  readonly by?: string;
  /** Serial of the correlation id that the rows of one registration share. */
  readonly correlation?: number;
  readonly operation: 'Add' | 'Update' | 'Delete' | 'Other';
  readonly reason: string;
  readonly ip: string | null;
  readonly device: Device | null;
  /** Further target and changed properties: values are JSON inside strings. */
  readonly changes: readonly { readonly name: string; readonly before: string; readonly after: string }[];
}

export interface GoogleActivity {
  readonly kind: 'google';
  readonly application: 'login' | 'user_accounts' | 'admin';
  readonly person: Person;
  readonly time: number;
  /** Serial of the qualifier: the pair of one login may share it. */
  readonly qualifier: number;
  readonly serial: number;
  readonly spot: Spot | null;
  readonly events: readonly {
    readonly type: string;
    readonly name: string;
    readonly parameters: readonly Readonly<Record<string, unknown>>[];
  }[];
}

export type SimulatedRecord = EntraSignIn | EntraAudit | GoogleActivity;
