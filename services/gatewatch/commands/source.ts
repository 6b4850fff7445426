/** `gatewatch source test NAME`: whether a source of the configuration works, and what is missing. */

import { label, type SourceFinding } from '@gatewatch/domain';
import { hiding, loadConfig, UserMistake } from '@gatewatch/runtime';
import { testFolder } from '../run/folders/test-folder.ts';
import { sourceProblems } from '../run/source-problems.ts';
import { say } from '../terminal.ts';

/** False where something is missing. */
export async function sourceTestCommand(name: string, options: { readonly config: string }): Promise<boolean> {
  const config = await loadConfig(options.config);
  const hide = hiding(config);
  const { eventHubs, google, folders } = config.sources;
  const hub = eventHubs.find((one) => one.name === name);
  const workspace = google.find((one) => one.name === name);
  const folder = folders.find((one) => one.name === name);
  let findings: readonly SourceFinding[];
  if (hub !== undefined) findings = await (await import('@gatewatch/ingestor-azure')).testEventHubSource(hub);
  else if (workspace !== undefined) findings = await (await import('@gatewatch/ingestor-google')).testGoogleSource(workspace);
  else if (folder !== undefined) findings = await testFolder(folder, config);
  else {
    const names = [...eventHubs, ...google, ...folders].map((one) => one.name);
    const known = names.length === 0 ? 'it names none' : `there are ${names.join(', ')}`;
    throw new UserMistake(`${options.config} names no source ${label(name, 60)}: ${known}.`);
  }
  const all = [...sourceProblems(config).map((text) => ({ ok: false, text })), ...findings];
  for (const { ok, text } of all) say(`${ok ? 'ok     ' : 'MISSING'}  ${label(hide(text), 1000)}`);
  return all.every(({ ok }) => ok);
}
