/** `gatewatch why ALERT`: what was compared with what, and why other detectors said nothing of the same row. */

import { detectors } from '@gatewatch/detectors';
import { type Alert, dayMs, type IdentityEvent, label, newestOf, type Past } from '@gatewatch/domain';
import { emptyProfile, factsIn } from '@gatewatch/engine';
import { emptyConfig, loadConfig } from '@gatewatch/runtime';
import { type Judged, judgedBy } from '../replay/judged.ts';
import { say } from '../terminal.ts';
import { findAlert, findSubjects, type KeptSubject, openKept } from '../triage/kept.ts';
import { factLines, profileLines, rowLine } from '../triage/lines.ts';

export interface WhyOptions {
  readonly db: string;
  readonly config?: string;
}

export async function whyCommand(name: string, options: WhyOptions): Promise<void> {
  const config = options.config === undefined ? emptyConfig() : await loadConfig(options.config);
  const { detectors: asked } = judgedBy(config, '');
  await using ledger = openKept(options.db);
  const alert = await findAlert(ledger, name);
  const card = detectors.find((detector) => detector.card.id === alert.detector.id)?.card;
  const [kept] = await findSubjects(ledger, alert.subject.key, alert.tenant);
  say(`${label(alert.id, 80)}: ${label(alert.detector.id)} version ${alert.detector.version}, epoch ${label(alert.epoch)}`);
  if (card !== undefined) say(card.question);
  say(`\n${label(alert.explanation, 1000)}`);
  const rows = alert.evidence.events.map((event) => event.row as IdentityEvent); // copied in as the engine kept them
  const decisive = rows.filter((row) => alert.evidence.decisive.includes(row.id));
  say(`\nCompared\n${decisive.map((row) => rowLine(row, true)).join('\n')}`);
  say(`\nNumbers\n${factLines(alert).join('\n')}`);
  if (alert.because.length > 0)
    say(`\nConfidence ${alert.confidence}, because\n${alert.because.map((one) => `  ${label(one, 300)}`).join('\n')}`);
  if (alert.baseline.length > 0) say(`\nWhat was normal then\n${alert.baseline.map((one) => `  ${label(one, 300)}`).join('\n')}`);
  if (kept !== undefined) say(`\nWhat is normal by now\n${profileLines(kept.subject.base).join('\n')}`);
  const meta = (await ledger.partitions()).find((partition) => partition.name === kept?.partition)?.meta ?? null;
  const facts = kept === undefined ? new Map<string, string>() : await ledger.facts(kept.partition);
  const silences = silencesOf(alert, rows, kept ?? null, factsIn(meta, facts, alert.tenant), asked);
  if (silences.length > 0) say(`\nOthers, asked again of the last of these rows with what is still kept\n${silences.join('\n')}`);
}

function silencesOf(
  alert: Alert,
  evidence: readonly IdentityEvent[],
  kept: KeptSubject | null,
  factAt: ReturnType<typeof factsIn>,
  asked: Judged['detectors'],
): readonly string[] {
  const row = evidence.findLast((one) => alert.evidence.decisive.includes(one.id));
  if (row === undefined) return [];
  const known = new Map([...(kept?.subject.rows ?? []), ...evidence].map((one) => [one.id, one]));
  const before = [...known.values()].filter((one) => one.id !== row.id && one.time <= row.time && one.time >= row.time - dayMs);
  before.sort((a, b) => a.time - b.time || (a.id < b.id ? -1 : 1));
  const past: Past = {
    rows: before,
    newest: newestOf(before),
    profile: kept?.subject.base ?? emptyProfile(),
    findings: [],
    subject: alert.subject.key,
    fact: (name) => factAt(name, row.time),
  };
  return asked.flatMap(({ detector: { card, judge }, options }) => {
    if (card.id === alert.detector.id || !card.kinds.includes(row.kind)) return [];
    const { silent, findings } = judge(row, past, options);
    const said = findings.length > 0 ? `it finds: ${findings[0]?.explanation ?? ''}` : (silent ?? 'the question does not arise');
    return [`  ${card.id}: ${label(said, 200)}`];
  });
}
