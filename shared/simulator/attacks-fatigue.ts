/**
 * MFA fatigue, staged on both sides of the thresholds that a detector is likely to have: 5 prompts in 10 minutes, 8 prompts in
 * 24 hours, an approval within 15 minutes after a burst, a report of fraud at once. The attacker sits in the victim's own city,
 * so that distance tells nothing.
 */

import type { Attack, Band, Staged } from './attack.ts';
import { strangeDevice } from './device.ts';
import {
  type Actor,
  auditRow,
  type Denial,
  type From,
  factorSignIn,
  refusedPrompt,
  registerDevice,
  registerFactor,
} from './flows-entra.ts';
import { googleRefusedPrompt } from './flows-google.ts';
import type { Person } from './person.ts';

const secondMs = 1000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;

const onEntra = (person: Person): boolean => person.entra;

interface Burst {
  readonly decisive: string[];
  readonly related: string[];
  readonly end: number;
  readonly prompts: number;
}

/** Answers all fall inside ten minutes, whatever each one's wait: the last prompt is at 8.5 min. */
function burst(actor: Actor, start: number, prompts: number, from: From, kinds: readonly Denial[]): Burst {
  const decisive: string[] = [];
  const related: string[] = [];
  const spacing = (8.4 * minuteMs) / Math.max(prompts - 1, 4);
  let end = start;
  for (let i = 0; i < prompts; i++) {
    const kind = kinds[i % kinds.length] ?? 'declined';
    const rows = refusedPrompt(actor, Math.floor(start + i * spacing), from, kind);
    decisive.push(...rows.decisive);
    related.push(...rows.related);
    end = Math.max(end, rows.end);
  }
  return { decisive, related, end, prompts };
}

const countOf = (actor: Actor, band: Band): number => (band === 'clear' ? actor.random.within(8, 13) : band === 'near' ? 5 : 4);

type After = (
  actor: Actor,
  band: Band,
  done: Burst,
  from: From,
) => { readonly decisive: readonly string[]; readonly related: readonly string[]; readonly end: number; readonly note: string };

const nothingAfter: After = (_actor, _band, done) => ({ decisive: [], related: [], end: done.end, note: '' });

/** Approved in the end, by a request from another address than the burst's: 3, 12 or (after four prompts only) 5 minutes later. */
const approval: After = (actor, band, done, from) => {
  const wait = band === 'clear' ? 3 : band === 'near' ? 12 : 5;
  const spot = actor.person.carrier[0] ?? from.spot;
  const rows = factorSignIn(actor, done.end + wait * minuteMs, { ...from, spot });
  return { ...rows, note: `, then approved ${wait} min later from another address` };
};

const registration: After = (actor, band, done, from) => {
  const passed = factorSignIn(actor, done.end + 2 * minuteMs, from);
  const change =
    band === 'near'
      ? registerDevice(actor, passed.end + 10 * minuteMs, { ...from.device, id: '', name: 'DESKTOP-7Q2K' }, from.spot.ip)
      : [registerFactor(actor, passed.end + 6 * minuteMs, from.spot.ip)];
  return {
    decisive: passed.decisive,
    related: [...passed.related, ...change],
    end: passed.end + 10 * minuteMs,
    note: `, then approved, then a ${band === 'near' ? 'device' : 'factor'} registered`,
  };
};

function fatigue(name: string, kinds: readonly Denial[] | null, after: After = nothingAfter, oneCorrelation = false): Attack {
  const all: readonly Denial[] = ['declined', 'unanswered', 'wrong-number'];
  return {
    name,
    detector: 'mfa-fatigue',
    bands: ['clear', 'near', 'below'],
    needs: onEntra,
    after: 2,
    stage(actor, band, noon, world): Staged {
      const start = noon + actor.random.within(-3 * hourMs, 6 * hourMs);
      const device = strangeDevice(actor.random.int(3));
      const from: From = {
        spot: world.neighbour(actor.person),
        device,
        ...(oneCorrelation ? { correlation: actor.stage.serial() } : {}),
      };
      const mixed: readonly Denial[] = band === 'clear' ? [...all, 'duplicate'] : all;
      const done = burst(actor, start, countOf(actor, band), from, kinds ?? mixed);
      const then = after(actor, band, done, from);
      return {
        decisive: [...done.decisive, ...then.decisive],
        related: [...done.related, ...then.related],
        quiet: { from: start - 30 * minuteMs, to: then.end + 30 * minuteMs },
        start,
        note: `${done.prompts} prompts in ${((done.end - start) / minuteMs).toFixed(1)} min${then.note}`,
      };
    },
  };
}

