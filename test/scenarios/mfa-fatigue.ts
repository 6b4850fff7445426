/** Timelines of MFA fatigue: every false positive and every trap of the peers (knowledge: detections.md 2.5), by name. */

import type { SecondFactor } from '@gatewatch/domain';
import { type ChangeDraft, change, daily, type SignInDraft, signIn, stranger, type Timeline } from '@gatewatch/testing';

/** Ten ordinary days at home with a freshly passed factor, then day 11. */
const life = daily(1, 10, (day) => [signIn({ at: `${day} 08:00`, secondFactor: 'passed' })]);

/** One prompt asked for by somebody abroad with an unknown browser, unless told otherwise. */
const prompt = (at: string, recordId: string, secondFactor: SecondFactor = 'denied', more: Partial<SignInDraft> = {}) =>
  signIn({
    at,
    recordId,
    secondFactor,
    outcome: 'failure',
    failure: 'second-factor-failed',
    code: '500121',
    from: 'Amsterdam',
    by: 'm247',
    device: stranger,
    methods: ['password', 'mobile app notification'],
    ...more,
  });
/** `p1` at the first minute, `p2` a step later … */
const prompts = (day: number, hour: number, minute: number, count: number, step = 1, kind: SecondFactor = 'denied', more = {}) =>
  Array.from({ length: count }, (_, index) => {
    const at = hour * 60 + minute + index * step;
    return prompt(`${day + Math.floor(at / 1440)} ${clockText(at % 1440)}`, `p${index + 1}`, kind, more);
  });
const clockText = (minutes: number) => `${`${Math.floor(minutes / 60)}`.padStart(2, '0')}:${`${minutes % 60}`.padStart(2, '0')}`;
const ids = (count: number, from = 1) => Array.from({ length: count }, (_, index) => `p${index + from}`);

const approval = (at: string, more: Partial<SignInDraft> = {}) =>
  signIn({ at, recordId: 'yes', secondFactor: 'passed', from: 'Amsterdam', by: 'm247', device: stranger, ...more });
const registered = (at: string, more: Partial<ChangeDraft> = {}) => change({ at, recordId: 'new', ...more });
const atHome = { from: 'Oslo', by: 'telenor', device: signIn({ at: '1 08:00' }).device } as const;
const google = { provider: 'google', code: 'login_verification', device: null, methods: ['google_prompt'] } as const;

