/**
 * Entra result codes (`resultType`, `status.errorCode`): what each says, and whether the right password was presented.
 *
 * The vendor's page (learn.microsoft.com/entra/identity-platform/reference-error-codes) warns that codes change and are no API:
 * an unknown code is of class `unknown` and never fatal. Source of a line: D the vendor's documentation, S a sample record,
 * C tools and community, R another pipeline's rules, K general knowledge, U unconfirmed. Where a source only guesses that the
 * password was right, the verdict is `unknown`: a wrong `yes` would accuse.
 */

import type { FailureClass, PasswordVerdict } from '@gatewatch/domain';

export interface ResultCode {
  /** null for success. */
  readonly failure: FailureClass | null;
  readonly password: PasswordVerdict;
  readonly source: string;
}

type Line = readonly [codes: readonly number[], failure: FailureClass | null, password: PasswordVerdict, source: string];

const lines: readonly Line[] = [
  [[0], null, 'yes', 'S'],
  [[16000, 16001], 'interrupt', 'unknown', 'K: pick another account or session'],
  [[16003], 'account-state', 'unknown', 'K: user not in tenant'],
  [[50002], 'policy', 'unknown', 'D: tenant restriction'],
  [[50005], 'policy', 'yes', 'D: device platform'],
  [[50011], 'application', 'unknown', 'D: reply address'],
  [[50013], 'token', 'unknown', 'D: assertion invalid'],
  [[50014], 'account-state', 'unknown', 'D: passthrough user lifetime'],
  [[50020], 'unknown-user', 'unknown', 'D: user of another provider, not in tenant'],
  [[50034], 'unknown-user', 'no', 'D: user does not exist'],
  [[50053], 'locked', 'unknown', 'D: locked, or malicious address; the text decides'],
  [[50055], 'account-state', 'yes', 'D: password expired'],
  [[50056], 'wrong-password', 'no', 'D: no password in directory'],
  [[50057], 'account-state', 'unknown', 'D: user disabled'],
  [[50058], 'interrupt', 'unknown', 'D: silent sign-in without session'],
  [[50059], 'application', 'unknown', 'D: tenant not identified'],
  [[50064], 'wrong-password', 'no', 'D: on-premises validation failed'],
  [[50072], 'second-factor-required', 'yes', 'D: must enrol'],
  [[50074], 'second-factor-required', 'yes', 'D: strong authentication required'],
  [[50076], 'second-factor-required', 'yes', 'D: required by policy or place'],
  [[50078], 'second-factor-required', 'yes', 'D: presented factor expired'],
  [[50079], 'second-factor-required', 'yes', 'D: enrolment required'],
  [[50087], 'second-factor-failed', 'yes', 'U: telephone provider failed'],
  [[50088], 'second-factor-failed', 'yes', 'D: telephone limit reached'],
  [[50089], 'token', 'unknown', 'D: flow token expired'],
  [[50097], 'interrupt', 'unknown', 'D: device authentication required'],
  [[50105], 'account-state', 'yes', 'D: not assigned to application'],
  [[50125], 'interrupt', 'unknown', 'D: reset or registration'],
  [[50126], 'wrong-password', 'no', 'D'],
  [[50127], 'interrupt', 'unknown', 'D: broker must be installed'],
  [[50129], 'interrupt', 'unknown', 'D: device not joined'],
  [[50131], 'policy', 'yes', 'D: device, place or time condition'],
  [[50132, 50133], 'token', 'unknown', 'D: session invalid after password change'],
  [[50135], 'account-state', 'yes', 'D: password change because of risk'],
  [[50140], 'interrupt', 'yes', 'S, D: keep me signed in'],
  [[50142], 'account-state', 'yes', 'D: password change by policy'],
  [[50144], 'account-state', 'yes', 'D: on-premises password expired'],
  [[50155, 50187], 'device', 'unknown', 'D: device authentication failed'],
  [[50158], 'second-factor-required', 'yes', 'D: external challenge'],
  [[50173], 'token', 'unknown', 'D: grant revoked'],
  [[50192], 'interrupt', 'unknown', 'D: invalid request'],
  [[50196], 'application', 'unknown', 'D: client loop'],
  [[50199], 'interrupt', 'unknown', 'D: confirm application'],
  [[50203], 'interrupt', 'yes', 'U: skipped registration'],
  [[51004], 'unknown-user', 'no', 'D: not in directory'],
  [[240001], 'device', 'unknown', 'D: may not register devices'],
  [[53000, 53001], 'policy', 'yes', 'D: device state'],
  [[53002], 'policy', 'yes', 'D: application not approved'],
  [[53003], 'policy', 'yes', 'D: blocked by conditional access'],
  [[53004], 'policy', 'yes', 'D: enrolment blocked because of risk'],
  [[53010], 'policy', 'yes', 'D: enrolment from untrusted place'],
  [[53011], 'policy', 'yes', 'D: risk in home tenant'],
  [[500021, 500022, 500212, 500213], 'policy', 'unknown', 'D: tenant restriction, cross-tenant policy'],
  [[500121], 'second-factor-failed', 'yes', 'D: denied, timed out or wrong; the text decides'],
  [[500133], 'token', 'unknown', 'D: assertion outside validity'],
  [[530002, 530003], 'policy', 'yes', 'C: device state'],
  [[530031], 'policy', 'yes', 'C: policy forbids token'],
  [[530032], 'policy', 'yes', 'D: tenant security policy'],
  [[530034], 'policy', 'yes', 'D: suspicious delegated admin'],
  [[530035], 'policy', 'yes', 'D: security defaults'],
  [[54000], 'policy', 'yes', 'D: legal age group'],
  [[54005], 'token', 'unknown', 'D: code already redeemed'],
  [[65001], 'application', 'yes', 'D: consent missing'],
  [[65004], 'application', 'yes', 'D: consent declined'],
  [[70000], 'token', 'unknown', 'D: grant invalid'],
  [[70008], 'token', 'unknown', 'D: expired by inactivity'],
  [[70016], 'interrupt', 'unknown', 'D: device code pending'],
  [[70018, 70019], 'interrupt', 'unknown', 'D: device code bad or expired'],
  [[70043], 'token', 'unknown', 'D: sign-in frequency'],
  [[70044], 'token', 'unknown', 'C: sign-in frequency'],
  [[70046], 'token', 'unknown', 'K: session expired'],
  [[700016], 'application', 'unknown', 'D: application not in tenant'],
  [[700027], 'application', 'unknown', 'D: client assertion'],
  [[700082, 700084], 'token', 'unknown', 'D: refresh token expired'],
  [[7000112], 'application', 'unknown', 'D: application disabled; C guesses a right password'],
  [[7000215], 'application', 'no', 'D: wrong client secret'],
  [[7000218], 'application', 'unknown', 'D: client credential missing'],
  [[7000222], 'application', 'unknown', 'S, D: client secret expired'],
  [[80001, 80002, 80005, 80007, 80014], 'system', 'unknown', 'D: pass-through agent'],
  [[80012], 'account-state', 'yes', 'D: outside logon hours'],
  [[81010, 81012], 'token', 'unknown', 'D: seamless sign-on ticket'],
  [[90025], 'system', 'unknown', 'D: internal retry limit'],
  [[90094, 90095], 'application', 'yes', 'D: admin consent needed'],
  [[90072], 'account-state', 'unknown', 'C: account of another tenant; guesses a right password'],
  [[120000], 'wrong-password', 'no', 'D: current password wrong in a password change'],
  [[120002, 120020], 'account-state', 'unknown', 'R: password change refused'],
  [[130004, 130005, 130006, 130007, 130008], 'device', 'unknown', 'D: Windows Hello key or device'],
  [[135010], 'device', 'unknown', 'D: key not found'],
  [[135011], 'device', 'unknown', 'D: device disabled'],
  [[399218], 'interrupt', 'unknown', 'C: confirm application'],
  [[500011], 'application', 'unknown', 'D: resource not found; C guesses a right password'],
];

/** By the code as text of a number: `50126`. */
export const resultCodes: ReadonlyMap<string, ResultCode> = new Map(
  lines.flatMap(([codes, failure, password, source]) =>
    codes.map((code) => [String(code), { failure, password, source }] as const),
  ),
);

const unknownCode: ResultCode = { failure: 'unknown', password: 'unknown', source: '' };
const maliciousAddress: ResultCode = {
  failure: 'suspicious',
  password: 'unknown',
  source: 'D: 50053 with a text about the address',
};

/** `text` is the record's reason, which only 50053 needs: locked account or malicious address. */
export function readCode(code: string, text: string | null): ResultCode {
  if (code === '50053' && text !== null && /malicious|ip address/i.test(text)) return maliciousAddress;
  return resultCodes.get(code) ?? unknownCode;
}
