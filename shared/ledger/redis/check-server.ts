/** What a server must be so that what it holds is kept (redis.io, "Key eviction", "Redis persistence", INFO). */

import { LedgerUnusable } from '../ledger-unusable.ts';
import type { RedisListener, RedisStore } from './connection.ts';

/** Effects of scripts as they are replicated here, UNLINK and the like are older; 6.2 is the oldest that is still mended. */
const oldest = [6, 2] as const;
/** Of the keys in the store. A release that reads another one raises it. */
const form = 1;

/** Throws LedgerUnusable. Servers that may not be asked (INFO forbidden) are taken as they are, with a warning. */
export async function checkServer(store: RedisStore, where: string, listener: RedisListener): Promise<void> {
  for (const text of await store.everywhere('INFO')) checkNode(String(text), where, listener);
  const key = `${store.prefix}:form`;
  await store.call('SET', key, form, 'NX');
  const written = Number(await store.call('GET', key));
  if (written > form)
    throw new LedgerUnusable(
      `${where} holds a ledger of a newer Gatewatch (form ${written}, this release knows ${form}): use that release, or another redis.prefix.`,
    );
}

function checkNode(info: string, where: string, listener: RedisListener): void {
  const field = (name: string) => new RegExp(`^${name}:(.*?)\r?$`, 'm').exec(info)?.[1] ?? null;
  const version = field('redis_version');
  const [major = 0, minor = 0] = (version ?? '').split('.').map(Number);
  if (version !== null && (major < oldest[0] || (major === oldest[0] && minor < oldest[1])))
    throw new LedgerUnusable(`${where} is of version ${version}: ${oldest.join('.')} or newer is needed.`);
  const policy = field('maxmemory_policy');
  if (policy !== null && policy !== 'noeviction')
    throw new LedgerUnusable(
      `${where} throws keys away when its memory is full (maxmemory-policy ${policy}), and subjects would be forgotten unseen: set maxmemory-policy noeviction.`,
    );
  if (field('aof_enabled') === '0')
    listener.warn(
      `${where} keeps no append-only file: after its restart the log is read again from the last snapshot or from its start. Set appendonly yes.`,
    );
  if (policy === null) listener.warn(`${where} does not say its maxmemory-policy: make sure that it is noeviction.`);
}
