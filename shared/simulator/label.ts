/** What was staged: one line of labels.ndjson. */

export interface Label {
  readonly id: string;
  /** Kind of attack, `travel-attacker-first`, `fatigue-drip` … */
  readonly attack: string;
  /** clear = well above the thresholds, near = just above, below = just under: must stay quiet. */
  readonly band: 'clear' | 'near' | 'below';
  readonly tenant: string;
  /** The person's primary address. */
  readonly subject: string;
  readonly detector:
    | 'impossible-travel'
    | 'mfa-fatigue'
    | 'legacy-authentication'
    | 'ropc-authentication'
    | 'device-code-sign-in'
    | 'single-factor-sign-in'
    | 'conditional-access-bypass'
    | 'device-registration'
    | 'factor-registration';
  /** Vendor record ids: properties.id for Entra, `time/uniqueQualifier` for Google. Any of them in an alert's evidence finds the attack. */
  readonly decisive: readonly string[];
  /** Further records of the attack (the owner's own proof among them): an alert may cite them, they alone find nothing. */
  readonly related: readonly string[];
  /** ISO 8601, the first staged record. */
  readonly time: string;
  /** Numbers of the staging, for people. */
  readonly note: string;
  readonly expected: boolean;
}
