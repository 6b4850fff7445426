/** Was one account used at two places that nobody can travel between in that time? */

import {
  type Card,
  certainDistanceKm,
  type Detector,
  dayMs,
  distanceKm,
  type Fact,
  type Finding,
  hourMs,
  type IdentityEvent,
  type Judgement,
  minuteMs,
  nothing,
  type Options,
  type Past,
  type Place,
  type Severity,
  type SignIn,
  secondMs,
  silent,
} from '@gatewatch/domain';
import { isNewDevice, knowsNetwork, knowsPlace } from './familiar.ts';
import { baseRisk } from './gravity.ts';
import { doubt, strangeEnd } from './impossible-travel-doubt.ts';
import { isByHand, isPresence, isProof, whyNowhere } from './presence.ts';
import { baselineWords, floor1, networkWords, placeWords, round1, spanWords, timeWords } from './words.ts';

const card: Card = {
  id: 'impossible-travel',
  version: 1,
  title: 'Impossible travel',
  severity: 'high',
  attack: ['T1078.004 Valid Accounts: Cloud Accounts'],
  question: 'Was one account used at two places that nobody can travel between in that time?',
  anchor: 'The first row that could not be where it was, given the rows before it.',
  blindSpots: [
    'An attacker who leaves through a network of the same city or country as the victim.',
    'Exits whose place means nothing: relays, satellites, addresses of Microsoft and Google.',
    'A victim whose own sign-ins are all behind such exits, or who did not sign in for 20 hours.',
    'Within one country: pairs over a mobile carrier, and devices already seen on one provider.',
    "An attacker on the victim's own managed device or with its stolen key, or behind a VPN that the victim uses.",
  ],
  falsePositives: [
    'A VPN or remote browser on a personal, unregistered device, used for the first time.',
    'Geolocation that is wrong by more than its own radius.',
    'An assistant or a shared account that two people use at two places.',
  ],
  steps: [
    'Ask the person, by telephone, whether both sign-ins are theirs and whether a VPN was on.',
    'Compare device, browser and network of the two ends: a rented server or an unknown browser speaks for an attacker.',
    'Look at what the strange session did: mail rules, consents, new factors, downloads.',
    'If it is not theirs: revoke sessions, reset the password, remove factors and devices added since.',
  ],
  kinds: ['sign-in'],
  windowMs: dayMs,
  joinMs: 12 * hourMs,
  options: {
    minKm: {
      default: 500,
      unit: 'km',
      reason: 'Below it, errors of address geolocation are commoner than attackers; Elastic asks for 500 km too.',
    },
    maxKmh: {
      default: 1000,
      unit: 'km/h',
      reason: 'Airliners cruise at about 900 km/h; a strong tailwind and a rounded clock are allowed for.',
    },
    floorSeconds: {
      default: 60,
      unit: 's',
      reason: 'Rows of one minute may be logged in any order: less time than this is not believed, nor divided by.',
    },
    usualDays: {
      default: 3,
      unit: 'days',
      reason: 'Two places or an exit seen on three days are a habit; seen once or twice they may be the attack itself.',
    },
    learnDays: {
      default: 3,
      least: 0,
      unit: 'days',
      reason: 'Before that many active days nothing can be called new, so a corporate egress is not held against a person.',
    },
  },
};

interface Travel {
  readonly km: number;
  readonly radiiKm: number;
  readonly certainKm: number;
  readonly minutes: number;
  /** Certain distance over the time between, never less time than the floor. */
  readonly certainKmh: number;
}

