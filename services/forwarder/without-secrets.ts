/** A destination whose answers never tell a secret of its options, whatever the other side echoes. */

import type { Answer, Destination } from '@gatewatch/domain';
import type { DestinationType, Surroundings } from './destination-type.ts';

const shortest = 6;
const leastBeginning = 12;

/** `options` as parsed. Throws what the kind's `open` throws. */
export async function openDestination<Options>(
  type: DestinationType<Options>,
  options: Options,
  surroundings: Surroundings,
): Promise<Destination> {
  const destination = await type.open(options, surroundings);
  const secrets = secretsOf(type, options);
  const clean = (answer: Answer): Answer => ('why' in answer ? { ...answer, why: strike(answer.why, secrets) } : answer);
  return {
    limits: destination.limits,
    send: async (parcels, signal) => (await destination.send(parcels, signal)).map(clean),
    [Symbol.asyncDispose]: () => destination[Symbol.asyncDispose](),
  };
}

/** Whole, or as the beginning that is left of one where an answer was cut. */
function strike(text: string, secrets: readonly string[]): string {
  let clean = text;
  for (const secret of secrets) {
    clean = clean.replaceAll(secret, '[secret]');
    const at = secret.length < leastBeginning ? -1 : clean.indexOf(secret.slice(0, leastBeginning));
    if (at < 0) continue;
    let end = at + leastBeginning;
    while (end < clean.length && clean[end] === secret[end - at]) end++;
    clean = `${clean.slice(0, at)}[secret]${clean.slice(end)}`;
  }
  return clean;
}

/** Longest first, and without the scheme in front, as another program may tell them. */
function secretsOf<Options>(type: DestinationType<Options>, options: Options): readonly string[] {
  const found: string[] = [];
  const collect = (value: unknown): void => {
    if (typeof value === 'string') found.push(value, value.replace(/^(?:whsec_|Bearer |Basic )/, ''), ...partsOfUrl(value));
    else if (typeof value === 'object' && value !== null) for (const one of Object.values(value)) collect(one);
  };
  for (const [key, value] of Object.entries(Object(options))) if (type.secrets.includes(key)) collect(value);
  return found.filter((one) => one.length >= shortest).sort((a, b) => b.length - a.length);
}

/** Of an address that is a secret, what makes it one: its path and query, and their parts. */
function partsOfUrl(text: string): readonly string[] {
  const url = URL.parse(text);
  if (url === null) return [];
  return [url.pathname + url.search, url.search.slice(1), ...url.pathname.split('/'), ...url.searchParams.values()];
}
