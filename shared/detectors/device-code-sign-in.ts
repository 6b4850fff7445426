/** Was a session handed over by a device code to somebody who is not the person? */

import {
  type Card,
  type Detector,
  dayCount,
  dayMs,
  type Fact,
  type Finding,
  type IdentityEvent,
  isNormal,
  type Judgement,
  label,
  minuteMs,
  nothing,
  type Options,
  type Past,
  type Severity,
  type SignIn,
  silent,
} from '@gatewatch/domain';
import { knowsRoutes } from './familiar.ts';
import { baseRisk, stepped } from './gravity.ts';
import { isBroker, isCommandLine } from './known-apps.ts';
import { minutesBetween } from './minutes-between.ts';
import { originOf, type StrangeOrigin, youngDays } from './origin.ts';
import { toldAt } from './told.ts';
import { baselineWords, networkWords, placeWords, spanWords, timeWords } from './words.ts';

const card: Card = {
  id: 'device-code-sign-in',
  version: 1,
  title: 'Device code handed over',
  severity: 'high',
  attack: [
    'T1528 Steal Application Access Token',
    'T1566.002 Phishing: Spearphishing Link',
    'T1550.001 Use Alternate Authentication Material: Application Access Token',
  ],
  question: 'Was a session handed over by a device code to somebody who is not the person?',
  anchor:
    'The first row of a device-code session from where the person does not work, or the first code that is no command line.',
  blindSpots: [
    "A stranger on a network that the profile knows, in a usual country: the same provider's line.",
    "A stranger in the developer's country, on a line of no hosting, who phished a command line's code: it looks like the train.",
    'Refreshes that Exchange or SharePoint do not log as sign-ins; a code that was entered and never used.',
    'Sessions moved to a telephone by QR code (authentication transfer): their codes never leave the room.',
    'Refreshes from networks of Microsoft and Google: their services refresh for the person.',
  ],
  falsePositives: [
    "A developer's first command line on a rented machine, approved at the office: medium, quiet once it is a habit.",
    'A meeting-room device or a television in an office whose egress nobody declared.',
    'A desk telephone, television or conference device that its owner signs in to by code, once: low; none in a planned roll-out.',
  ],
  steps: [
    'Ask the person: did somebody send you a code to enter, in a mail, a chat or a meeting invitation?',
    "Not their own machine: revoke the person's sessions; a new password alone leaves the refresh token alive.",
    'Look for devices registered, mail read and rules made since by this session.',
    'Block the device-code flow by policy for all but the people and networks that need it.',
  ],
  kinds: ['sign-in'],
  windowMs: dayMs,
  joinMs: dayMs,
  options: {
    handoverMinutes: {
      default: 30,
      unit: 'min',
      reason: 'A code lives for fifteen minutes; who waits for it uses the tokens at once, and the log may be late by as much.',
    },
    usualDays: {
      default: 3,
      unit: 'days',
      reason: 'On three days it is a habit of the person; one day may have been the phisher.',
    },
    learnDays: {
      default: youngDays,
      least: 0,
      unit: 'active days',
      reason: 'A working week: before that every network is new.',
    },
  },
};

function judge(row: IdentityEvent, past: Past, options: Options): Judgement {
  if (!isHandedOver(row) || row.outcome !== 'success' || row.actor?.key !== past.subject) return nothing;
  const { profile } = past;
  const privileged = past.fact(`privileged:${past.subject}`) === 'yes';
  if (profile.activeDays < (options.learnDays ?? youngDays) && !privileged) return silent('learning');
  const known = profile.routes.get('device-code');
  const habit = isNormal(known) && dayCount(known.days) >= (options.usualDays ?? 3);
  const usual = habit || !knowsRoutes(profile, row.time);

  const origin = originOf(row, past);
  if (origin.usual !== null) {
    const why = whyQuiet(row, origin.usual, usual, past);
    if (why !== null) return silent(why);
    const because = [
      isBroker(row)
        ? 'the first code for the broker: its token registers devices and opens everything else'
        : 'the first code of this person: whoever sent it waits elsewhere',
      'entered where the person always is: it may be their own device',
    ];
    return { findings: [found(row, null, privileged ? 'medium' : 'low', because, 'low', past, options)] };
  }
  if (row.interactive && origin.roaming) return silent('mobile-carrier'); // the telephone on which the code was entered
  // A developer's own command line, on the train before the laptop has said a word.
  if (usual && isCommandLine(row) && !origin.far && !privileged) return silent('roaming-client');
  const approval = approvalBefore(row, past, options);
  const told = toldAt(row, past, card.id);
  if (told !== null && (approval === null || approval.time <= told)) return silent('told-already');
  let severity: Severity = isCommandLine(row) ? 'medium' : 'high';
  const because = [...origin.words];
  if (isCommandLine(row)) because.push('a command line, which developers also run on rented machines');
  if (isBroker(row)) because.push("the broker's token registers devices and opens everything else");
  if (row.route.bound === false) because.push('the token is bound to no device: it works anywhere');
  if (origin.roaming) {
    severity = stepped(severity, -1);
  }
  if (privileged) {
    severity = stepped(severity, 1);
    because.push('the person is privileged: one step more severe');
  }
  if (origin.young) severity = 'low';
  return { findings: [found(row, approval, severity, because, confidenceOf(row, approval, origin), past, options)] };
}