export const mfaFatigueTimelines: readonly Timeline[] = [
  {
    name: 'five declined prompts in five minutes',
    from: 'detections.md 2.5 BUILD: burst',
    rows: [...life, ...prompts(11, 9, 0, 5)],
    expect: {
      alert: 'high',
      decisive: ids(5),
      facts: { prompts: 5, span: 4 },
      says: ['5 prompts', '5 in 10 min', '5 declined'],
      confidence: 'high',
    },
  },
  {
    name: 'declines, time-outs and wrong numbers count together',
    from: 'detections.md 2.5: 5 declines + 6 timeouts trips neither rule (Splunk)',
    rows: [
      ...life,
      prompt('11 09:00', 'p1'),
      prompt('11 09:02', 'p2', 'no-answer'),
      prompt('11 09:04', 'p3', 'wrong-number'),
      prompt('11 09:06', 'p4', 'no-answer'),
      prompt('11 09:08', 'p5'),
    ],
    expect: {
      alert: 'high',
      decisive: ids(5),
      confidence: 'high',
      says: ['2 declined', '2 unanswered', '1 wrong number'],
      saysNot: ['without signal', 'slow', 'perhaps a sign-in of their own', 'usual place and network'],
    },
  },
  {
    name: 'time-outs alone, for a stranger',
    from: 'sources.md 2.3: push fatigue',
    rows: [...life, ...prompts(11, 3, 0, 5, 2, 'no-answer')],
    expect: { alert: 'high', decisive: ids(5), confidence: 'medium', says: ['without signal'] },
  },
  {
    name: 'each prompt from another address and application',
    from: 'detections.md 2.5: UA/app rotation dilutes (Splunk); group = IP (GCP)',
    rows: [
      ...life,
      ...(['Amsterdam', 'Lagos', 'London', 'Paris', 'Berlin'] as const).map((from, index) =>
        prompt(`11 09:0${index}`, `p${index + 1}`, 'denied', { from, appId: `app-${index}` }),
      ),
    ],
    expect: { alert: 'high', decisive: ids(5) },
  },
  {
    name: 'one correlation id for all: the client chooses it, it makes nothing one',
    from: 'ES#3134: correlationId may span attempts',
    rows: [...life, ...prompts(11, 9, 0, 5, 1, 'denied', { correlationId: 'chosen' })],
    expect: { alert: 'high', decisive: ids(5) },
  },
  {
    name: 'one correlation id for all, and each refusal on its interrupted row',
    from: 'sources.md 1.9: the result of a prompt may be folded into the row that asked for it',
    rows: [
      ...life,
      ...prompts(11, 9, 0, 5, 1, 'denied', {
        outcome: 'interrupted',
        failure: 'second-factor-required',
        code: '50074',
        correlationId: 'chosen',
      }),
    ],
    expect: { alert: 'high', decisive: ids(5), facts: { prompts: 5 } },
  },
  {
    name: 'unanswered prompts that the log calls interrupts, under one correlation id',
    from: 'ES#3134: correlationId may span attempts, originalRequestId is per attempt',
    rows: [
      ...life,
      ...prompts(11, 9, 0, 5, 1, 'no-answer', {
        ...{ outcome: 'interrupted', failure: 'second-factor-required', code: '50074', correlationId: 'chosen' },
      }),
    ],
    expect: { alert: 'high', decisive: ids(5) },
  },
  {
    name: 'ten duplicates weigh as five prompts',
    from: 'SN#9092: real rejections log only "duplicate authentication attempt"',
    rows: [...life, ...prompts(11, 9, 0, 10, 1, 'duplicate-prompt')],
    expect: { alert: 'high', decisive: ids(10), facts: { prompts: 5 }, confidence: 'medium' },
  },
  {
    name: 'a flood of thirty is one alert with at most twenty deciding rows',
    from: 'issue 3 section 5',
    rows: [...life, ...prompts(11, 9, 0, 10), ...prompts(11, 9, 10, 20).map((row, index) => ({ ...row, id: `entra:q${index}` }))],
    expect: { alert: 'high', decisive: ids(10), facts: { prompts: 10 } },
  },
  {
    name: 'the victim gives in: approved from the address of the attacker',
    from: 'detections.md 2.5 BUILD: burst + approve',
    rows: [...life, ...prompts(11, 9, 0, 5), approval('11 09:06')],
    expect: {
      alert: 'critical',
      decisive: [...ids(5), 'yes'],
      facts: { prompts: 5, 'prompt to approval': 2 },
      says: ['approved', '15 min'],
    },
  },
  {
    name: 'the approval comes from another address than the prompts',
    from: 'detections.md 2.5: success must come from same IP (Sentinel)',
    rows: [...life, ...prompts(11, 9, 0, 5), approval('11 09:12', { from: 'Lagos', by: 'spectranet' })],
    expect: { alert: 'critical', decisive: [...ids(5), 'yes'] },
  },
  {
    name: 'another sign-in of the day does not stretch the burst away',
    from: 'detections.md 2.5: any other sign-in of that pair that day hides it (Sentinel)',
    rows: [...life, signIn({ at: '11 07:00', from: 'Amsterdam', by: 'm247' }), ...prompts(11, 9, 0, 5), approval('11 09:06')],
    expect: { alert: 'critical', decisive: [...ids(5), 'yes'] },
  },
  {
    name: 'twenty minutes after the last prompt the owner signs in: still a burst, no approval',
    from: 'detections.md 2.5 BUILD: within 15 min',
    rows: [...life, ...prompts(11, 9, 0, 5), approval('11 09:24', atHome)],
    expect: { alert: 'high', decisive: ids(5) },
  },
  {
    name: 'the approval after thirteen minutes counts',
    from: 'detections.md 2.5 BUILD: within 15 min',
    rows: [...life, ...prompts(11, 9, 0, 5), approval('11 09:17')],
    expect: { alert: 'critical', decisive: [...ids(5), 'yes'], facts: { 'prompt to approval': 13 } },
  },
  {
    name: 'after the approval a new authenticator is added',
    from: 'detections.md 6 G1: nobody continues to "then device/method registered"',
    rows: [...life, ...prompts(11, 9, 0, 5), approval('11 09:06'), registered('11 09:50')],
    expect: {
      alert: 'critical',
      decisive: [...ids(5), 'yes', 'new'],
      facts: { 'approval to registration': 44 },
      says: ["the factor 'authenticator' was added", '60 min'],
      risk: 98,
    },
  },
  {
    name: 'after the approval a device is registered',
    from: 'detections.md 6 G1',
    rows: [
      ...life,
      ...prompts(11, 9, 0, 5),
      approval('11 09:06'),
      registered('11 09:20', { kind: 'device-registration', subjectOf: 'DESKTOP-77' }),
    ],
    expect: { alert: 'critical', decisive: [...ids(5), 'yes', 'new'], says: ["the device 'DESKTOP-77' was added"] },
  },
  {
    name: 'after the approval the help desk hands out a pass: that is help, not the next step',
    from: 'issue 4 section 3: who initiated it',
    rows: [
      ...life,
      ...prompts(11, 9, 0, 5),
      approval('11 09:06'),
      registered('11 09:40', {
        who: 'helga',
        operation: 'Create Temporary Access Pass method for user',
        subjectOf: 'temporary access pass',
      }),
    ],
    expect: { alert: 'critical', decisive: [...ids(5), 'yes'] },
  },
  {
    name: 'a factor added ninety minutes after the approval is another story',
    from: 'issue 3 section 6',
    rows: [...life, ...prompts(11, 9, 0, 5), approval('11 09:06'), registered('11 10:36')],
    expect: { alert: 'critical', decisive: [...ids(5), 'yes'] },
  },
  {
    name: 'one prompt every two hours, day and night',
    from: 'detections.md 2.5 BUILD: slow drip',
    rows: [...life, ...prompts(11, 1, 0, 8, 120)],
    expect: {
      alert: 'medium',
      decisive: ids(8),
      facts: { prompts: 8, span: 840 },
      says: ['8 in 24 h', 'slow: no burst'],
      confidence: 'medium',
      risk: 45,
    },
  },
  {
    name: 'the person reports fraud on the very first prompt',
    from: 'detections.md 2.5 BUILD: fraud report (immediate)',
    rows: [...life, prompt('11 09:00', 'p1', 'fraud-reported')],
    expect: { alert: 'high', decisive: ['p1'], says: ['reported'] },
  },
  {
    name: 'a stranger asks for the factor of an account that is blocked after a report: told, and not as a report',
    from: 'sources.md 2.3: "user is blocked" says nothing of who reported, and nobody is asked any more',
    rows: [...life, ...prompts(11, 9, 0, 6, 1, 'user-blocked')],
    expect: {
      alert: 'high',
      decisive: ['p1'],
      confidence: 'medium',
      findings: 1,
      says: ['blocked', 'Amsterdam'],
      saysNot: ['The person reported'],
    },
  },
  {
    name: "an account that is blocked is tried on the victim's own provider, by an unknown browser",
    from: 'sources.md 2.3; detections.md 2.5: a usual network excuses too much',
    rows: [...life, prompt('11 09:00', 'p1', 'user-blocked', { from: 'Oslo', by: 'telenor' })],
    expect: { alert: 'high', decisive: ['p1'] },
  },
  {
    name: 'an account that is blocked is tried abroad, under the name of a browser that the victim has',
    from: 'detections.md 1.4: a browser that was seen before is no alibi',
    rows: [
      ...daily(1, 10, (day) => [signIn({ at: `${day} 08:00`, device: stranger })]),
      prompt('11 09:00', 'p1', 'user-blocked'),
    ],
    expect: { alert: 'high', decisive: ['p1'] },
  },
  {
    name: 'five prompts that the own laptop asked for are declined: whoever holds the laptop does not hold the telephone',
    from: 'issue 3 section 6: only time-outs of the own telephone stay quiet',
    rows: [...life, ...prompts(11, 9, 0, 5, 1, 'denied', atHome)],
    expect: { alert: 'high', decisive: ids(5) },
  },
  {
    name: 'five prompts of one request, refused three seconds one after the other',
    from: 'ES#3134: rows of one second are one prompt, "send another request" is another',
    rows: [
      ...life,
      ...[0, 3, 6, 9, 12].map((second, index) =>
        prompt(`11 09:00:${`${second}`.padStart(2, '0')}`, `p${index + 1}`, 'denied', { requestId: 'one', correlationId: 'one' }),
      ),
    ],
    expect: { alert: 'high', decisive: ids(5) },
  },
  {
    name: 'five pushes fail and the log never says how',
    from: 'detections.md 2.5: any 500121 (Sigma, Splunk); sources.md 2.3: the steps come later, or not at all',
    rows: [...life, ...prompts(11, 9, 0, 5, 1, 'unknown')],
    expect: { alert: 'high', decisive: ids(5), confidence: 'medium', says: ['5 failed challenges'] },
  },
  {
    name: 'one prompt is reported, and ten minutes later the owner signs in at home: a report, no burst',
    from: 'detections.md 2.5 BUILD: burst and approval; one prompt is no burst',
    rows: [...life, prompt('11 09:00', 'p1', 'fraud-reported'), approval('11 09:10', atHome)],
    expect: { alert: 'high', decisive: ['p1'], facts: { reports: 1 }, findings: 1 },
  },
  {
    name: 'the report stands in the audit log only',
    from: 'detections.md 2.9: suspicious activity reported',
    rows: [
      ...life,
      change({
        at: '11 09:02',
        recordId: 'report',
        kind: 'risk-signal',
        operation: 'Suspicious activity reported',
        action: 'reported',
        subjectOf: null,
      }),
    ],
    expect: { alert: 'high', decisive: ['report'] },
  },
  {
    name: 'Google: a series of failed challenges',
    from: 'sources.md 5.4: for Google only failing login_challenge/login_verification series',
    rows: [...life, ...prompts(11, 9, 0, 5, 1, 'unknown', google)],
    expect: { alert: 'high', decisive: ids(5) },
  },
  {
    name: "Google: somebody on the victim's own provider asks again and again",
    from: 'detections.md 2.5: a usual network excuses too much where no device is named',
    rows: [
      ...daily(1, 10, (day) => [signIn({ at: `${day} 08:00`, provider: 'google', device: null })]),
      signIn({ at: '11 08:00', provider: 'google', device: null }),
      prompt('11 08:30', 'guess', 'not-asked', {
        ...google,
        ...{ from: 'Oslo', by: 'telenor', ip: '198.19.7.7', failure: 'wrong-password', password: 'no', code: 'login_failure' },
      }),
      ...prompts(11, 9, 0, 5, 1, 'unknown', { ...google, from: 'Oslo', by: 'telenor', ip: '198.19.7.7' }),
    ],
    expect: { alert: 'high', decisive: ids(5) },
  },
  {
    name: 'Google: five failed challenges folded into one row',
    from: 'detections.md 2.0: challenges of one session are folded into one event; count multiValue entries, not rows',
    rows: [
      ...life,
      prompt('11 09:00', 'p1', 'unknown', {
        ...google,
        code: 'login_failure',
        methods: ['password', ...Array.from({ length: 5 }, () => 'google_prompt')],
      }),
    ],
    expect: { alert: 'high', decisive: ['p1'], facts: { prompts: 5, span: 0 }, says: ['5 failed challenge'] },
  },
  {
    name: 'Google: five prompts ignored and the sixth approved, all in one row',
    from: 'detections.md 2.0: challenges of one session are folded into one event; count multiValue entries, not rows',
    rows: [
      ...life,
      approval('11 09:00', {
        ...google,
        code: 'login_verification',
        outcome: 'interrupted',
        failure: 'interrupt',
        recordId: 'step',
      }),
      approval('11 09:00', {
        ...google,
        code: 'login_success',
        methods: ['password', ...Array.from({ length: 6 }, () => 'google_prompt')],
      }),
    ],
    expect: { alert: 'critical', decisive: ['yes'], facts: { prompts: 5, 'prompt to approval': 0 } },
  },
  {
    name: 'prompts at Entra, the approval at Google',
    from: 'detections.md 6 G12; approve from ANY IP',
    rows: [...life, ...prompts(11, 9, 0, 5), approval('11 09:06', { ...google, code: 'login_success' })],
    expect: { alert: 'critical', decisive: [...ids(5), 'yes'] },
  },
  {
    name: '"send another request" five times in one flow: one original request, five prompts',
    from: 'ES#3181: grouped by originalRequestId',
    rows: [...life, ...prompts(11, 9, 0, 5, 1, 'denied', { requestId: 'one', correlationId: 'one' })],
    expect: { alert: 'high', decisive: ids(5) },
  },
  {
    name: 'five calls to the telephone, each hung up',
    from: 'detections.md 2.5 BUILD: voice and SMS methods too',
    rows: [
      ...life,
      ...prompts(11, 3, 0, 5, 1, 'denied', { methods: ['password', 'phone call approval (authentication phone)'] }),
    ],
    expect: { alert: 'high', decisive: ids(5) },
  },
  {
    name: 'a burst across the full hour',
    from: 'detections.md 3.1: events counted in bins of the clock (Splunk)',
    rows: [...life, ...prompts(11, 8, 57, 5, 2)],
    expect: { alert: 'high', decisive: ids(5) },
  },
  {
    name: 'the owner signs in with a security key during the burst: that answers no prompt',
    from: 'detections.md 2.5 BUILD: burst + approve',
    rows: [...life, ...prompts(11, 9, 0, 5), approval('11 09:10', { ...atHome, methods: ['password', 'fido2 security key'] })],
    expect: { alert: 'high', decisive: ids(5) },
  },
  {
    name: 'three prompts at Entra and two at Google are five',
    from: 'detections.md 6 G12',
    rows: [...life, ...prompts(11, 9, 0, 3), ...prompts(11, 9, 4, 2, 1, 'unknown', google)],
    expect: { alert: 'high', decisive: ['p1', 'p2', 'p3', 'p1', 'p2'] },
  },
  {
    name: 'own time-outs and then declines: the owner is being asked for somebody else',
    from: 'issue 3 section 6: unless there are declines too',
    rows: [
      ...life,
      ...prompts(11, 9, 0, 3, 1, 'no-answer', atHome),
      prompt('11 09:04', 'p4', 'denied'),
      prompt('11 09:05', 'p5', 'denied'),
    ],
    expect: { alert: 'high', decisive: ids(5) },
  },
  {
    name: 'a new private laptop at home, a telephone without signal, and at last the approval: told, with both doubts',
    from: 'the card: what else looks like it; an attacker on the same provider does too',
    rows: [
      ...life,
      ...prompts(11, 9, 0, 5, 1, 'no-answer', { from: 'Oslo', by: 'telenor' }),
      approval('11 09:06', { from: 'Oslo', by: 'telenor' }),
    ],
    expect: {
      alert: 'critical',
      decisive: [...ids(5), 'yes'],
      confidence: 'low',
      says: ['without signal', 'a usual place and network of the person'],
    },
  },
  {
    name: 'the victim approves on a known laptop: critical, with a doubt',
    from: 'detections.md 2.5 BUILD: approve from ANY IP',
    rows: [...life, ...prompts(11, 9, 0, 5), approval('11 09:10', atHome)],
    expect: {
      alert: 'critical',
      decisive: [...ids(5), 'yes'],
      confidence: 'medium',
      says: ['perhaps a sign-in of their own'],
    },
  },

  {
    name: 'unanswered prompts, one every hour: a drip is told once, and with little confidence',
    from: 'detections.md 2.5 BUILD: slow drip; sources.md 2.3: time-outs alone weigh less',
    rows: [...life, ...prompts(11, 1, 0, 10, 60, 'no-answer')],
    expect: { alert: 'medium', decisive: ids(8), confidence: 'low', findings: 1 },
  },
  {
    name: 'a second burst five hours after the first is the same alert',
    from: 'issue 3 section 7: findings that belong together join one alert; eight in a day are a drip too',
    rows: [...life, ...prompts(11, 3, 0, 5), ...prompts(11, 8, 0, 5).map((row) => ({ ...row, id: `${row.id}-late` }))],
    expect: { alert: 'high', decisive: ids(5), findings: 3 },
  },
  {
    name: 'a second burst seven hours after the first is another alert',
    from: 'issue 3 section 7: findings that belong together join one alert',
    rows: [...life, ...prompts(11, 3, 0, 5), ...prompts(11, 10, 10, 5).map((row) => ({ ...row, id: `${row.id}-late` }))],
    expect: { alert: 'high', decisive: ids(5), alerts: 2 },
  },
  {
    name: 'after the approval an enrolment fails and a factor is taken away: neither is the next step',
    from: 'detections.md 6 G1: "then device/method registered"',
    rows: [
      ...life,
      ...prompts(11, 9, 0, 5),
      approval('11 09:06'),
      registered('11 09:20', { result: 'failure' }),
      registered('11 09:30', { recordId: 'gone', action: 'removed', operation: 'User deleted security info' }),
    ],
    expect: { alert: 'critical', decisive: [...ids(5), 'yes'] },
  },
  {
    name: 'the approval comes from the own laptop in a network never seen: no excuse in it',
    from: 'detections.md 2.5 BUILD: approve from ANY IP',
    rows: [...life, ...prompts(11, 9, 0, 5), approval('11 09:10', { ...atHome, from: 'London', by: 'bt' })],
    expect: { alert: 'critical', decisive: [...ids(5), 'yes'], confidence: 'high', saysNot: ['perhaps a sign-in'] },
  },
  {
    name: "the approval comes from an unknown browser on the victim's own provider: no excuse in it",
    from: 'detections.md 2.5 BUILD: approve from ANY IP',
    rows: [...life, ...prompts(11, 9, 0, 5), approval('11 09:10', { from: 'Oslo', by: 'telenor' })],
    expect: { alert: 'critical', decisive: [...ids(5), 'yes'], confidence: 'high', saysNot: ['perhaps a sign-in'] },
  },
  {
    name: 'the report stands in the audit log under its older name',
    from: 'detections.md 2.9: SN#9092: the texts of a report changed',
    rows: [
      ...life,
      change({
        at: '11 09:02',
        recordId: 'report',
        kind: 'risk-signal',
        operation: 'Fraud reported - no action taken',
        action: 'reported',
        subjectOf: null,
      }),
    ],
    expect: { alert: 'high', decisive: ['report'], risk: 75 },
  },

  // Quiet.
  { name: 'ordinary days', from: 'issue 3 section 6', rows: life, expect: { quiet: null } },
  {
    name: 'four declined prompts',
    from: 'detections.md 2.5 BUILD: >=5/10 min',
    rows: [...life, ...prompts(11, 9, 0, 4)],
    expect: { quiet: 'few-prompts' },
  },
  {
    name: 'another word of the vendor about risk is no report of the person',
    from: 'DESIGN.md 3.11: vendor verdicts are extra',
    rows: [
      ...life,
      change({ at: '11 09:02', kind: 'risk-signal', operation: 'User Risk Detection', action: 'reported', subjectOf: null }),
    ],
    expect: { quiet: null },
  },
  {
    name: 'six sign-ins that were asked on one way, not answered, and passed by another',
    from: 'ES#3181: rows of a person who chose another method than the default',
    rows: [
      ...life,
      ...[0, 1, 2, 3, 4, 5].flatMap((minute) => {
        const one = { requestId: `r${minute}`, correlationId: `r${minute}` };
        return [
          prompt(`11 09:0${minute}:00`, `n${minute}`, 'no-answer', { ...one, outcome: 'interrupted', failure: 'interrupt' }),
          approval(`11 09:0${minute}:30`, { ...one, recordId: `y${minute}` }),
        ];
      }),
    ],
    expect: { quiet: 'few-prompts' },
  },
  {
    name: 'Google asks six times and never says how it ended',
    from: 'sources.md 4.3: login_challenge without a status',
    rows: [
      ...life,
      ...prompts(11, 9, 0, 6, 1, 'unknown', { ...google, code: 'login_challenge', outcome: 'interrupted', failure: 'interrupt' }),
    ],
    expect: { quiet: null },
  },
  {
    name: "the owner's laptop asks every minute and the log calls all but the first duplicates",
    from: 'SN#9092 and detections.md 2.5 BUILD: sign-in frequency loops',
    rows: [...life, ...prompts(11, 9, 0, 12, 1, 'duplicate-prompt', atHome)],
    expect: { quiet: 'own-device-loop' },
  },
  {
    name: 'five prompts over a quarter of an hour',
    from: 'detections.md 2.5 BUILD: >=5/10 min',
    rows: [...life, ...prompts(11, 9, 0, 5, 4)],
    expect: { quiet: 'few-prompts' },
  },
  {
    name: 'seven prompts in a day',
    from: 'detections.md 2.5 BUILD: >=8/24 h',
    rows: [...life, ...prompts(11, 1, 0, 7, 120)],
    expect: { quiet: 'few-prompts' },
  },
  {
    name: 'nine prompts over two days',
    from: 'detections.md 2.5 BUILD: >=8/24 h',
    rows: [...life, ...prompts(11, 1, 0, 9, 300)],
    expect: { quiet: 'few-prompts' },
  },
  {
    name: 'eight duplicates are four prompts',
    from: 'ES#3181: duplicates as weak weight',
    rows: [...life, ...prompts(11, 9, 0, 8, 1, 'duplicate-prompt')],
    expect: { quiet: 'few-prompts' },
  },
  {
    name: 'four wrong numbers of the owner on the own laptop, five rows',
    from: 'SN#10230: a number mistyped four times gave five denials; the one who types it holds laptop and telephone',
    rows: [...life, ...prompts(11, 9, 0, 5, 1, 'wrong-number', atHome)],
    expect: { quiet: 'own-device-loop' },
  },
  {
    name: 'three prompts, each told by two rows of one request in the same second',
    from: 'ES#3134, SN#9463: one prompt yields several rows with one original request',
    rows: [
      ...life,
      ...prompts(11, 9, 0, 3).flatMap((row) => [
        row,
        { ...row, id: `${row.id}-again`, recordId: `${row.recordId}-again`, time: row.time + 900 },
      ]),
    ],
    expect: { quiet: 'same-prompt' },
  },
  {
    name: 'an administrator blocked the account, and the owner tries day after day',
    from: 'sources.md 2.3: "user is blocked" is also what an administrator does',
    rows: [...life, ...daily(11, 14, (day) => [prompt(`${day} 09:00`, `p${day}`, 'user-blocked', atHome)])],
    expect: { quiet: 'own-device-loop' },
  },
  {
    name: 'an administrator blocked the account, and the owner tries from the private machine at home',
    from: 'sources.md 2.3: "user is blocked" is also what an administrator does',
    rows: [
      ...daily(1, 10, (day) => [signIn({ at: `${day} 08:00`, device: stranger })]),
      prompt('11 09:00', 'p1', 'user-blocked', { ...atHome, device: stranger }),
    ],
    expect: { quiet: 'own-device-loop' },
  },
  {
    name: 'five text messages fail and the log never says how',
    from: 'sources.md 2.3: a code that is not typed in pushes nobody',
    rows: [...life, ...prompts(11, 9, 0, 6, 1, 'unknown', { methods: ['password', 'text message'] })],
    expect: { quiet: null },
  },
  {
    name: 'four wrong codes give five rows and no prompt',
    from: 'SN#10230',
    rows: [...life, ...prompts(11, 9, 0, 5, 1, 'wrong-code')],
    expect: { quiet: null },
  },
  {
    name: 'background refreshes that fail on the factor ask nobody',
    from: 'detections.md 2.5: includes non-interactive rows (Sentinel)',
    rows: [...life, ...prompts(11, 9, 0, 6, 1, 'denied', { interactive: false, category: 'NonInteractiveUserSignInLogs' })],
    expect: { quiet: null },
  },
  {
    name: 'Google: a password mistyped four times, then one prompt approved, in one row',
    from: 'detections.md 2.0: password,password,password,security_key in one row',
    rows: [
      ...life,
      approval('11 09:00', {
        ...google,
        code: 'login_success',
        methods: ['password', 'password', 'password', 'password', 'password', 'google_prompt'],
      }),
    ],
    expect: { quiet: null },
  },
  {
    name: 'one prompt, five rows of it',
    from: 'G4: one logical sign-in = several rows; SN#12567',
    rows: [
      ...life,
      ...prompts(11, 9, 0, 5, 0, 'no-answer', {
        outcome: 'interrupted',
        failure: 'interrupt',
        requestId: 'one',
        correlationId: 'one',
      }),
    ],
    expect: { quiet: 'few-prompts' },
  },
  {
    name: 'the second factor was asked for and never pushed',
    from: 'SN#13815: 50074/50076 are interrupts, not an attack alone',
    rows: [
      ...life,
      ...prompts(11, 9, 0, 9, 1, 'pending', { outcome: 'interrupted', failure: 'second-factor-required', code: '50074' }),
    ],
    expect: { quiet: null },
  },
  {
    name: "the owner's laptop asks every minute at home and nobody looks at the phone",
    from: 'detections.md 2.5 BUILD: sign-in frequency loops',
    rows: [...life, ...prompts(11, 9, 0, 9, 1, 'no-answer', atHome)],
    expect: { quiet: 'own-device-loop' },
  },
  {
    name: 'first day of the log: the managed laptop loops, nothing is known of its network',
    from: 'detections.md 2.5 BUILD: sign-in frequency loops',
    rows: prompts(1, 9, 0, 9, 1, 'no-answer', atHome),
    expect: { quiet: 'own-device-loop' },
  },
  {
    name: 'a private browser, known and at home, loops',
    from: 'detections.md 2.5 BUILD: sign-in frequency loops',
    rows: [
      ...daily(1, 10, (day) => [signIn({ at: `${day} 08:00`, device: stranger })]),
      ...prompts(11, 9, 0, 9, 1, 'no-answer', { ...atHome, device: stranger }),
    ],
    expect: { quiet: 'own-device-loop' },
  },
  {
    name: 'Google: wrong codes of the owner, at home',
    from: 'sources.md 9: Google thresholds',
    rows: [
      ...daily(1, 10, (day) => [signIn({ at: `${day} 08:00`, provider: 'google', device: null })]),
      ...prompts(11, 9, 0, 6, 1, 'wrong-code', { ...google, from: 'Oslo', by: 'telenor' }),
    ],
    expect: { quiet: 'own-device-loop' },
  },
  {
    name: "Google: the owner's telephone is off, on the line of the morning",
    from: 'detections.md 2.5 BUILD: sign-in frequency loops',
    rows: [
      ...daily(1, 11, (day) => [signIn({ at: `${day} 08:00`, provider: 'google', device: null })]),
      ...prompts(11, 9, 0, 6, 1, 'unknown', { ...google, from: 'Oslo', by: 'telenor' }),
    ],
    expect: { quiet: 'own-device-loop' },
  },
  {
    name: 'Google: the owner asks six times at home and taps the sixth, all in one row',
    from: 'detections.md 2.0: challenges of one session are folded into one event',
    rows: [
      ...daily(1, 10, (day) => [signIn({ at: `${day} 08:00`, provider: 'google', device: null })]),
      approval('11 09:00', {
        ...google,
        from: 'Oslo',
        by: 'telenor',
        code: 'login_success',
        methods: ['password', ...Array.from({ length: 6 }, () => 'google_prompt')],
      }),
    ],
    expect: { quiet: 'own-device-loop' },
  },
  {
    name: "the owner's laptop loops all day, and at last the owner approves",
    from: 'detections.md 2.5 BUILD: sign-in frequency loops',
    rows: [...life, ...prompts(11, 1, 0, 12, 45, 'no-answer', atHome), approval('11 10:00', atHome)],
    expect: { quiet: 'own-device-loop' },
  },
  {
    name: 'the first prompt is approved',
    from: 'detections.md 2.5 BUILD: user approves first prompt',
    rows: [
      ...life,
      ...daily(11, 11, () =>
        [8, 9, 10, 11, 12, 13].map((h) => approval(`11 ${clockText(h * 60)}`, { recordId: `a${h}` })),
      ).flat(),
    ],
    expect: { quiet: null },
  },
  {
    name: 'a new phone: one prompt missed, approved, authenticator added',
    from: 'detections.md 2.7: ordinary enrolment',
    rows: [...life, prompt('11 09:00', 'p1', 'no-answer', atHome), approval('11 09:01', atHome), registered('11 09:05')],
    expect: { quiet: 'own-device-loop' },
  },
  {
    name: 'the telephone could not be reached',
    from: 'sources.md 2.3: delivery/other',
    rows: [...life, ...prompts(11, 9, 0, 6, 1, 'delivery-failed')],
    expect: { quiet: null },
  },
  {
    name: 'five wrong passwords ask nobody for a factor',
    from: 'detections.md 2.18',
    rows: [...life, ...prompts(11, 9, 0, 6, 1, 'not-asked', { failure: 'wrong-password', password: 'no', code: '50126' })],
    expect: { quiet: null },
  },
];
