/** What is said of prompts in so many words: the person reports fraud, or the vendor asks nobody any more. One is enough. */

import {
  type Course,
  type Fact,
  type Finding,
  type IdentityEvent,
  type Judgement,
  type Past,
  type SignIn,
  silent,
} from '@gatewatch/domain';
import { isOwnDevice, knowsDevice, knowsNetwork } from './familiar.ts';
import { promptKind } from './prompts.ts';
import { baselineWords, networkWords, placeWords, timeWords } from './words.ts';

export function isReport(row: IdentityEvent): boolean {
  if (row.kind === 'sign-in') return promptKind(row) === 'reported as fraud';
  if (row.kind !== 'risk-signal') return false;
  const operation = row.operation.toLowerCase();
  return operation.startsWith('fraud reported') || operation.startsWith('suspicious activity reported');
}

export function report(row: IdentityEvent, past: Past): Finding {
  return {
    variant: 'fraud',
    severity: 'high',
    risk: 75,
    confidence: 'high',
    because: ['the person said so'],
    explanation: `The person reported a second-factor prompt as not their own at ${timeWords(row.time)}; one report is enough.`,
    facts: reportFacts(row),
    decisive: [row.id],
    baseline: baselineWords(past.profile, ['networks', 'devices']),
  };
}

/** The right password on an account whose second factor is blocked. */
export function isBlocked(row: IdentityEvent | Course): row is SignIn {
  return 'secondFactor' in row && row.interactive && row.secondFactor === 'user-blocked';
}

/** Who is blocked tries again too: their own device in their own network is no news. The same again and again is told from time to time. */
export function judgeBlocked(row: SignIn, past: Past, repeatMs: number): Judgement {
  if (isOwnDevice(row, past) || (knowsDevice(row, past.profile) && knowsNetwork(row, past.profile)))
    return silent('own-device-loop');
  if (past.findings.some(({ detector, time }) => detector === 'mfa-fatigue' && row.time - time <= repeatMs))
    return silent('told-already');
  const where = `${placeWords(row.place)} (${networkWords(row)})`;
  const finding: Finding = {
    variant: 'blocked',
    severity: 'high',
    risk: 70,
    confidence: 'medium',
    because: ['a report of fraud blocks an account, and so may an administrator: the log does not say which'],
    explanation:
      `A second factor was asked for from ${where} at ${timeWords(row.time)} and refused without a prompt, because the account is ` +
      'blocked for second factors, as after a report of fraud; one such attempt is enough.',
    facts: reportFacts(row),
    decisive: [row.id],
    baseline: baselineWords(past.profile, ['networks', 'devices']),
  };
  return { findings: [finding] };
}

export function reportFacts(row: IdentityEvent): readonly Fact[] {
  return [{ name: isBlocked(row) ? 'attempts while blocked' : 'reports', value: 1, unit: null, threshold: 1, test: '>=' }];
}
