/** A name, resolved once: the address that a connection goes to, after every address of the name has passed the guard. */

import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import type { Guard } from './guard.ts';

/** The name leads to an address that is not allowed. */
export class AddressRefused extends Error {
  constructor(host: string, address: string) {
    const who = host === address ? address : `${host} is ${address}, which`;
    super(`${who} is no address of the public Internet: name its range under \`allow\` if it is meant`);
    this.name = 'AddressRefused';
  }
}

/** Throws AddressRefused, or what the resolver says. */
export async function guardedAddress(host: string, guard: Guard): Promise<string> {
  const found = isIP(host) === 0 ? (await lookup(host, { all: true })).map(({ address }) => address) : [host];
  const refused = found.find((address) => !guard(address));
  if (refused !== undefined) throw new AddressRefused(host, refused);
  const [first] = found;
  if (first === undefined) throw new Error(`${host} has no address`);
  return first;
}
