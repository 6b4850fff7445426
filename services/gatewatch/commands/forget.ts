/** `gatewatch forget SUBJECT`: a person's erasure from a kept database, in one step, down to the bytes of the file. */

import { randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { type Alert, type GivenVerdict, type IdentityEvent, label, type StandingLink } from '@gatewatch/domain';
import { sqliteLinks } from '@gatewatch/ledger';
import { UserMistake } from '@gatewatch/runtime';
import { refuseWhileRunning } from '../run/state-folder.ts';
import { counted, say } from '../terminal.ts';
import { openKept } from '../triage/kept.ts';
import { namesOf, scrubber } from '../triage/names-of.ts';

export async function forgetCommand(name: string, options: { readonly db: string }): Promise<void> {
  refuseWhileRunning(options.db);
  const gone = { subjects: 0, revisions: 0, verdicts: 0, events: 0, mentions: 0 };
  let texts: readonly string[] = [];
  {
    await using ledger = openKept(options.db);
    const names = await namesOf(ledger, name);
    // Others' texts may name an address that has nothing else here; a mere word, such as a first name, is in the names of many.
    if (!names.known && !name.includes('@')) throw unknownName(name);
    texts = names.texts;
    // What others' rows say of the person stays, under a name that leads nowhere.
    const scrub = scrubber(texts, `forgotten-${randomUUID().slice(0, 8)}`);
    const scrubbed = (text: string) => {
      const clean = scrub(text);
      if (clean !== text) gone.mentions++;
      return clean;
    };
    await using links = sqliteLinks(options.db);
    const standing: StandingLink[] = [];
    for await (const link of links.all()) if (names.keys.has(link.key)) standing.push(link);
    await links.forget(standing);
    await ledger.rewrite({
      meta: scrubbed,
      fact: ({ key, value }) => ({ key: scrubbed(key), value: scrubbed(value) }),
      subject({ key, state }) {
        if (!names.keys.has(key.slice(key.indexOf('\n') + 1))) return scrubbed(state);
        gone.subjects++;
        return null;
      },
      alert(text) {
        const alert: Alert = JSON.parse(text);
        if (!names.keys.has(alert.subject.key)) return scrubbed(text);
        gone.revisions++;
        return null;
      },
      verdict(text) {
        const { event }: GivenVerdict = JSON.parse(text);
        if (!names.keys.has(event.target?.key ?? '')) return scrubbed(text);
        gone.verdicts++;
        return null;
      },
      event(text) {
        const { actor, target }: IdentityEvent = JSON.parse(text);
        if (!names.keys.has(actor?.key ?? '') && !names.keys.has(target?.key ?? '')) return scrubbed(text);
        gone.events++;
        return null;
      },
      link: ({ key }) => !names.keys.has(key),
    });
  }
  if (gone.subjects + gone.revisions + gone.verdicts + gone.events + gone.mentions === 0) throw unknownName(name);
  say(
    `${label(name, 80)} is forgotten: ${counted(gone.subjects, 'timeline')}, ${counted(gone.revisions, 'revision')} of alerts, ${counted(gone.verdicts, 'verdict')} and ${counted(gone.events, 'event')} that waited to be sent are gone; ${counted(gone.mentions, 'text')} of others no longer ${gone.mentions === 1 ? 'names' : 'name'} the person.`,
  );
  const still = await filesNaming(options.db, texts);
  if (still.length > 0)
    say(
      `These files beside the database still name the person: ${still.join(', ')}. Delete them; the logs themselves too, or a new replay learns it again.`,
    );
}

function unknownName(name: string): UserMistake {
  return new UserMistake(
    `${label(name, 80)} is not known to this database: write the address as alerts name it, such as ada@example.com.`,
  );
}

async function filesNaming(database: string, texts: readonly string[]): Promise<readonly string[]> {
  const folder = dirname(database);
  const naming: string[] = [];
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (!entry.isFile() || entry.name.startsWith(basename(database))) continue;
    const text = (await readFile(join(folder, entry.name), 'utf8')).toLowerCase();
    if (texts.some((one) => text.includes(one.toLowerCase()))) naming.push(join(folder, entry.name));
  }
  return naming;
}
