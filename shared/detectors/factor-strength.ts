/**
 * How much a second factor proves, by the vendor's name for it: Entra's `authenticationMethod` and `resultReason`, Google's
 * challenge methods and our words for its events. NIST SP 800-63B-4 section 3 and Microsoft's authentication strengths order them alike.
 */

export type FactorStrength =
  /** Bound to a device or key in the hand: it answers nobody who asks from afar. */
  | 'bound'
  /** An application on a telephone, a code generator. */
  | 'ordinary'
  /** Reaches whoever holds a number or a mailbox: SMS, voice, e-mail, questions. */
  | 'weak'
  /** A pass or list of codes that somebody can hand on. */
  | 'bearer'
  | 'unknown';

const lines: readonly (readonly [words: RegExp, strength: FactorStrength])[] = [
  [/temporary access pass|backup.?code|scratch|recovery.?code|app.?password/, 'bearer'],
  [/fido|passkey|security.?key|windows hello|platform credential|x\.?509|certificate|advanced-protection|smart ?card/, 'bound'],
  [/sms|text message|mobile phone|office phone|alternate phone|phone call|voice|telephone|recovery|e-?mail|question/, 'weak'],
  [/authenticator|mobile app|passwordless|oath|totp|otp|hardware token|2sv|google_prompt|strong authentication/, 'ordinary'],
];

const remembered = new Map<string, FactorStrength>();
const mostRemembered = 256; // the vendors write a few dozen names

/** Pure: what is remembered never changes an answer. */
export function factorStrength(method: string): FactorStrength {
  const known = remembered.get(method);
  if (known !== undefined) return known;
  const name = method.toLowerCase();
  const strength = lines.find(([words]) => words.test(name))?.[1] ?? 'unknown';
  if (remembered.size < mostRemembered && method.length <= 100) remembered.set(method, strength);
  return strength;
}

export function isBoundToDevice(method: string): boolean {
  return factorStrength(method) === 'bound';
}
