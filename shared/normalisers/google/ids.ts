/** What an event of an activity is called, and what tells two versions of it apart. */

import { type Hashed, hash64, hash64Begin, hash64Behind, type Identity } from '@gatewatch/domain';

/** `time` as Google wrote it; `qualifier`: the digits of `id.uniqueQualifier`. */
export function recordIdOf(time: string, qualifier: string): string {
  return `${time.slice(0, 64)}/${qualifier}`;
}

/** `split`: what a single event says where a collector made a record of each event of an activity; '' where they came together. */
export function eventIdOf(
  directory: string | null,
  time: string,
  qualifier: string,
  operation: string,
  ordinal: number,
  split: string,
): string {
  return `google:${hash64(`${directory}\0${time}\0${qualifier}\0${operation}\0${ordinal}${split}`)}`;
}

export function splitText(content: string): string {
  return `\0${content}`;
}

/** What an event says, to be told apart from what its copies say. */
export function contentBegin(content: string): Hashed {
  return hash64Begin(content);
}

/** `whose`: see `whoseText`. */
export function versionOf(content: Hashed, whose: string): string {
  return hash64Behind(content, whose);
}

export function whoseText(application: string | null, actor: Identity | null, ip: string | null): string {
  return `${application}\0${actor?.address}\0${actor?.id}\0${ip}`;
}
