/** What keys the hashes of typed names: the configuration's own, else one that is made once and kept in the store. */

import { randomBytes } from 'node:crypto';
import type { Bookmarks, TypedNames } from '@gatewatch/domain';
import type { Config } from '@gatewatch/runtime';

const scope = 'name-key';

export async function typedNames({ privacy }: Config, bookmarks: Bookmarks): Promise<TypedNames> {
  return { key: privacy.nameKey ?? (await keptKey(bookmarks)), keep: privacy.keepUnknownNames };
}

/** Several processes may ask at once: the first one's key is everybody's. */
async function keptKey(bookmarks: Bookmarks): Promise<string> {
  const [kept] = await bookmarks.list(scope);
  if (kept !== undefined) return kept.text;
  const made = await bookmarks.put(scope, 'key', randomBytes(32).toString('hex'), null);
  return made?.text ?? keptKey(bookmarks);
}
