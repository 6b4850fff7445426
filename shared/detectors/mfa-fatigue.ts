/** Is somebody who knows the password wearing the person down with second-factor prompts? */

import {
  type Card,
  type Course,
  type Detector,
  dayMs,
  type Fact,
  type Finding,
  hourMs,
  type IdentityEvent,
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
import { isTold } from './escalation.ts';
import { isOwnDevice, knowsNetwork, knowsPlace } from './familiar.ts';
import { isBlocked, isReport, judgeBlocked, report, reportFacts } from './fraud-report.ts';
import { minutesBetween } from './minutes-between.ts';
import { isOwnLoop } from './own-loop.ts';
import { burstLevels, dripLevels, mostDecisive, weightOf } from './prompt-levels.ts';
import { countWords, isAnswer, isApproval, type Prompt, promptKind, promptRows, promptsOf } from './prompts.ts';
import { initiatorOf } from './registration-initiator.ts';
import { baselineWords, networkWords, placeWords, round1, spanWords, timeWords } from './words.ts';

const card: Card = {
  id: 'mfa-fatigue',
  version: 1,
  title: 'MFA fatigue (push bombing)',
  severity: 'high',
  attack: [
    'T1621 Multi-Factor Authentication Request Generation',
    'T1078.004 Valid Accounts: Cloud Accounts',
    'T1556.006 Modify Authentication Process: Multi-Factor Authentication',
    'T1098.005 Account Manipulation: Device Registration',
  ],
  question: 'Is somebody who knows the password wearing the person down with second-factor prompts?',
  anchor: 'The prompt that made a burst or a drip of them, or the report of fraud.',
  blindSpots: [
    "Where the telephone was: the log holds the address of whoever asked, never the telephone's.",
    'Google logs no push prompt, only failed challenges, and folds those of one session into one row with one time.',
    'Fewer than eight prompts a day, spread so that no five fall into ten minutes.',
    "Unanswered prompts and wrong numbers on the person's own device, or on a known one in a usual network.",
    'At Google, prompts asked for from an address that was let in before on that day.',
  ],
  falsePositives: [
    "A machine unknown to the directory that keeps asking for its owner's factor after a password change.",
    'A telephone without signal while its owner works on a new device or in a new network.',
    'The owner signs in by hand shortly after somebody else asked: an approval, but not of that prompt.',
  ],
  steps: [
    'Ask the person, by telephone: did you ask for these prompts, did you approve one?',
    'The password is known to somebody: reset it whatever the answer was.',
    'If one was approved: revoke sessions, look for factors, devices, mail rules and consents added since.',
    'Where number matching is off, turn it on; block the asking addresses.',
  ],
  kinds: ['sign-in', 'factor-change', 'device-registration', 'risk-signal'],
  windowMs: dayMs,
  joinMs: 6 * hourMs,
  options: {
    burstPrompts: {
      default: 5,
      most: 18,
      unit: 'prompts',
      reason:
        'Nobody misses or declines five prompts of their own in ten minutes; peers ask for 5 to 10. An alert names 20 rows: not more.',
    },
    burstMinutes: { default: 10, unit: 'min', reason: 'The window of most peers; push bombing sends one or more a minute.' },
    dripPrompts: {
      default: 8,
      most: 18,
      unit: 'prompts in 24 h',
      reason: 'More than a day of bad luck with a telephone; slow enough to stay below every burst. An alert names 20 rows.',
    },
    approvalMinutes: {
      default: 15,
      unit: 'min',
      reason: 'Who gives in does so during the burst or right after it, from any address.',
    },
    registrationMinutes: {
      default: 60,
      unit: 'min',
      reason: 'An attacker makes the access last within the first session, which is an hour by default.',
    },
    duplicateWeight: {
      default: 0.5,
      least: 0,
      unit: 'prompts',
      reason: 'Some real rejections are logged only as duplicates, but one prompt may leave several of them.',
    },
  },
};

function judge(row: IdentityEvent, past: Past, options: Options): Judgement {
  if (row.kind === 'sign-in') {
    if (row.actor?.key !== past.subject) return nothing;
    if (promptKind(row) !== null) return judgePrompt(row, past, options);
    if (isBlocked(row)) return judgeBlocked(row, past, repeatMs);
    return isApproval(row, past.subject) ? judgeApproval(row, null, past, options) : nothing;
  }
  if ((row.target?.key ?? row.actor?.key) !== past.subject) return nothing;
  if (row.kind === 'risk-signal') return isReport(row) ? { findings: [report(row, past)] } : nothing;
  if (row.kind !== 'factor-change' && row.kind !== 'device-registration') return nothing;
  if (row.action !== 'added' || row.result === 'failure') return nothing;
  const initiator = initiatorOf(row, past);
  if (initiator === 'help-desk' || initiator === 'another-person') return nothing; // who helps the victim
  const from = row.time - (options.registrationMinutes ?? 60) * minuteMs;
  for (let i = past.rows.length - 1; i >= 0; i--) {
    const approval = past.rows[i];
    if (approval === undefined || approval.time < from) break;
    if (!isApproval(approval, past.subject)) continue;
    const judged = judgeApproval(approval, row, past, options);
    if (judged.findings.length > 0) return judged;
  }
  return nothing;
}

function judgePrompt(row: SignIn, past: Past, options: Options): Judgement {
  const rows = promptRows(past, row.time - dayMs);
  rows.push(row);
  const prompts = promptsOf(rows);
  const findings: Finding[] = promptKind(row) === 'reported as fraud' ? [report(row, past)] : [];
  if (findings.length === 0 && !prompts.some((prompt) => prompt.row === row)) return silent('same-prompt');
  if (findings.length === 0 && !mayBeEnough(prompts, options))
    return silent(prompts.every((prompt) => isOwnLoop(prompt, past)) ? 'own-device-loop' : 'few-prompts');
  const burst = burstBefore(prompts, row.time, past, options);
  const strange = prompts.filter((prompt) => !isOwnLoop(prompt, past));
  const drip = strange.slice(-mostDecisive);
  if (burst !== null) {
    if (isTold(burstLevels(prompts, past, options), repeatMs)) findings.push(found('burst', burst, [], past, options));
    else if (findings.length === 0) return silent('told-already');
  } else if (isEnough(drip, options)) {
    if (isTold(dripLevels(strange, options), repeatMs)) findings.push(found('drip', drip, [], past, options));
    else if (findings.length === 0) return silent('told-already');
  } else if (findings.length === 0) return silent(strange.length === 0 ? 'own-device-loop' : 'few-prompts');
  return { findings };
}

const repeatMs = card.joinMs / 2; // often enough that a flood which goes on stays one alert

/** An approval, and what was registered after it where there is such a row. */
function judgeApproval(approval: SignIn, change: IdentityEvent | null, past: Past, options: Options): Judgement {
  const from = approval.time - ((options.approvalMinutes ?? 15) + (options.burstMinutes ?? 10)) * minuteMs;
  const rows = promptRows(past, from).filter((row) => row.time <= approval.time);
  if (rows.length === 0 && approval.provider !== 'google') return nothing; // nearly always
  if (change === null) rows.push(approval); // Google folds the challenges before it into the same row
  const prompts = promptsOf(rows);
  for (let end = prompts.length; end > 0; end--) {
    const last = prompts[end - 1];
    if (last === undefined || approval.time - last.row.time > (options.approvalMinutes ?? 15) * minuteMs) break;
    const burst = burstBefore(prompts.slice(0, end), last.row.time, past, options);
    if (burst === null) continue;
    const rest = change === null ? [approval] : [approval, change];
    return { findings: [found(change === null ? 'burst-approved' : 'registration', burst, rest, past, options)] };
  }
  return prompts.some((prompt) => isOwnLoop(prompt, past)) ? silent('own-device-loop') : nothing;
}

/** The prompts of the window that ends at `time`, where they are a burst. */
function burstBefore(prompts: readonly Prompt[], time: number, past: Past, options: Options): readonly Prompt[] | null {
  const windowMs = (options.burstMinutes ?? 10) * minuteMs;
  const inside = prompts.filter(({ row }) => row.time > time - windowMs && row.time <= time).slice(-mostDecisive);
  // The owner's own machine may loop; once anybody declines, or a stranger asks, every prompt belongs to the story.
  if (inside.every((prompt) => isOwnLoop(prompt, past))) return null;
  return isEnough(inside, options) ? inside : null;
}

type Variant = 'burst' | 'burst-approved' | 'drip' | 'registration';
const gravity: Readonly<Record<Variant, { readonly severity: Severity; readonly risk: number }>> = {
  drip: { severity: 'medium', risk: 45 },
  burst: { severity: 'high', risk: 70 },
  'burst-approved': { severity: 'critical', risk: 92 },
  registration: { severity: 'critical', risk: 98 },
};

function found(
  variant: Variant,
  prompts: readonly Prompt[],
  rest: readonly IdentityEvent[],
  past: Past,
  options: Options,
): Finding {
  const rows = [...new Set([...prompts.map(({ row }) => row), ...rest])];
  const because: string[] = [countWords(prompts)];
  const refused = prompts.some(isRefused);
  if (!refused) because.push('no row says that one was declined: a telephone without signal looks alike');
  const usual = prompts.every(({ row }) => knowsNetwork(row, past.profile) && knowsPlace(row, past.profile));
  if (usual) because.push('all were asked for from a usual place and network of the person: perhaps a machine of their own');
  const approval = rest[0];
  const ownApproval = approval?.kind === 'sign-in' && isOwnDevice(approval, past) && knowsNetwork(approval, past.profile);
  if (ownApproval)
    because.push("the approval came from the person's own device in a usual network: perhaps a sign-in of their own");
  if (variant === 'drip') because.push('slow: no burst of them');
  const { severity, risk } = gravity[variant];
  return {
    variant,
    severity,
    risk: variant === 'burst' ? Math.min(85, risk + prompts.length) : risk,
    confidence:
      refused && !ownApproval && variant !== 'drip' ? 'high' : refused || (variant !== 'drip' && !usual) ? 'medium' : 'low',
    because,
    explanation: explain(variant, prompts, rest, options),
    facts: measure(rows, options),
    decisive: rows.map((row) => row.id),
    baseline: baselineWords(past.profile, ['networks', 'devices']),
  };
}

/** Somebody answered, and not with yes. */
function isRefused({ kind, row }: Prompt): boolean {
  if (kind === 'failed challenge') return row.secondFactor === 'wrong-code';
  return kind !== 'unanswered' && kind !== 'duplicate';
}

function explain(variant: Variant, prompts: readonly Prompt[], rest: readonly IdentityEvent[], options: Options): string {
  const weight = weightOf(prompts, options);
  const last = prompts[prompts.length - 1]?.row;
  const atLeast = prompts.length === mostDecisive ? 'At least ' : '';
  const limit =
    variant === 'drip'
      ? `${options.dripPrompts ?? 8} in 24 h`
      : `${options.burstPrompts ?? 5} in ${options.burstMinutes ?? 10} min`;
  const from =
    last === undefined ? '' : `, the last from ${placeWords(last.place)} (${networkWords(last)}) at ${timeWords(last.time)}`;
  const sentences = [
    `${atLeast}${weight} prompts (${countWords(prompts)}) within ${spanWords(spanMinutes(prompts))}${from}; ${limit} are too many.`,
  ];
  const [approval, change] = rest;
  if (approval?.kind === 'sign-in' && last !== undefined) {
    sentences.push(
      `Then one was approved from ${placeWords(approval.place)} (${networkWords(approval)}), ` +
        `${minutesBetween(last, approval)} min after the last prompt (at most ${options.approvalMinutes ?? 15} min).`,
    );
    if (change !== undefined && 'subjectOf' in change) {
      const what = change.kind === 'device-registration' ? 'the device' : 'the factor';
      sentences.push(
        `${minutesBetween(approval, change)} min after the approval (at most ${options.registrationMinutes ?? 60} min) ` +
          `${what} '${label(change.subjectOf ?? change.operation, 60)}' was added.`,
      );
    }
  }
  return sentences.join(' ');
}

/** From the decisive rows: prompts, then the approval, then the registration; or the one report. */
function measure(rows: readonly IdentityEvent[], options: Options): readonly Fact[] {
  const [only] = rows;
  if (only !== undefined && rows.length === 1 && (isReport(only) || isBlocked(only))) return reportFacts(only);
  return measurePrompts(rows, options);
}

function measurePrompts(rows: readonly IdentityEvent[], options: Options): readonly Fact[] {
  const change = rows.find((row) => row.kind === 'factor-change' || row.kind === 'device-registration');
  const prompts = promptsOf(rows);
  const last = prompts[prompts.length - 1]?.row;
  const approval = rows.findLast(
    (row) => row.kind === 'sign-in' && row.secondFactor === 'passed' && last !== undefined && row.time >= last.time,
  );
  const span = spanMinutes(prompts);
  const burst = span < (options.burstMinutes ?? 10);
  const facts = [
    fact('prompts', weightOf(prompts, options), 'prompts', (burst ? options.burstPrompts : options.dripPrompts) ?? 5, '>='),
    fact('span', span, 'min', burst ? (options.burstMinutes ?? 10) : dayMs / minuteMs, burst ? '<' : '<='),
  ];
  if (approval !== undefined && last !== undefined)
    facts.push(fact('prompt to approval', minutesBetween(last, approval), 'min', options.approvalMinutes ?? 15, '<='));
  if (approval !== undefined && change !== undefined)
    facts.push(
      fact('approval to registration', minutesBetween(approval, change), 'min', options.registrationMinutes ?? 60, '<='),
    );
  return facts;
}

function fact(name: string, value: number, unit: string | null, threshold: number, test: Fact['test']): Fact {
  return { name, value, unit, threshold, test };
}

/** By the facts that the alert will show, so that what is found is what can be verified. */
function isEnough(prompts: readonly Prompt[], options: Options): boolean {
  const [count] = measurePrompts(
    prompts.map(({ row }) => row),
    options,
  );
  return typeof count?.value === 'number' && count.threshold !== null && count.value >= count.threshold;
}

/** False where all of them together are too few, whichever of them are measured. One report is enough. */
function mayBeEnough(prompts: readonly Prompt[], options: Options): boolean {
  let most = 0;
  for (const { kind, times } of prompts) {
    if (kind === 'reported as fraud') return true;
    most += kind === 'duplicate' ? Math.max(0, options.duplicateWeight ?? 0.5) : times;
  }
  return round1(most) >= Math.min(options.burstPrompts ?? 5, options.dripPrompts ?? 5);
}

function spanMinutes(prompts: readonly Prompt[]): number {
  const first = prompts[0];
  const last = prompts[prompts.length - 1];
  return first === undefined || last === undefined ? 0 : minutesBetween(first.row, last.row);
}

function concerns(course: Course): boolean {
  return promptKind(course) !== null || isAnswer(course) || isBlocked(course);
}

export const mfaFatigue: Detector = { card, judge, measure, concerns };
