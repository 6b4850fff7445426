/** `gatewatch subject NAME`: timeline, profile and alerts of one person. */

import { label } from '@gatewatch/domain';
import { UserMistake } from '@gatewatch/runtime';
import { say } from '../terminal.ts';
import { findSubjects, openKept } from '../triage/kept.ts';
import { instant, profileLines, rowLine } from '../triage/lines.ts';
import { revisionsOf, statusOf } from '../triage/status.ts';

export interface SubjectOptions {
  readonly db: string;
  readonly tenant?: string;
}

export async function subjectCommand(name: string, options: SubjectOptions): Promise<void> {
  await using ledger = openKept(options.db);
  const found = await findSubjects(ledger, name, options.tenant);
  if (found.length === 0) {
    throw new UserMistake(
      `${label(name, 80)} is no subject of this database: write the address as alerts name it, such as ada@example.com.`,
    );
  }
  const revisions = [...(await revisionsOf(ledger)).values()];
  for (const { subject } of found) {
    say(
      `${label(subject.key)}, tenant ${label(subject.tenant)}${subject.bounded ? ' (bounded: a flood pushed rows out of its timeline)' : ''}`,
    );
    say(`\nWhat is normal, older than the timeline\n${profileLines(subject.base).join('\n')}`);
    say(`\nTimeline: ${subject.rows.length} rows`);
    for (const row of subject.rows) say(rowLine(row, false));
    const own = revisions.flatMap((all) => {
      const alert = all[all.length - 1];
      return alert?.subject.key === subject.key && alert.tenant === subject.tenant ? [{ alert, status: statusOf(all) }] : [];
    });
    own.sort((a, b) => a.alert.firstSeen - b.alert.firstSeen);
    say(`\nAlerts: ${own.length}`);
    for (const { alert, status } of own)
      say(
        `  ${instant(alert.firstSeen)}  ${alert.severity.padEnd(8)}  ${status.padEnd(9)}  ${label(alert.title)}  ${label(alert.id, 60)}`,
      );
  }
}