/** A code entered where the person works: only the first one is worth a word, and a command line's none. */
function whyQuiet(row: SignIn, usualOrigin: string, usual: boolean, past: Past): string | null {
  if (usual) return 'usual-device-code';
  if (!row.interactive || isCommandLine(row) || past.fact(`service:${past.subject}`) === 'yes') return usualOrigin;
  if (past.fact('roll-out') === 'yes') return 'roll-out';
  return past.findings.some(({ detector }) => detector === card.id) ? 'told-this-month' : null;
}

function isHandedOver(row: IdentityEvent): row is SignIn {
  return row.kind === 'sign-in' && row.route.transfer === 'device-code';
}

function confidenceOf(row: SignIn, approval: SignIn | null, origin: StrangeOrigin): Finding['confidence'] {
  if (origin.roaming) return 'low';
  return !isCommandLine(row) && (approval !== null || origin.far) ? 'high' : 'medium';
}

/** Where the code was entered, if that was where the person works: two ends of one session. */
function approvalBefore(row: SignIn, past: Past, options: Options): SignIn | null {
  const from = row.time - (options.handoverMinutes ?? 30) * minuteMs;
  for (let i = past.rows.length - 1; i >= 0; i--) {
    const other = past.rows[i];
    if (other === undefined || other.time < from) return null;
    if (!isHandedOver(other) || !other.interactive || other.outcome !== 'success' || other.actor?.key !== past.subject) continue;
    if (other.session !== null && row.session !== null ? other.session !== row.session : other.appId !== row.appId) continue;
    if (originOf(other, past).usual !== null) return other;
  }
  return null;
}

function found(
  row: SignIn,
  approval: SignIn | null,
  severity: Severity,
  because: readonly string[],
  confidence: Finding['confidence'],
  past: Past,
  options: Options,
): Finding {
  const rows = approval === null ? [row] : [approval, row];
  return {
    variant: approval === null ? '' : 'handed-over',
    severity,
    risk: baseRisk[severity] + (approval === null ? 0 : 5),
    confidence,
    because,
    explanation: explain(row, approval, options),
    facts: measure(rows, options),
    decisive: rows.map(({ id }) => id),
    baseline: baselineWords(past.profile, ['places', 'networks', 'devices']),
  };
}

function explain(row: SignIn, approval: SignIn | null, options: Options): string {
  const at = (one: SignIn) => `${placeWords(one.place)} (${networkWords(one)}) at ${timeWords(one.time)}`;
  const app = row.app === null ? 'an application' : `'${label(row.app, 60)}'`;
  if (approval === null) {
    const what = row.interactive ? 'A device code was used' : 'A session that began with a device code was refreshed';
    return `${what} for ${app} from ${at(row)}.`;
  }
  return (
    `A device code for ${app} was entered from ${at(approval)}, and ${spanWords(minutesBetween(approval, row))} later ` +
    `(at most ${options.handoverMinutes ?? 30} min) the session was used from ${at(row)}.`
  );
}

/** From the row, or from the row where the code was entered and the row where the session was used. */
function measure(rows: readonly IdentityEvent[], options: Options): readonly Fact[] {
  const row = rows.at(-1);
  if (row === undefined || !isHandedOver(row)) return [];
  const facts: Fact[] = [
    { name: 'application', value: label(row.app ?? row.appId ?? '', 60), unit: null, threshold: null, test: null },
  ];
  const approval = rows.length > 1 ? rows[0] : undefined;
  if (approval?.kind !== 'sign-in') return facts;
  const threshold = options.handoverMinutes ?? 30;
  facts.push({ name: 'entered to used', value: minutesBetween(approval, row), unit: 'min', threshold, test: '<=' });
  return facts;
}

export const deviceCodeSignIn: Detector = {
  card,
  judge,
  measure,
  concerns: ({ route, outcome }) => route.transfer === 'device-code' && outcome === 'success',
};
