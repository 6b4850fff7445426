/**
 * A case: findings of one detector and subject with one anchor, folded one by one in (time, id) order. What an alert says is
 * a function of its case alone, so the engine may fold what is final early and the rest at each change.
 */

import {
  type Alert,
  type Card,
  deviceKey,
  type Evidence,
  type Finding,
  hash64,
  type IdentityEvent,
  severities,
} from '@gatewatch/domain';
import { compareRows } from './order.ts';
import { wholeRow } from './sign-in-row.ts';

export interface Standing {
  readonly detector: string;
  readonly row: IdentityEvent;
  readonly finding: Finding;
  /** The detector's version, joining distance and epoch at the time of judgement. */
  readonly version: number;
  readonly joinMs: number;
  readonly epoch: string;
  readonly anchor: string;
  readonly anchorTime: number;
}

export interface Case {
  readonly detector: string;
  readonly version: number;
  readonly epoch: string;
  readonly anchor: string;
  readonly anchorTime: number;
  /** Time of the newest finding, and how long after it another one would still join. */
  readonly lastTime: number;
  readonly joinMs: number;
  readonly findings: number;
  readonly lead: Finding;
  readonly rowCount: number;
  /** Evidence: the first and the last ten rows, and those that decide the leading finding. */
  readonly first: readonly IdentityEvent[];
  readonly last: readonly IdentityEvent[];
  readonly leading: readonly IdentityEvent[];
}

const mostRows = 10; // SEMANTICS.md 5.2

/** `find` gives the rows that a finding names; each is in the timeline when its finding is folded. */
export function fold(old: Case | undefined, standing: Standing, find: (id: string) => IdentityEvent | undefined): Case {
  const { finding } = standing;
  const rows: IdentityEvent[] = [];
  for (const id of finding.decisive) {
    const decisive = find(id);
    if (decisive !== undefined) rows.push(decisive);
  }
  if (rows.length > 1) rows.sort(compareRows);
  const leads = old === undefined || outranks(finding, old.lead);
  const fresh = old === undefined ? rows : rows.filter((one) => !isKnown(old, one));
  const early = old === undefined ? merged(rows, none) : merged(old.first, fresh);
  const first = early.length > mostRows ? early.slice(0, mostRows) : early;
  return {
    detector: standing.detector,
    version: standing.version,
    epoch: standing.epoch,
    anchor: standing.anchor,
    anchorTime: standing.anchorTime,
    lastTime: standing.row.time,
    joinMs: standing.joinMs,
    findings: (old?.findings ?? 0) + 1,
    lead: leads ? finding : old.lead,
    rowCount: (old?.rowCount ?? 0) + fresh.length,
    first,
    last: lastOf(early, first, old?.last ?? none),
    leading: leads ? rows : old.leading,
  };
}

const none: readonly IdentityEvent[] = [];

/** The newest of what does not stand first. */
function lastOf(
  early: readonly IdentityEvent[],
  first: readonly IdentityEvent[],
  last: readonly IdentityEvent[],
): readonly IdentityEvent[] {
  if (early.length === first.length) return last;
  return merged(last, early.slice(first.length)).slice(-mostRows);
}

function isKnown({ first, last, leading }: Case, row: IdentityEvent): boolean {
  if (first.includes(row) || last.includes(row) || leading.includes(row)) return true;
  const same = (one: IdentityEvent) => one.id === row.id; // a copy that was joined is another object
  return first.some(same) || last.some(same) || leading.some(same);
}

function outranks(a: Finding, b: Finding): boolean {
  return severities.indexOf(a.severity) - severities.indexOf(b.severity) > 0 || (a.severity === b.severity && a.risk > b.risk);
}

function ordered(rows: readonly IdentityEvent[]): IdentityEvent[] {
  const unique = new Map(rows.map((row) => [row.id, row]));
  return [...unique.values()].sort(compareRows);
}

/** Two lists that are in order, as one. */
function merged(a: readonly IdentityEvent[], b: readonly IdentityEvent[]): readonly IdentityEvent[] {
  const both: IdentityEvent[] = [];
  let j = 0;
  for (let i = 0; i < a.length || j < b.length; ) {
    const one = a[i];
    const other = b[j];
    const next = one === undefined || (other !== undefined && compareRows(other, one) < 0) ? other : one;
    if (next === one) i++;
    else j++;
    if (next !== undefined && next.id !== both[both.length - 1]?.id) both.push(next);
  }
  return both;
}

