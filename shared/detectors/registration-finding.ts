/** A suspicious registration as a finding: its sentence, its rows, and the numbers that follow from those rows alone. */

import {
  type Change,
  type Detector,
  type Fact,
  type Finding,
  hourMs,
  type IdentityEvent,
  type Judgement,
  label,
  minuteMs,
  newestOf,
  nothing,
  type Options,
  type Past,
  type Severity,
  type SignIn,
  silent,
} from '@gatewatch/domain';
import { minutesBetween } from './minutes-between.ts';
import { reasonWords } from './reason.ts';
import { sameRegistration } from './registration.ts';
import { isReset } from './registration-circumstances.ts';
import { type OwnReasons, type Suspicion, suspicionOf } from './registration-suspicion.ts';
import { isReport } from './registration-warnings.ts';
import { baselineWords, networkWords, placeWords, spanWords, timeWords } from './words.ts';

/** `what`: `The device 'X' was registered`, without time and place. */
export function judgeRegistration(
  row: Change,
  past: Past,
  options: Options,
  what: string,
  own: OwnReasons,
  measure: Detector['measure'],
): Judgement {
  if (row.result === 'failure') return silent('failed');
  const target = row.target?.key ?? row.actor?.key;
  if (target !== past.subject && row.actor?.key !== past.subject) return nothing;
  if (row.actor?.kind === 'service' && row.actor.key === past.subject) return silent('workload');
  const suspicion = suspicionOf(row, past, options, own);
  if (suspicion.severity === null) return silent(suspicion.quiet);
  const earlier = sameRegistration(row, past.rows, (options.collapseMinutes ?? 5) * minuteMs);
  const said = earlier.map((one) => suspicionOf(one, before(past, one), options, own).points);
  if (said.some((points) => points >= suspicion.points)) return silent('same-registration');
  const { severity } = suspicion;
  const rows = decisiveRows(row, suspicion, past);
  const { points, reasons } = suspicion;
  const finding: Finding = {
    variant: '',
    severity,
    risk: Math.min(99, baseRisk[severity] + 3 * points),
    confidence: suspicion.grounds > 1 ? 'high' : points > (options.minSuspicion ?? 2) ? 'medium' : 'low',
    because: reasons.map(reasonWords),
    explanation: explain(row, suspicion, options, what),
    facts: measure(rows, options),
    decisive: rows.map((one) => one.id),
    baseline: baselineWords(past.profile, ['places', 'networks', 'devices']),
  };
  return { findings: [finding] };
}

/** The past of an earlier row, but for what fell into the profile in the minutes between. */
function before(past: Past, row: IdentityEvent): Past {
  const rows = past.rows.slice(0, past.rows.indexOf(row));
  return {
    rows,
    newest: newestOf(rows),
    profile: past.profile,
    findings: past.findings.filter((one) => one.time < row.time && one.rowId !== row.id),
    subject: past.subject,
    fact: (name) => past.fact(name),
  };
}

const baseRisk: Readonly<Record<Severity, number>> = { low: 20, medium: 40, high: 60, critical: 80 };

const mostCited = 19; // of 20, so that the registration has room

function decisiveRows(row: Change, { reasons, provenance }: Suspicion, past: Past): readonly IdentityEvent[] {
  const cited = new Set([...reasons.flatMap((reason) => reason.rows), provenance?.signIn?.id, provenance?.row.id]);
  return [...past.rows.filter((one) => cited.has(one.id)).slice(-mostCited), row];
}

function explain(row: Change, { reasons, provenance, points, initiator }: Suspicion, options: Options, what: string): string {
  const whom = initiator === 'to-another' ? ` for ${label(row.target?.address ?? row.target?.id ?? 'another account', 80)}` : '';
  const where = provenance === null ? '' : `, from ${placeWords(provenance.row.place)} (${networkWords(provenance.row)})`;
  const after = provenance?.signIn == null ? '' : `, ${afterWords(row, provenance.row, provenance.signIn, options)}`;
  const sum = reasons.map(reasonWords).join('; ');
  return `${what}${whom} at ${timeWords(row.time)}${where}${after}. Suspicion ${points}, at least ${options.minSuspicion ?? 2} asked for: ${sum}.`;
}

function afterWords(row: Change, shown: IdentityEvent, signIn: SignIn, options: Options): string {
  const after = `${spanWords(minutesBetween(signIn, row))} after a sign-in there`;
  return shown === signIn ? `${after} (a session is ${options.sessionMinutes ?? 60} min)` : after;
}

/** From the decisive rows, the registration last: how long after the sign-in, the reset and the report it came. */
export function measureRegistration(rows: readonly IdentityEvent[], options: Options): readonly Fact[] {
  const row = rows.at(-1);
  if (row === undefined || !('operation' in row)) return [];
  const subject = row.target?.key ?? row.actor?.key ?? '';
  const facts: Fact[] = [];
  const since = (name: string, other: IdentityEvent | undefined, limitMinutes: number) => {
    if (other === undefined) return;
    const value = minutesBetween(other, row);
    const within = value <= limitMinutes;
    facts.push({ name, value, unit: 'min', threshold: within ? limitMinutes : null, test: within ? '<=' : null });
  };
  const earlier = rows.slice(0, -1);
  const last = (test: (one: IdentityEvent) => boolean) => earlier.findLast(test);
  const hours = hourMs / minuteMs;
  const signIn = last((one) => one.kind === 'sign-in');
  const reset = last((one) => isReset(one, subject));
  const report = last((one) => isReport(one, subject));
  since('sign-in to registration', signIn, options.sessionMinutes ?? 60);
  since('reset to registration', reset, (options.resetHours ?? 12) * hours);
  since('report to registration', report, (options.riskHours ?? 12) * hours);
  if (facts.length === 0) facts.push({ name: 'registrations', value: 1, unit: null, threshold: null, test: null });
  return facts;
}
