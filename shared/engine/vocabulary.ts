/**
 * Words that rows of every subject have: they stand in no subject's own dictionary. What a release wrote is read by every later one, so
 * a line is never changed, moved or taken away; new words come at the end.
 */

const vocabulary: readonly string[] = [
  ...['entra', 'google'],
  ...['SignInLogs', 'NonInteractiveUserSignInLogs', 'ADFSSignInLogs', 'login', 'saml'],
  ...['success', 'failure', 'interrupted', 'blocked'],
  ...['wrong-password', 'unknown-user', 'account-state', 'locked', 'second-factor-required', 'second-factor-failed', 'policy'],
  ...['token', 'application', 'device', 'interrupt', 'system', 'suspicious', 'unknown'],
  ...['yes', 'no', 'passed', 'denied', 'no-answer', 'wrong-code', 'wrong-number', 'duplicate-prompt', 'fraud-reported'],
  ...['delivery-failed', 'satisfied-earlier', 'pending', 'not-asked'],
  // Result codes of Entra ID that are seen every day, and the events of Google's login log.
  ...['0', '50126', '50074', '50076', '50079', '50140', '50053', '50055', '50057', '50072', '50097', '50125', '50158', '50199'],
  ...['53000', '53003', '65001', '70043', '70044', '500121', '530002', '530032', '700082'],
  ...['login_success', 'login_failure', 'login_challenge', 'login_verification', 'logout'],
  ...[
    'deviceCode',
    'ropc',
    'saml20',
    'wsFederation',
    'oAuth2',
    'authenticationTransfer',
    'google_password',
    'reauth',
    'exchange',
  ],
  ...['Browser', 'Mobile Apps and Desktop clients', 'Exchange ActiveSync', 'Authenticated SMTP', 'IMAP4', 'POP3'],
  // First-party applications of Microsoft, by name and id (learn.microsoft.com: "Verify first-party Microsoft applications in sign-in reports").
  ...['Office 365 Exchange Online', '00000002-0000-0ff1-ce00-000000000000'],
  ...['Office 365 SharePoint Online', '00000003-0000-0ff1-ce00-000000000000'],
  ...['Microsoft Graph', '00000003-0000-0000-c000-000000000000'],
  ...['Windows Azure Active Directory', '00000002-0000-0000-c000-000000000000'],
  ...['Windows Azure Service Management API', '797f4846-ba00-4fd7-ba43-dac1f8f63013'],
  ...['Microsoft Office', 'd3590ed6-52b3-4102-aeff-aad2292ab01c'],
  ...['OfficeHome', '4765445b-32c6-49b0-83e6-1d93765276ca'],
  ...['Office 365', 'Microsoft Teams', '1fec8e78-bce4-4aaf-ab1b-5451cc387264'],
  ...['Outlook Mobile', '27922004-5251-4030-b22d-91ecd9a37ea4'],
  ...['Azure Portal', 'c44b4083-3bb0-49c1-b47d-974e53cbdf3c'],
  ...['Microsoft Azure CLI', '04b07795-8ddb-461a-bbee-02f9e1bf7b46'],
  ...['Microsoft Azure PowerShell', '1950a258-227b-4e31-a9cf-717495945fc2'],
  ...['Microsoft Authentication Broker', '29d9ed98-a469-4536-ade2-f981bc1d605e'],
  ...['Windows Sign In', '38aa3b87-a06d-4817-b275-7a316988d93b'],
];

export const vocabularySize = vocabulary.length;

/** −1 is null, so the first word is −2. */
const first = -2;
const places = new Map(vocabulary.map((word, index) => [word, first - index]));

/** A negative place, undefined where a subject's own dictionary must hold the word. */
export function vocabularyPlace(word: string): number | undefined {
  return places.get(word);
}

export function vocabularyWord(place: number): string | null {
  return vocabulary[first - place] ?? null;
}
