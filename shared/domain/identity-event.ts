/** One fact about an identity in our own words. Complete when it leaves ingest; replaced only by a revision of the same record. */

import type { FactName } from './facts.ts';
import type { Network, Place } from './place.ts';
import type { Route } from './route.ts';

export type Provider = 'entra' | 'google';

/** Who an event is about, as the vendor names them; `key` is decided at ingest (see identity.ts of the engine). */
export interface Identity {
  /** Subject key of the person lane; null until ingest decided it, and null for ever for an account that does not exist. */
  readonly key: string | null;
  /** Address in lower case, as the vendor wrote it; null where the vendor gives none (or only a GUID). */
  readonly address: string | null;
  /** The vendor's stable id (Entra object id, Google profile id). */
  readonly id: string | null;
  /** Entra tenant id or Google customer id: the directory in which `id` is unique. */
  readonly directory: string | null;
  readonly name: string | null;
  readonly kind: 'member' | 'guest' | 'service' | 'unknown';
}

export interface EventBase {
  /** Ours, unique in a tenant: `entra:<vendor id>` or `google:<hash of sources.md 4.7>`. */
  readonly id: string;
  /** The vendor's own id of the record, for an analyst to search by. */
  readonly recordId: string;
  readonly tenant: string;
  readonly provider: Provider;
  /** The vendor's category or application: `SignInLogs`, `AuditLogs`, `login`, `admin` … */
  readonly category: string;
  /** Unix ms. When it happened, as the vendor says. */
  readonly time: number;
  /** The vendor's processing time (Unix ms), null where there is none. Decides which copy of a record is newest. */
  readonly processed: number | null;
  /** Hash of what may differ between copies of the record, whatever the order of keys: breaks ties between copies. */
  readonly hash: string;
  /** What could not be believed, in stable codes: `time-from-processing`, `address-illegal`, `address-hidden`, `name-is-guid` … */
  readonly gaps: readonly string[];
  readonly actor: Identity | null;
  readonly target: Identity | null;
  /** A legal address without port and brackets, IPv4-mapped form folded to IPv4; null where absent or illegal. */
  readonly ip: string | null;
  /** Our own lookup of `ip` (DESIGN.md 3.10); null until enriched and where nothing is known. */
  readonly place: Place | null;
  readonly network: Network | null;
}

export type Outcome = 'success' | 'failure' | 'interrupted' | 'blocked';
export type FailureClass =
  | 'wrong-password'
  | 'unknown-user'
  | 'account-state'
  | 'locked'
  | 'second-factor-required'
  | 'second-factor-failed'
  | 'policy'
  | 'token'
  | 'application'
  | 'device'
  | 'interrupt'
  | 'system'
  | 'suspicious'
  | 'unknown';
export type PasswordVerdict = 'yes' | 'no' | 'unknown';
export type SecondFactor =
  | 'passed'
  | 'denied'
  | 'no-answer'
  | 'wrong-code'
  | 'wrong-number'
  | 'duplicate-prompt'
  | 'fraud-reported'
  /** Nobody is asked any more: after a report of fraud, or because an administrator said so. */
  | 'user-blocked'
  | 'delivery-failed'
  | 'satisfied-earlier'
  | 'pending'
  | 'not-asked'
  | 'unknown';

export interface PolicyOutcome {
  readonly name: string;
  readonly result: string;
  readonly controls: readonly string[];
}

export interface Device {
  /** The directory's device id; null for an unregistered device. */
  readonly id: string | null;
  readonly name: string | null;
  /** Operating system family and browser family without versions, lower case: `windows`, `edge`. */
  readonly os: string | null;
  readonly browser: string | null;
  readonly managed: boolean | null;
  readonly compliant: boolean | null;
  readonly trust: string | null;
}

export interface SignIn extends EventBase {
  readonly kind: 'sign-in';
  readonly interactive: boolean;
  readonly outcome: Outcome;
  /** null on success. */
  readonly failure: FailureClass | null;
  /** The vendor's code (`50126`) or event name (`login_failure`). */
  readonly code: string;
  readonly password: PasswordVerdict;
  readonly secondFactor: SecondFactor;
  /** Methods in the order they were used, lower case, repeats kept (`password`, `password`, `google_authenticator`). */
  readonly methods: readonly string[];
  /** `ropc`, `deviceCode`, `saml20` … as the vendor writes it. */
  readonly protocol: string | null;
  readonly route: Route;
  readonly client: string | null;
  readonly device: Device | null;
  /** One-way hash of the session id. */
  readonly session: string | null;
  readonly app: string | null;
  readonly appId: string | null;
  readonly resource: string | null;
  /** Ids that link rows of one attempt; the correlation id is chosen by the client and never trusted alone. */
  readonly requestId: string | null;
  readonly correlationId: string | null;
  readonly policies: readonly PolicyOutcome[];
  readonly reportOnly: readonly PolicyOutcome[];
  readonly risk: VendorRisk | null;
}

/** How a sign-in went, without who, where, when and what was opened: many rows of many people have the same. */
export type Course = Pick<
  SignIn,
  | 'provider'
  | 'gaps'
  | 'interactive'
  | 'outcome'
  | 'failure'
  | 'code'
  | 'password'
  | 'secondFactor'
  | 'methods'
  | 'protocol'
  | 'route'
  | 'policies'
  | 'reportOnly'
  | 'risk'
>;

