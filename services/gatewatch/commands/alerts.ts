/** `gatewatch alerts list|show|close|reopen`: what an analyst does with alerts of a kept database. */

import { userInfo } from 'node:os';
import { type Alert, dispositions, type IdentityEvent, label, severities } from '@gatewatch/domain';
import { gapWords, toAlertJson } from '@gatewatch/formats';
import { UserMistake } from '@gatewatch/runtime';
import { isRunning } from '../run/state-folder.ts';
import { say } from '../terminal.ts';
import { giveVerdict } from '../triage/give-verdict.ts';
import { findAlert, findSubjects, openKept } from '../triage/kept.ts';
import { factLines, instant, rowLine } from '../triage/lines.ts';
import { revisionsOf, type Status, statuses, statusOf } from '../triage/status.ts';
import { dateOf } from './dates.ts';

export interface ListOptions {
  readonly db: string;
  readonly subject?: string;
  readonly detector?: string;
  readonly severity?: string;
  readonly since?: string;
  readonly state?: string;
  readonly tenant?: string;
  readonly format: string;
}

export async function listCommand(options: ListOptions): Promise<void> {
  const since = dateOf('--since', options.since);
  oneOf('--state', options.state, [...statuses, 'all']);
  oneOf('--severity', options.severity, severities);
  oneOf('--format', options.format, ['table', 'ndjson']);
  await using ledger = openKept(options.db);
  const least = severities.map(String).indexOf(options.severity ?? '');
  const listed: { alert: Alert; status: Status }[] = [];
  for (const revisions of (await revisionsOf(ledger)).values()) {
    const alert = revisions[revisions.length - 1];
    if (alert === undefined) continue;
    const status = statusOf(revisions);
    const wanted =
      options.state === undefined ? status === 'open' || status === 'changed' : ['all', status].includes(options.state);
    const fits =
      (options.subject === undefined || alert.subject.key.includes(options.subject.toLowerCase())) &&
      (options.detector === undefined || alert.detector.id === options.detector) &&
      (options.tenant === undefined || alert.tenant === options.tenant) &&
      (since === null || alert.lastSeen >= since) &&
      severities.indexOf(alert.severity) >= least;
    if (wanted && fits) listed.push({ alert, status });
  }
  listed.sort(
    (a, b) => severities.indexOf(b.alert.severity) - severities.indexOf(a.alert.severity) || b.alert.lastSeen - a.alert.lastSeen,
  );
  for (const { alert, status } of listed) {
    if (options.format === 'ndjson') say(JSON.stringify({ ...toAlertJson(alert), status }));
    else
      say(
        [
          label(alert.id, 60).padEnd(42),
          alert.severity.padEnd(8),
          status.padEnd(9),
          instant(alert.lastSeen),
          label(alert.subject.key, 60),
          label(alert.title),
        ].join('  '),
      );
  }
  if (options.format === 'table')
    say(listed.length === 0 ? 'No alert is like that.' : `${listed.length} alerts. gatewatch alerts show ID tells one of them.`);
}

export async function showCommand(name: string, options: { readonly db: string }): Promise<void> {
  await using ledger = openKept(options.db);
  const alert = await findAlert(ledger, name);
  const revisions = (await revisionsOf(ledger)).get(alert.id) ?? [alert];
  say(`${label(alert.title)} (${label(alert.id, 80)}, revision ${alert.revision}, ${statusOf(revisions)})`);
  say(
    `${alert.severity}, risk ${alert.risk}, confidence ${alert.confidence}; ${label(alert.subject.key)}${alert.subject.name === null ? '' : ` (${label(alert.subject.name)})`}, tenant ${label(alert.tenant)}`,
  );
  say(`\n${label(alert.explanation, 1000)}`);
  section(
    'Because',
    alert.because.map((one) => `  ${label(one, 300)}`),
  );
  section('Numbers', factLines(alert));
  section(
    'What is normal',
    alert.baseline.map((one) => `  ${label(one, 300)}`),
  );
  section('Timeline (* decides)', await timelineOf(alert, ledger));
  section(
    'Steps',
    alert.steps.map((one, n) => `  ${n + 1}. ${label(one, 300)}`),
  );
  const given = (await ledger.verdicts()).filter(({ event }) => event.alert === alert.id);
  section(
    'Verdicts',
    given.map(
      ({ event, at }) => `  ${instant(at)}  ${event.disposition}  ${label(event.analyst ?? '')}  ${label(event.note, 500)}`,
    ),
  );
  if (alert.gaps.length > 0)
    section(
      'What could not be known',
      alert.gaps.map((gap) => `  ${gapWords(gap) ?? label(gap, 60)}`),
    );
}

/** The evidence, and what the subject's timeline still holds of the day around it. */
async function timelineOf(alert: Alert, ledger: ReturnType<typeof openKept>): Promise<readonly string[]> {
  const rows = new Map(alert.evidence.events.map((event) => [event.id, event.row as IdentityEvent])); // copied in as the engine kept them
  const around = 12 * 3_600_000;
  for (const { subject } of await findSubjects(ledger, alert.subject.key, alert.tenant)) {
    for (const row of subject.rows) {
      if (row.time >= alert.firstSeen - around && row.time <= alert.lastSeen + around) rows.set(row.id, row);
    }
  }
  const decisive = new Set(alert.evidence.decisive);
  return [...rows.values()]
    .sort((a, b) => a.time - b.time || (a.id < b.id ? -1 : 1))
    .map((row) => rowLine(row, decisive.has(row.id)));
}

export interface CloseOptions {
  readonly db: string;
  readonly verdict?: string;
  readonly note?: string;
  readonly analyst?: string;
}

export async function closeCommand(name: string, options: CloseOptions): Promise<void> {
  const disposition = dispositions.find((one) => one === options.verdict);
  if (disposition === undefined)
    throw new UserMistake(`--verdict ${label(options.verdict ?? '(none)', 40)} is not known: write ${dispositions.join(', ')}.`);
  await using ledger = openKept(options.db);
  const alert = await findAlert(ledger, name);
  await giveVerdict(ledger, alert, { disposition, ...saidBy(options) }, isRunning(options.db));
  const taught = disposition === 'benign' ? ' Its places and devices are normal for this person from now on.' : '';
  say(`${label(alert.id, 80)} is closed as ${disposition}.${taught}`);
}

export async function reopenCommand(name: string, options: CloseOptions): Promise<void> {
  await using ledger = openKept(options.db);
  const alert = await findAlert(ledger, name);
  if (alert.disposition === null) throw new UserMistake(`${label(alert.id, 80)} is not closed: there is nothing to reopen.`);
  await giveVerdict(ledger, alert, { disposition: 'reopened', ...saidBy(options) }, isRunning(options.db));
  say(`${label(alert.id, 80)} is open again.`);
}

function saidBy(options: CloseOptions) {
  return { note: options.note ?? '', analyst: options.analyst ?? userInfo().username, at: Date.now() };
}

function section(title: string, lines: readonly string[]): void {
  if (lines.length > 0) say(`\n${title}\n${lines.join('\n')}`);
}

function oneOf(flag: string, value: string | undefined, known: readonly string[]): void {
  if (value !== undefined && !known.includes(value))
    throw new UserMistake(`${flag} ${label(value, 40)} is not known: write ${known.join(', ')}.`);
}
