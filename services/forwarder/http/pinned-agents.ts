/**
 * Connections that stay open for the next call. One is taken again only for the same name at the same address, which the guard has let
 * pass for this very call: a name that resolves differently meanwhile gets a connection of its own.
 */

import { Agent as PlainAgent } from 'node:http';
import { Agent as SecureAgent } from 'node:https';

type NameOptions = Parameters<PlainAgent['getName']>[0];

export interface Pinned {
  /** The address that the guard let pass. */
  readonly pinned: string;
}

const kept = { keepAlive: true, maxFreeSockets: 16, timeout: 60_000, scheduling: 'lifo' } as const;

const nameOf = (name: string, options: (NameOptions & Partial<Pinned>) | undefined) => `${name}:${options?.pinned ?? ''}`;

export const plainAgent = new (class extends PlainAgent {
  override getName(options?: NameOptions): string {
    return nameOf(super.getName(options), options);
  }
})(kept);

export const secureAgent = new (class extends SecureAgent {
  override getName(options?: NameOptions): string {
    return nameOf(super.getName(options), options);
  }
})(kept);
