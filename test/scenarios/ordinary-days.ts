/** What the timelines of bypasses begin with: ordinary days at home, and a stranger who knows the password. */

import { daily, type SignInDraft, signIn, stranger } from '@gatewatch/testing';

/** Each morning the password and a freshly passed factor, at home, on the laptop. */
export const days = (first: number, last: number, more: Partial<SignInDraft> = {}) =>
  daily(first, last, (day) => [
    signIn({ at: `${day} 08:00`, secondFactor: 'passed', methods: ['password', 'mobile app notification'], ...more }),
  ]);

/** Ten of them, then day 11. */
export const life = days(1, 10);

/** A browser of no name on a rented machine abroad. */
export const abroad = { from: 'Amsterdam', by: 'm247', device: stranger } as const;
/** The right password, stopped because the second factor was asked for. */
export const askedForFactor = {
  outcome: 'interrupted',
  failure: 'second-factor-required',
  code: '50074',
  secondFactor: 'pending',
} as const;
/** The right password, blocked by a conditional access policy. */
export const blockedByPolicy = { outcome: 'blocked', failure: 'policy', code: '53003', secondFactor: 'unknown' } as const;
export const privilegedAda = { 'privileged:ada@example.com': 'yes' };
export const serviceAda = { 'service:ada@example.com': 'yes' };
