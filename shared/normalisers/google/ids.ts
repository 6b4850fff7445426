/** What an event of an activity is called, and what tells two versions of it apart. */

import { hash64, type Identity } from '@gatewatch/domain';

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

/** `whose`: see `whoseText`. */
export function versionOf(content: string, whose: string): string {
  return hash64(content, whose);
}

export function whoseText(application: string | null, actor: Identity | null, ip: string | null): string {
  return `${application}\0${actor?.address}\0${actor?.id}\0${ip}`;
}
