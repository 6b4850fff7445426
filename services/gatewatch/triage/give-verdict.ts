/** A verdict goes into the log first and then to the subject: what a crash left between the two is caught up with the next one. */

import { randomUUID } from 'node:crypto';
import { detectors } from '@gatewatch/detectors';
import { type Alert, type Disposition, type Ledger, type LogRecord, optionsOf } from '@gatewatch/domain';
import { createWorker, type EngineSettings, progressIn, verdictEvent } from '@gatewatch/engine';
import { monitorHealth } from '@gatewatch/monitor';
import { UserMistake } from '@gatewatch/runtime';
import { findSubjects } from './kept.ts';

/** Who writes the analysts' part of the log. */
export const verdictWriter = 'triage';

const settings: EngineSettings = {
  detectors: detectors.map((detector) => ({ detector, options: optionsOf(detector.card) })),
  counting: [],
  latenessMs: () => 0,
  epoch: '',
  judgeFrom: null,
};

export interface Saying {
  readonly disposition: Disposition;
  readonly note: string;
  readonly analyst: string | null;
  /** Unix ms, the clock of the analyst. */
  readonly at: number;
}

/** `running`: a process holds the ledger and applies what is given by itself. */
export async function giveVerdict(
  ledger: Ledger,
  alert: Alert,
  { disposition, note, analyst, at }: Saying,
  running = false,
): Promise<void> {
  if (alert.detector.id === monitorHealth.id)
    throw new UserMistake('Alerts of monitor-health close by themselves, once the trouble is over.');
  const [kept] = await findSubjects(ledger, alert.subject.key, alert.tenant);
  const partitions = (await ledger.partitions()).filter(({ name }) => !name.startsWith(monitorHealth.id));
  const name = kept?.partition ?? partitions[0]?.name ?? 'replay';
  const meta = partitions.find((partition) => partition.name === name)?.meta ?? null;
  const time = progressIn(meta, alert.tenant) ?? alert.lastSeen;
  await ledger.give({ event: verdictEvent(alert, { id: randomUUID(), time, disposition, note, analyst }), at });
  if (running) return;
  const worker = await createWorker({ partition: await ledger.acquire(name), settings });
  await worker.apply(await verdictRecords(ledger));
  await worker.commit();
}

/** All that was given, as records that are each applied once. */
export async function verdictRecords(ledger: Ledger): Promise<readonly LogRecord[]> {
  return (await ledger.verdicts()).map(({ sequence, event, at }) => ({
    type: 'event',
    at,
    event,
    stamp: { writer: verdictWriter, sequence },
  }));
}
