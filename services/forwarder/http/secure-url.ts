/** An address in the configuration: https, or http where that was asked for by name; no credentials in it. */

import { UserMistake } from '@gatewatch/runtime';

/** `where` is the path in the configuration. Throws UserMistake. */
export function secureUrl(text: string, where: string, insecure: boolean): URL {
  const url = URL.parse(text);
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:'))
    throw new UserMistake(`${where}: write an address as https://host.example/path.`);
  if (url.protocol === 'http:' && !insecure)
    throw new UserMistake(
      `${where}: plain http can be read and changed on its way: write https, or set insecure: true beside it.`,
    );
  if (url.username !== '' || url.password !== '')
    throw new UserMistake(`${where}: an address with a password in it ends in logs: give the credentials in their own keys.`);
  return url;
}