function judge(row: IdentityEvent, past: Past, options: Options): Judgement {
  if (!isPresence(row, past.subject)) return nothing;
  const reason = whyNowhere(row);
  if (reason !== null || row.place === null) return silent(reason ?? 'no-place');
  const minKm = options.minKm ?? 500;

  // The nearest earlier far rows: by hand, by hand on a line that stays where it is, at the other provider, by a refresh.
  let hand: SignIn | null = null;
  let fixed: SignIn | null = null;
  let otherProvider: SignIn | null = null;
  let refresh: SignIn | null = null;
  let farPlace: Place | null = null; // the distance to these two is known
  let nearPlace: Place = row.place;
  const { subject } = past;
  for (let back = 0; ; back++) {
    const other = past.newest(back);
    if (other === undefined) break;
    if (!isPresence(other, subject) || other.place === null || whyNowhere(other) !== null) continue;
    const { place } = other;
    if (farPlace === null || !samePoint(farPlace, place)) {
      if (samePoint(nearPlace, place) || !isFar(row.place, place, minKm)) {
        if (sameLeg(row, other)) break; // whatever is older was judged when `other` was
        nearPlace = place;
        continue;
      }
      farPlace = place;
    }
    if (!isByHand(other)) refresh ??= other;
    else {
      hand ??= other;
      if (isFixedLine(other)) fixed ??= other;
      if (other.provider !== row.provider) otherProvider ??= other;
    }
    if (fixed !== null && refresh !== null && otherProvider !== null) break;
  }

  if (hand === null && refresh === null) return nothing; // nearly always; the other two are by hand too
  let best: Finding | null = null;
  let why: string | null = null;
  for (const other of new Set([hand, fixed, otherProvider, refresh])) {
    if (other === null) continue;
    const answer = judgePair(other, row, past, options);
    if (typeof answer === 'string') why = why === null || why === possible ? answer : why;
    else if (best === null || answer.risk > best.risk) best = answer;
  }
  if (best !== null) return { findings: [{ ...best, because: [...best.because, ...leftOut(best, past)] }] };
  return why === null ? nothing : silent(why);
}

/** Rows between the two ends that could be no end of a journey, and why. */
function leftOut(finding: Finding, past: Past): readonly string[] {
  const reasons = new Set<string>();
  for (let i = past.rows.length - 1; i >= 0; i--) {
    const row = past.rows[i];
    if (row === undefined || finding.decisive.includes(row.id)) break;
    const reason = isPresence(row, past.subject) ? whyNowhere(row) : null;
    if (reason !== null) reasons.add(reason);
  }
  if (reasons.size === 0) return [];
  return [`rows between whose addresses show no place were left out (${[...reasons].sort().join(', ')})`];
}

const possible = 'travel-possible';

/** The same stay, no weaker as a proof: a second row of it says nothing new, the first success after failures does. */
function sameLeg(row: SignIn, other: SignIn): boolean {
  return (
    row.network?.asn === other.network?.asn &&
    (other.outcome === 'success' || row.outcome !== 'success') &&
    (isByHand(other) || !isByHand(row))
  );
}

function isFixedLine(row: SignIn): boolean {
  return row.network === null || row.network.class === 'isp' || row.network.class === 'unknown';
}

function isFar(a: Place, b: Place, minKm: number): boolean {
  return floor1(certainDistanceKm(a, b)) >= minKm;
}

function samePoint(a: Place, b: Place): boolean {
  if (a === b) return true; // rows of one person share it
  return a.latitude === b.latitude && a.longitude === b.longitude && a.radiusKm === b.radiusKm;
}

