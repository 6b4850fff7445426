/** `gatewatch detectors`, `check`, `schema`, `verify`: what is there, and whether it holds. */

import { readFile } from 'node:fs/promises';
import { detectors } from '@gatewatch/detectors';
import { type Alert, allowedWords, type Fact, type IdentityEvent, label, optionsIn, withOwnOptions } from '@gatewatch/domain';
import { readList } from '@gatewatch/enrichment';
import { alertJsonSchema, fromAlertJson } from '@gatewatch/formats';
import { destinationProblems } from '@gatewatch/forwarder';
import { measureAgain, monitorHealth } from '@gatewatch/monitor';
import { type Config, readConfig, reasonOf, refuse, UserMistake } from '@gatewatch/runtime';
import { problemsOf } from '../checked-config.ts';
import { openAll } from '../deliver/configured-destinations.ts';
import { listProblem, openConfiguredGeo } from '../geo/configured-geo.ts';
import { counted, say } from '../terminal.ts';

/** What is asked of people's rows, and what the monitor asks of itself. */
const cards = [...detectors.map(({ card }) => card), monitorHealth];

export function detectorsCommand(id: string | undefined): void {
  if (id === undefined) {
    const width = Math.max(...cards.map((card) => card.id.length));
    for (const card of cards) say(`${card.id.padEnd(width)} ${card.severity.padEnd(9)} ${card.title}`);
    return;
  }
  const card = cards.find((one) => one.id === id);
  if (card === undefined)
    throw new UserMistake(`There is no detector ${label(id, 60)}: there are ${cards.map((one) => one.id).join(', ')}.`);
  say(`${card.title} (${card.id}, version ${card.version}, usually ${card.severity})\n\n${card.question}\n`);
  say(`ATT&CK: ${card.attack.join('; ')}\nAnchor: ${card.anchor}\n\nOptions`);
  for (const [name, option] of Object.entries(card.options))
    say(`  ${name} = ${option.default} ${option.unit} (${allowedWords(option)}): ${option.reason}`);
  for (const [title, lines] of [
    ['Quiet on', card.falsePositives],
    ['Cannot see', card.blindSpots],
    ['Steps', card.steps],
  ] as const) {
    say(`\n${title}`);
    for (const line of lines) say(`  - ${line}`);
  }
}

export async function checkCommand(options: { readonly config: string }): Promise<void> {
  const read = await readConfig(options.config);
  const { config } = read;
  // What would not open is no news where its options are wrong already.
  const openable = Object.entries(config.destinations).filter(([name, raw]) => destinationProblems({ [name]: raw }).length === 0);
  const opening = await Promise.all([
    mistakesOf(() => openAll(options.config, Object.fromEntries(openable))),
    mistakesOf(() => openConfiguredGeo(config), 'geo: '),
  ]);
  refuse([...problemsOf(read), ...[...opening.flat(), ...listProblems(config)].map(read.problem)]);
  say(
    `${options.config} is in order: ${counted(config.tenants.length, 'tenant')}, ${counted(config.people.length, 'person', 'people')}.`,
  );
}

/** A list that is gone, or has broken lines, is a warning of what runs, for it may be put there later; who checks wants to know. */
function listProblems({ geo }: Config): readonly string[] {
  return geo.lists.flatMap(({ file }, at) => {
    const problem = file === undefined ? null : listProblem(readList(file));
    return problem === null ? [] : [`geo.lists.${at}.file: ${problem}.`];
  });
}

/** What opening finds, which asks the file system and no server: a list of addresses that is not there, an address that will not do. */
async function mistakesOf(open: () => Promise<AsyncDisposable>, where = ''): Promise<readonly string[]> {
  try {
    await using _opened = await open();
    return [];
  } catch (error) {
    if (error instanceof UserMistake) return error.message.split('\n').map((sentence) => where + sentence);
    throw error;
  }
}

export function schemaCommand(what: string | undefined): void {
  if (what !== undefined && what !== 'alert') throw new UserMistake(`There is no schema of ${label(what, 60)}: there is alert.`);
  say(JSON.stringify(alertJsonSchema(), null, 2));
}

/** Computes each alert's facts again from its own evidence (SEMANTICS.md 7.6). Returns the number of alerts that differ. */
export async function verifyCommand(path: string): Promise<number> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    throw new UserMistake(`${path} cannot be read (${reasonOf(cause)}): name an alerts.ndjson that exists.`, cause);
  }
  let wrong = 0;
  let read = 0;
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    read++;
    const problem = problemOf(line);
    if (problem === null) continue;
    wrong++;
    say(`${path}:${index + 1}: ${problem}`);
  }
  say(`${counted(read, 'alert')} read, ${wrong} ${wrong === 1 ? 'does' : 'do'} not verify.`);
  return wrong;
}

function problemOf(line: string): string | null {
  try {
    const alert = fromAlertJson(JSON.parse(line));
    if (alert.detector.id === monitorHealth.id) return sameFacts(alert, measureAgain(alert));
    const detector = detectors.find((one) => one.card.id === alert.detector.id);
    if (detector === undefined) return `${label(alert.id)}: no detector ${label(alert.detector.id)} in this release`;
    if (detector.card.version !== alert.detector.version) return null; // another version's arithmetic
    const rows = alert.evidence.events
      .filter((event) => alert.evidence.decisive.includes(event.id))
      .map((event) => event.row as IdentityEvent);
    if (rows.length !== alert.evidence.decisive.length) return `${label(alert.id)}: evidence lacks a decisive row`;
    const options = optionsIn(alert.facts, detector.card);
    return sameFacts(alert, withOwnOptions(detector.measure(rows, options), detector.card, options));
  } catch (error) {
    return `no alert: ${label(error instanceof Error ? error.message : String(error))}`;
  }
}

function sameFacts(alert: Alert, again: readonly Fact[] | null): string | null {
  const same = JSON.stringify(again) === JSON.stringify(alert.facts);
  return same ? null : `${label(alert.id)}: its numbers do not follow from its evidence`;
}