/** Under which a subject's open case stands. */
export function caseKey({ detector, anchor }: Pick<Case, 'detector' | 'anchor'>): string {
  return `${detector}\n${anchor}`;
}

export function alertId(tenant: string, detector: string, subject: string, anchor: string): string {
  return `${detector}-${hash64(`${tenant}\n${detector}\n${subject}\n${anchor}`)}`;
}

/** What an alert says, without what arrival decides (revision, state, detectedAt, anchoredAt, cause, replacedBy). */
export type AlertContent = Omit<
  Alert,
  'revision' | 'state' | 'detectedAt' | 'anchoredAt' | 'cause' | 'replacedBy' | 'disposition'
>;

export function contentOf(of: Case, card: Card, tenant: string, subject: string, bounded: boolean): AlertContent {
  const rows = ordered([...of.first, ...of.last, ...of.leading]);
  const own =
    rows.findLast((row) => row.actor?.key === subject)?.actor ??
    rows.findLast((row) => row.target?.key === subject)?.target ??
    null;
  const firstRow = rows[0];
  const lastRow = rows[rows.length - 1];
  return {
    schema: 1,
    id: alertId(tenant, of.detector, subject, of.anchor),
    epoch: of.epoch,
    detector: { id: of.detector, version: of.version },
    title: card.title,
    explanation: of.lead.explanation,
    severity: of.lead.severity,
    risk: of.lead.risk,
    confidence: of.lead.confidence,
    because: of.lead.because,
    tenant,
    subject: {
      key: subject,
      name: own?.name ?? null,
      providers: unique(rows.map((row) => row.provider)),
      kind: own?.kind ?? 'unknown',
    },
    entities: entitiesOf(rows),
    firstSeen: firstRow?.time ?? of.anchorTime,
    lastSeen: lastRow?.time ?? of.lastTime,
    findings: of.findings,
    evidence: { rows: of.rowCount, decisive: of.lead.decisive, events: rows.map(evidenceOf) },
    facts: of.lead.facts,
    baseline: of.lead.baseline,
    attack: card.attack,
    steps: card.steps,
    gaps: unique([...rows.flatMap((row) => row.gaps), ...(bounded ? ['bounded'] : [])]),
  };
}

/** One object a row, so that what is written of it is written once. */
const evidence = new WeakMap<IdentityEvent, Evidence>();

function evidenceOf(row: IdentityEvent): Evidence {
  let known = evidence.get(row);
  if (known === undefined) evidence.set(row, (known = newEvidence(row)));
  return known;
}

function newEvidence(row: IdentityEvent): Evidence {
  return {
    id: row.id,
    recordId: row.recordId,
    provider: row.provider,
    kind: row.kind,
    time: row.time,
    ip: row.ip,
    place: row.place,
    network: row.network,
    device: row.kind === 'sign-in' ? (row.device?.name ?? deviceKey(row)) : null,
    app: row.kind === 'sign-in' ? row.app : null,
    outcome: row.kind === 'sign-in' ? row.outcome : 'result' in row ? row.result : row.kind,
    code: row.kind === 'sign-in' ? row.code : 'operation' in row ? row.operation : null,
    secondFactor: row.kind === 'sign-in' ? row.secondFactor : null,
    row: wholeRow(row),
  };
}

function entitiesOf(rows: readonly IdentityEvent[]): { type: string; value: string }[] {
  const found = new Map<string, { type: string; value: string }>();
  const add = (type: string, value: string | null | undefined) => {
    if (value !== null && value !== undefined && found.size < 24) found.set(`${type} ${value}`, { type, value });
  };
  for (const row of rows) {
    add('ip', row.ip);
    if (row.kind !== 'sign-in') continue;
    add('device', row.device?.id);
    add('application', row.app);
    add('session', row.session);
  }
  return [...found.values()];
}

function unique<T>(values: readonly T[]): T[] {
  return [...new Set(values)].sort();
}