function judgePair(earlier: SignIn, later: SignIn, past: Past, options: Options): Finding | string {
  const travel = travelOf(earlier, later, options);
  if (travel === null || travel.certainKmh <= (options.maxKmh ?? 1000)) return possible;
  const strangeIsEarlier = strangeEnd(earlier, later, past.profile) === 'earlier';
  const strange = strangeIsEarlier ? earlier : later;
  const verdict = doubt(strange, strangeIsEarlier ? later : earlier, past, options);
  if ('silent' in verdict) return verdict.silent;

  const stopped = strange.outcome !== 'success';
  const newNetwork = !knowsNetwork(strange, past.profile);
  const privileged = past.fact(`privileged:${past.subject}`) === 'yes';
  let severity: Severity = stopped || verdict.lowers ? 'medium' : 'high';
  const because = [...verdict.weak];
  if (stopped) because.push('the strange end knew the password but did not get in');
  if (privileged && !stopped && newNetwork) {
    severity = severity === 'high' ? 'critical' : 'high';
    because.push('the person is privileged and the strange network is new: one step more severe');
  }
  const wide = travel.radiiKm > wideKm;
  if (wide) because.push(`the places are known only to within ${travel.radiiKm} km together`);
  if (because.length === 0)
    because.push(`nothing speaks against it; the places are known to within ${travel.radiiKm} km together`);
  const novelty =
    (newNetwork ? 1 : 0) + (knowsPlace(strange, past.profile) ? 0 : 1) + (isNewDevice(strange, past.profile) ? 1 : 0);
  const doubts = verdict.weak.length + (wide ? 1 : 0);
  return {
    variant: '',
    severity,
    risk: baseRisk[severity] + 3 * novelty,
    confidence: doubts === 0 ? 'high' : doubts === 1 ? 'medium' : 'low',
    because,
    explanation: explain(earlier, later, travel, options),
    facts: factsOf(travel, options),
    decisive: [earlier.id, later.id],
    baseline: baselineWords(past.profile, ['places', 'networks', 'devices']),
  };
}

/** Together more than this: country-level data, not city-level (enrichment's own radii). */
const wideKm = 300;

function explain(earlier: SignIn, later: SignIn, travel: Travel, options: Options): string {
  const end = (row: SignIn) => `${placeWords(row.place)} (${networkWords(row)}) at ${timeWords(row.time)}`;
  const did = (row: SignIn) =>
    row.outcome !== 'success' ? 'gave the right password' : isByHand(row) ? 'signed in' : 'refreshed a session';
  return (
    `The account ${did(earlier)} from ${end(earlier)} and ${did(later)} from ${end(later)}, ${spanWords(travel.minutes)} later: ` +
    `${Math.round(travel.km)} km apart, ${travel.certainKm} km for certain once both radii (${round1(travel.radiiKm)} km) are taken off ` +
    `(at least ${options.minKm ?? 500} km asked for), which needs ${travel.certainKmh} km/h; the limit is ${options.maxKmh ?? 1000} km/h.`
  );
}

function travelOf(earlier: SignIn, later: SignIn, options: Options): Travel | null {
  if (earlier.place === null || later.place === null) return null;
  const spanMs = later.time - earlier.time;
  const certainKm = floor1(certainDistanceKm(earlier.place, later.place));
  const hours = Math.max(spanMs, (options.floorSeconds ?? 60) * secondMs) / hourMs;
  return {
    km: round1(distanceKm(earlier.place, later.place)),
    radiiKm: round1(earlier.place.radiusKm + later.place.radiusKm),
    certainKm,
    minutes: Math.round((spanMs / minuteMs) * 100) / 100,
    certainKmh: floor1(certainKm / hours),
  };
}

function factsOf(travel: Travel, options: Options): readonly Fact[] {
  const fact = (name: string, value: number, unit: string, threshold: number | null, test: Fact['test']): Fact => ({
    name,
    value,
    unit,
    threshold,
    test,
  });
  return [
    fact('distance', travel.km, 'km', null, null),
    fact('radii', travel.radiiKm, 'km', null, null),
    fact('certain distance', travel.certainKm, 'km', options.minKm ?? 500, '>='),
    fact('time between', travel.minutes, 'min', null, null),
    fact('certain speed', travel.certainKmh, 'km/h', options.maxKmh ?? 1000, '>'),
  ];
}

/** From the two decisive rows; none where they are not two places. */
function measure(rows: readonly IdentityEvent[], options: Options): readonly Fact[] {
  const earlier = rows[0];
  const later = rows[rows.length - 1];
  if (earlier?.kind !== 'sign-in' || later?.kind !== 'sign-in' || earlier === later) return [];
  const travel = travelOf(earlier, later, options);
  return travel === null ? [] : factsOf(travel, options);
}

export const impossibleTravel: Detector = { card, judge, measure, concerns: isProof };
