import {
  type Card,
  type CountingDetector,
  type Detector,
  type Finding,
  hourMs,
  type IdentityEvent,
  isNormal,
  minuteMs,
  nothing,
  placeKey,
} from '@gatewatch/domain';

const card = (id: string, more: Partial<Card>): Card => ({
  id,
  version: 1,
  title: id,
  severity: 'medium',
  attack: [],
  question: '',
  anchor: '',
  blindSpots: [],
  falsePositives: [],
  steps: [],
  kinds: ['sign-in'],
  windowMs: hourMs,
  joinMs: hourMs,
  options: {},
  ...more,
});
const finding = (rows: readonly IdentityEvent[], more: Partial<Finding> = {}): Finding => ({
  variant: '',
  severity: 'medium',
  risk: 50,
  confidence: 'high',
  because: [],
  explanation: rows.map((r) => r.id).join(' '),
  facts: [{ name: 'rows', value: rows.length, unit: null, threshold: 1, test: '>=' }],
  decisive: rows.map((r) => r.id).slice(-20),
  baseline: [],
  ...more,
});
const measure = (rows: readonly IdentityEvent[]) => [
  { name: 'rows', value: rows.length, unit: null, threshold: 1, test: '>=' as const },
];

const burst: Detector = {
  card: card('toy-burst', { joinMs: 30 * minuteMs }),
  measure,
  judge(row, past) {
    if (row.kind !== 'sign-in' || row.outcome === 'success') return nothing;
    const rows = past.rows.filter((r) => r.kind === 'sign-in' && r.outcome !== 'success' && r.time > row.time - 10 * minuteMs);
    return rows.length >= 2
      ? { findings: [finding([...rows, row], { severity: rows.length > 3 ? 'high' : 'medium' })] }
      : nothing;
  },
};
const absence: Detector = {
  card: card('toy-absence', { kinds: ['sign-in', 'timer'], severity: 'low' }),
  measure,
  judge(row, past) {
    if (row.kind === 'sign-in')
      return row.outcome === 'interrupted' ? { findings: [], timers: [row.time + 30 * minuteMs] } : nothing;
    if (row.kind !== 'timer') return nothing;
    const asked = past.rows.find((r) => r.id === row.askedBy);
    const done = past.rows.some(
      (r) => r.kind === 'sign-in' && r.outcome === 'success' && asked !== undefined && r.time >= asked.time,
    );
    return done || asked === undefined ? nothing : { findings: [finding([asked, row], { severity: 'low' })] };
  },
};
const newPlace: Detector = {
  card: card('toy-new-place', { windowMs: 24 * hourMs, joinMs: 30 * hourMs }),
  measure,
  judge(row, past) {
    if (row.kind !== 'sign-in' || row.outcome !== 'success') return nothing;
    const key = placeKey(row);
    if (key === null || past.profile.rows === 0) return nothing;
    const known =
      isNormal(past.profile.places.get(key)) ||
      past.rows.some((r) => r.kind === 'sign-in' && r.outcome === 'success' && placeKey(r) === key);
    return known
      ? nothing
      : {
          findings: [
            finding([row], {
              baseline: [...past.profile.places.keys()].sort(),
              because: past.findings.map((f) => `${f.detector} ${f.rowId}`),
            }),
          ],
        };
  },
};
const signalled: Detector = {
  card: card('toy-signalled', { kinds: ['signal'] }),
  measure,
  judge: (row) => (row.kind === 'signal' ? { findings: [finding([row], { explanation: `${row.count}` })] } : nothing),
};
export const toyDetectors = [burst, absence, newPlace, signalled];
export const toyCounting: readonly CountingDetector[] = [
  {
    id: 'toy-shared-address',
    lane: 'address',
    bucketMs: hourMs,
    count(event) {
      const who = event.actor?.key;
      if (event.kind !== 'sign-in' || who === null || who === undefined) return null;
      return { who, tag: event.outcome === 'success' ? 'success' : 'failed', decisive: event.outcome === 'success' };
    },
    judge: (bucket) => bucket.whoOf('failed') >= 2,
  },
];
