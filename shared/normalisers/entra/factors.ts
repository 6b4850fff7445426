/** Which factors a sign-in used, and how the second one ended. */

import type { FailureClass, PasswordVerdict, SecondFactor } from '@gatewatch/domain';
import { type Fields, isFields, list, object, text } from './fields.ts';
import { readMfaText } from './mfa-texts.ts';

export interface Factors {
  readonly methods: readonly string[];
  readonly secondFactor: SecondFactor;
  /** What the steps prove of the password; null where they prove nothing. */
  readonly passwordStep: boolean | null;
  /** The first factor was not a password presented now: an earlier session, a key, a certificate. */
  readonly withoutPassword: boolean;
}

const noMethods: readonly string[] = [];
const mostSteps = 32;

export function factors(fields: Fields, code: string, failure: FailureClass | null): Factors {
  const methods: string[] = [];
  const said: SecondFactor[] = [];
  let passwordStep: boolean | null = null;
  let otherFirst = false;
  const steps = list(fields.authenticationDetails);
  for (let i = 0; i < steps.length && i < mostSteps; i++) {
    const step = steps[i];
    if (!isFields(step)) continue;
    const method = text(step.authenticationMethod)?.toLowerCase() ?? null;
    const earlier = method === 'previously satisfied';
    if (method !== null && !earlier) methods.push(method);
    if (method === 'password') {
      if (step.succeeded === true) passwordStep = true;
      else if (step.succeeded === false) passwordStep ??= false;
    } else if (isPrimary(step.authenticationStepRequirement)) otherFirst ||= step.succeeded === true;
    const meaning = stepMeaning(step, method, earlier);
    if (meaning !== null) said.push(meaning);
  }
  const mfa = object(fields.mfaDetail);
  const used = mfa === null ? null : text(mfa.authMethod);
  if (used !== null && methods.length === 0) methods.push(used.toLowerCase());
  say(said, object(fields.status)?.additionalDetails);
  say(said, mfa?.authDetail);
  if (said.length === 0 && used !== null && failure === null) said.push('passed');
  return {
    methods: methods.length === 0 ? noMethods : methods,
    secondFactor: conclude(said, code, failure, fields.authenticationRequirement),
    passwordStep,
    withoutPassword: otherFirst && passwordStep !== true,
  };
}

function isPrimary(requirement: unknown): boolean {
  return requirement === 'Primary authentication';
}

/** The text decides; without one, a second method that succeeded is `passed`. */
function stepMeaning(step: Fields, method: string | null, earlier: boolean): SecondFactor | null {
  const detail = text(step.authenticationStepResultDetail);
  const primary = method === 'password' || isPrimary(step.authenticationStepRequirement);
  const meaning = detail === null ? null : readMfaText(detail);
  // A primary step says nothing of a second factor, unless its text does ("MFA requirement satisfied by strong authentication").
  if (primary) return meaning !== null && detail !== null && /mfa|multi-?factor/i.test(detail) ? meaning : null;
  if (meaning !== null) return meaning;
  if (method === null || detail?.toLowerCase().startsWith('first factor') === true) return null;
  if (step.succeeded === true) return earlier ? 'satisfied-earlier' : 'passed';
  return null;
}

function say(said: SecondFactor[], detail: unknown): void {
  const words = text(detail);
  const meaning = words === null ? null : readMfaText(words);
  if (meaning !== null) said.push(meaning);
}

const failed: ReadonlySet<SecondFactor> = new Set([
  'denied',
  'no-answer',
  'wrong-code',
  'wrong-number',
  'duplicate-prompt',
  'delivery-failed',
  'user-blocked',
]);

/** A report of fraud outweighs all; then what fits the outcome, the latest first; `pending` only where nothing else was said. */
function conclude(said: readonly SecondFactor[], code: string, failure: FailureClass | null, requirement: unknown): SecondFactor {
  if (said.includes('fraud-reported')) return 'fraud-reported';
  if (failure === 'second-factor-failed') return said.findLast((word) => failed.has(word)) ?? withoutText(code);
  if (failure === null) {
    if (said.includes('passed')) return 'passed';
    if (said.includes('satisfied-earlier')) return 'satisfied-earlier';
  }
  const last = said.findLast((word) => word !== 'pending') ?? said.at(-1);
  if (last !== undefined) return last;
  if (failure === null) return requirement === 'singleFactorAuthentication' ? 'not-asked' : 'unknown';
  if (failure === 'second-factor-required') return 'pending';
  return failure === 'wrong-password' || failure === 'unknown-user' ? 'not-asked' : 'unknown';
}

/** 50087 and 50088 say by themselves that the telephone failed; 500121 means both "denied" and "nobody answered". */
function withoutText(code: string): SecondFactor {
  return code === '50087' || code === '50088' ? 'delivery-failed' : 'unknown';
}

/**
 * Was the right password presented? The code's verdict, corrected by what the record shows: a step proves it; a row that began
 * from a token or another first factor presented none, so its code cannot say `yes`. A locked account's step fails whatever
 * was typed, so it proves nothing.
 */
export function passwordVerdict(
  byCode: PasswordVerdict,
  found: Factors,
  failure: FailureClass | null,
  incomingTokenType: unknown,
): PasswordVerdict {
  if (byCode === 'unknown') {
    if (found.passwordStep === null) return 'unknown';
    if (found.passwordStep) return 'yes';
    return failure === 'locked' || failure === 'suspicious' ? 'unknown' : 'no';
  }
  if (byCode === 'no' || found.passwordStep === true) return byCode;
  return found.withoutPassword || isToken(incomingTokenType) ? 'unknown' : 'yes';
}

function isToken(type: unknown): boolean {
  return typeof type === 'string' && /token|saml/i.test(type);
}