/** The vendor's own verdict: extra evidence, never the base (DESIGN.md 3.11). */
export interface VendorRisk {
  readonly level: string | null;
  readonly state: string | null;
  readonly types: readonly string[];
}

/** A change made by an actor to a target: what was done in the vendor's words and in ours. */
export interface ChangeBase extends EventBase {
  readonly operation: string;
  readonly result: 'success' | 'failure' | 'unknown';
  /** `added`, `changed`, `removed`, `reset`, `reported`, `other`. */
  readonly action: 'added' | 'changed' | 'removed' | 'reset' | 'reported' | 'other';
  /** Factor method, role, policy, application or setting that was touched; null where not said. */
  readonly subjectOf: string | null;
  readonly before: string | null;
  readonly after: string | null;
  readonly correlationId: string | null;
  readonly session: null;
}

export interface FactorChange extends ChangeBase {
  readonly kind: 'factor-change';
}
export interface DeviceRegistration extends ChangeBase {
  readonly kind: 'device-registration';
}
export interface PolicyChange extends ChangeBase {
  readonly kind: 'policy-change';
}
export interface RoleChange extends ChangeBase {
  readonly kind: 'role-change';
}
export interface Consent extends ChangeBase {
  readonly kind: 'consent';
}
export interface AccountChange extends ChangeBase {
  readonly kind: 'account-change';
}
export interface MailChange extends ChangeBase {
  readonly kind: 'mail-change';
}
export interface SessionEnd extends ChangeBase {
  readonly kind: 'session-end';
}
/** The vendor's own finding (`suspicious_login`, `gov_attack_warning`), or a person's report (`Suspicious activity reported`). */
export interface RiskSignal extends ChangeBase {
  readonly kind: 'risk-signal';
}
/** Any record of a category or operation that we keep and count but do not read further. */
export interface OtherActivity extends ChangeBase {
  readonly kind: 'other';
}

/**
 * A token given without a person signing in, or what became of an application's access to a person's data. The actor is the
 * workload or the person.
 */
export interface TokenGrant extends EventBase {
  readonly kind: 'token-grant';
  /** The first two are a workload's own sign-in with its credential; the others an application's access to a person's data. */
  readonly grant: 'client-credential' | 'managed-identity' | 'authorised' | 'revoked' | 'denied' | 'requested' | 'used';
  readonly outcome: Outcome;
  /** null on success. */
  readonly failure: FailureClass | null;
  /** The vendor's code (`7000222`) or event name (`authorize`). */
  readonly code: string;
  readonly app: string | null;
  readonly appId: string | null;
  readonly resource: string | null;
  /** What the application may do, as the vendor writes it; at most 32. */
  readonly scopes: readonly string[];
  /** Id of the key or thumbprint of the certificate that was used: names a credential, opens nothing. */
  readonly credential: string | null;
  /** Kind of client as the vendor writes it (`WEB`, `clientSecret`). */
  readonly client: string | null;
  readonly correlationId: string | null;
  readonly risk: VendorRisk | null;
}

/**
 * A row of a roster or of exported policies. It stands in no timeline: what it says becomes the tenant's facts from its time on
 * (facts.ts). Its target is the person it is about.
 */
export interface Snapshot extends EventBase {
  readonly kind: 'snapshot';
  readonly of: 'user' | 'authentication-methods' | 'role' | 'policy' | 'named-location';
  /** Name of the role, policy or location; null for a person's row. */
  readonly name: string | null;
  readonly states: readonly SnapshotState[];
}

export interface SnapshotState {
  readonly fact: FactName;
  /** What follows the name in the fact's key; null: the key of the target. */
  readonly about: string | null;
  /** null: no longer. */
  readonly value: string | null;
}

/** A finding of a counting lane, addressed to a victim (SEMANTICS.md 6.2). */
export interface Signal extends EventBase {
  readonly kind: 'signal';
  readonly detector: string;
  readonly count: number;
  /** True where the lane took its finding back. */
  readonly withdrawn: boolean;
}

/** Something that did not happen: asked for by a detector, comes back as a row of the subject (SEMANTICS.md 1.4). */
export interface Timer extends EventBase {
  readonly kind: 'timer';
  readonly detector: string;
  /** Id of the row whose judgement asked. */
  readonly askedBy: string;
}

/**
 * An analyst's verdict on an alert (SEMANTICS.md 5.4). Its target is the alert's subject; its time is the tenant's progress when
 * it was given. `reopened` takes the disposition back.
 */
export interface Verdict extends EventBase {
  readonly kind: 'verdict';
  /** The alert's id, which is a name of its anchor: tenant, detector, subject, anchor record. */
  readonly alert: string;
  readonly disposition: Disposition;
  readonly note: string;
  /** Who gave it; null where not said. */
  readonly analyst: string | null;
  /** Places and devices of the alert's evidence in the profile's words: a benign verdict clears their `suspect` mark. */
  readonly places: readonly string[];
  readonly devices: readonly string[];
}

export const dispositions = ['true-positive', 'false-positive', 'benign'] as const;
export type Disposition = (typeof dispositions)[number] | 'reopened';

export type Change =
  | FactorChange
  | DeviceRegistration
  | PolicyChange
  | RoleChange
  | Consent
  | AccountChange
  | MailChange
  | SessionEnd
  | RiskSignal
  | OtherActivity;
export type IdentityEvent = SignIn | TokenGrant | Change | Snapshot | Signal | Timer | Verdict;
export type EventKind = IdentityEvent['kind'];
