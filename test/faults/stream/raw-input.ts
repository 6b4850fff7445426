/** The raw input of a fault run as a file: the one thing besides the sinks that the oracle reads. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LiveSource } from '@gatewatch/domain';
import { configurationOf, createOrganisation, simulate } from '@gatewatch/simulator';
import { configFile, type RawLine, rawFile } from './world.ts';

export interface RawInput {
  readonly lines: number;
  readonly records: number;
  readonly sources: readonly LiveSource[];
  /** Names of the sources of each ingesting process. */
  readonly groups: readonly (readonly string[])[];
  /** Unix ms, before everything. */
  readonly begin: number;
  /** Lines before anybody is attacked. */
  readonly calm: number;
}

/** As many as there are people free for: some are flooded (eight exits in an hour, a day of prompts), and those are compared by the log alone. */
const attacksPerUserWeek = 1.5;

export function writeRaw(
  folder: string,
  { users, days, seed }: { readonly users: number; readonly days: number; readonly seed: number },
): RawInput {
  const organisation = createOrganisation(seed, users);
  const { tenant } = organisation;
  writeFileSync(join(folder, configFile), configurationOf(organisation, { from: '2026-03-11', to: '2026-03-12' }));
  const lines: RawLine[] = [];
  let records = 0;
  let attackedFrom = Number.POSITIVE_INFINITY;
  for (const item of simulate({ users, days, seed, attacksPerUserWeek })) {
    if (item.kind === 'label') attackedFrom = Math.min(attackedFrom, Date.parse(item.label.time));
    if (item.kind !== 'line') continue;
    const name = `${item.file.slice(0, item.file.indexOf('/'))}/0`;
    const source: LiveSource = { name, tenant, provider: name.startsWith('google') ? 'google' : 'entra' };
    lines.push({ source, position: lines.length, received: item.delivered, text: item.line });
    records += item.records;
  }
  writeFileSync(join(folder, rawFile), lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  const sources = [...new Map(lines.map(({ source }) => [source.name, source])).values()];
  const names = sources.map(({ name }) => name).sort();
  const groups = [0, 1].map((group) => names.filter((_, i) => i % 2 === group));
  const calm = lines.filter(({ received }) => received < attackedFrom).length;
  return { lines: lines.length, records, sources, groups, begin: (lines[0]?.received ?? 0) - 1, calm };
}
