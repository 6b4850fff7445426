/** Conditions that several boards share. */

import { all, any, has, is, not } from './condition.ts';

/** An alert that was not taken back; a destination's summaries of many alerts stand in the same index and have no rule. */
export const standing = all(has('rule.id'), not(is('gatewatch.alert.state', 'withdrawn')));
export const ofTheMonitor = is('rule.id', 'monitor-health');
/** What the detectors say of people; the monitor's own alerts have a board of their own. */
export const ofPeople = all(standing, not(ofTheMonitor));
/** Nobody has closed it. */
export const waiting = all(standing, not(has('gatewatch.alert.disposition')));

/** A record that became an event; what became none stands beside it. */
export const recorded = has('gatewatch.event.kind');
export const quarantined = has('gatewatch.quarantine.reason');
export const signIn = is('gatewatch.event.kind', 'sign-in');
/** The person, not a program that refreshes a token. */
export const byHand = all(signIn, is('gatewatch.event.interactive', 'true'));
export const succeeded = is('gatewatch.event.outcome', 'success');
export const notLetIn = is('gatewatch.event.outcome', 'failure', 'blocked');
export const wrongPassword = is('gatewatch.event.failure', 'wrong-password', 'unknown-user');
/** A prompt on a telephone that somebody answered, or did not. */
export const prompted = is(
  'gatewatch.event.second_factor',
  'passed',
  'denied',
  'no-answer',
  'wrong-number',
  'duplicate-prompt',
  'fraud-reported',
);
/** A prompt that nobody was waiting for. */
export const refused = is('gatewatch.event.second_factor', 'denied', 'no-answer', 'wrong-number', 'fraud-reported');
/** Networks that hide where somebody is, or that nobody lives in. */
export const hidden = is('gatewatch.event.network_class', 'vpn', 'tor', 'hosting', 'relay');
export const weakRoute = any(has('gatewatch.event.route.legacy'), is('gatewatch.event.protocol', 'ropc'));