/** Prompts spread over most of a day, never close enough to be a burst. */
const drip: Attack = {
  name: 'fatigue-drip',
  detector: 'mfa-fatigue',
  bands: ['clear', 'near', 'below'],
  needs: onEntra,
  after: 2,
  stage(actor, band, noon, world): Staged {
    const { random } = actor;
    const prompts = band === 'clear' ? random.within(12, 16) : band === 'near' ? 8 : 7;
    const span = band === 'near' ? 23.2 * hourMs : 20 * hourMs;
    const start = noon - 4 * hourMs;
    const from: From = { spot: world.neighbour(actor.person), device: strangeDevice(random.int(3)) };
    const decisive: string[] = [];
    const related: string[] = [];
    for (let i = 0; i < prompts; i++) {
      const jitter = i === 0 || i === prompts - 1 ? 0 : random.within(-12 * minuteMs, 12 * minuteMs);
      const at = Math.floor(start + (span * i) / (prompts - 1) + jitter);
      const rows = refusedPrompt(actor, at, from, random.pick(['declined', 'unanswered', 'declined', 'wrong-number']));
      decisive.push(...rows.decisive);
      related.push(...rows.related);
    }
    return {
      decisive,
      related,
      quiet: { from: start - 5 * minuteMs, to: start },
      start,
      note: `${prompts} prompts in ${(span / hourMs).toFixed(1)} h`,
    };
  },
};

/** Refusals that are logged as duplicates alone (half a prompt each): 14, 10 or 8 of them. */
const duplicates: Attack = {
  name: 'fatigue-duplicates',
  detector: 'mfa-fatigue',
  bands: ['clear', 'near', 'below'],
  needs: onEntra,
  after: 2,
  stage(actor, band, noon, world): Staged {
    const start = noon + actor.random.within(-3 * hourMs, 6 * hourMs);
    const from: From = { spot: world.neighbour(actor.person), device: strangeDevice(actor.random.int(3)) };
    const count = band === 'clear' ? 14 : band === 'near' ? 10 : 8;
    const { decisive, related, end } = burst(actor, start, count, from, ['duplicate']);
    const quiet = { from: start - 30 * minuteMs, to: end + 30 * minuteMs };
    return { decisive, related, quiet, start, note: `${count} refusals logged as duplicates` };
  },
};

/** One report decides, however few the prompts; without a report a single refusal is nobody's attack. */
const fraud: Attack = {
  name: 'fatigue-fraud',
  detector: 'mfa-fatigue',
  bands: ['clear', 'near', 'below'],
  needs: onEntra,
  after: 2,
  stage(actor, band, noon, world): Staged {
    const start = noon + actor.random.within(-3 * hourMs, 6 * hourMs);
    const from: From = { spot: world.neighbour(actor.person), device: strangeDevice(actor.random.int(3)) };
    const before =
      band === 'clear'
        ? [refusedPrompt(actor, start, from, 'declined'), refusedPrompt(actor, start + 90 * secondMs, from, 'unanswered')]
        : [];
    const last = refusedPrompt(actor, start + 4 * minuteMs, from, band === 'below' ? 'declined' : 'fraud');
    const report =
      band === 'below'
        ? []
        : [
            auditRow(actor, last.end + 2 * secondMs, {
              activity: band === 'clear' ? 'Suspicious activity reported' : 'Fraud reported - no action taken',
              category: 'Authentication',
              service: 'Azure MFA',
              operation: 'Other',
              actor: null,
              reason: 'Successfully reported fraud',
            }),
          ];
    return {
      decisive: [...last.decisive, ...report],
      related: [...before.flatMap((rows) => [...rows.decisive, ...rows.related]), ...last.related],
      quiet: { from: start - 30 * minuteMs, to: last.end + 30 * minuteMs },
      start,
      note: band === 'below' ? 'one refusal, nothing reported' : `reported as fraud after ${before.length} other prompts`,
    };
  },
};

const google: Attack = {
  name: 'fatigue-google',
  detector: 'mfa-fatigue',
  bands: ['clear', 'near', 'below'],
  needs: (person) => person.google,
  after: 2,
  stage(actor, band, noon, world): Staged {
    const start = noon + actor.random.within(-3 * hourMs, 6 * hourMs);
    const prompts = countOf(actor, band);
    // Google names no device: from the victim's own provider nothing tells the attacker's prompts from the victim's.
    const spot = world.neighbour(actor.person, true);
    const spacing = (9 * minuteMs) / Math.max(prompts - 1, 4);
    const decisive: string[] = [];
    for (let i = 0; i < prompts; i++) {
      decisive.push(...googleRefusedPrompt(actor, Math.floor(start + i * spacing), { spot }).decisive);
    }
    const end = start + (prompts - 1) * spacing;
    return {
      decisive,
      related: [],
      quiet: { from: start - 30 * minuteMs, to: end + 30 * minuteMs },
      start,
      note: `${prompts} failed Google prompts in ${((end - start) / minuteMs).toFixed(1)} min`,
    };
  },
};

export const fatigueAttacks: readonly Attack[] = [
  fatigue('fatigue-declined', ['declined']),
  fatigue('fatigue-approved', null, approval),
  fatigue('fatigue-unanswered', ['unanswered']),
  drip,
  fatigue('fatigue-mixed', null),
  duplicates,
  fraud,
  fatigue('fatigue-registration', ['declined', 'unanswered'], registration),
  google,
  fatigue('fatigue-one-correlation', ['declined', 'wrong-number'], nothingAfter, true),
];
