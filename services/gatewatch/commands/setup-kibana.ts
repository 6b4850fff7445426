/** `gatewatch setup kibana`: the boards, their searches and data views, made where they are missing and set anew where they differ. */

import { readFile } from 'node:fs/promises';
import { allObjects } from '@gatewatch/boards';
import { reasonOf, UserMistake } from '@gatewatch/runtime';
import { connection } from '../kibana/connection.ts';
import { importBoards, kindOf, type Told } from '../kibana/import-boards.ts';
import { say } from '../terminal.ts';

export interface KibanaOptions {
  readonly url: string;
  readonly space?: string;
  readonly apiKey?: string;
  readonly user?: string;
  readonly password?: string;
  readonly ca?: string;
  readonly insecure?: boolean;
}

export async function setupKibanaCommand(options: KibanaOptions): Promise<void> {
  const space = options.space === undefined || options.space === 'default' ? null : options.space;
  const kibana = connection({
    url: options.url,
    space,
    authorization: await authorizationOf(options),
    ca: options.ca === undefined ? null : await textOf(options.ca, '--ca'),
    insecure: options.insecure === true,
  });
  for (const told of await importBoards(kibana, space, allObjects())) say(lineOf(told));
}

function lineOf({ object, became, id }: Told): string {
  const name = String(object.attributes.name ?? object.attributes.title);
  const done = { made: 'made', replaced: 'set anew', 'left alone': 'as it should be' }[became];
  return `${kindOf(object.type)} ${name}: ${done}${id === null || id === object.id ? '' : `, as ${id}`}`;
}

async function authorizationOf({ apiKey, user, password }: KibanaOptions): Promise<string | null> {
  if (apiKey !== undefined && user !== undefined) throw new UserMistake('--api-key and --user: give one of them, not both.');
  if ((user === undefined) !== (password === undefined))
    throw new UserMistake('--user and --password: give both, the password as a file that holds it.');
  if (apiKey !== undefined) return `ApiKey ${(await textOf(apiKey, '--api-key')).trim()}`;
  if (user === undefined || password === undefined) return null;
  const secret = (await textOf(password, '--password')).replace(/\r?\n$/, '');
  return `Basic ${Buffer.from(`${user}:${secret}`).toString('base64')}`;
}

async function textOf(path: string, option: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw new UserMistake(`${option}: ${path} cannot be read (${reasonOf(cause)}): name a file that exists.`, cause);
  }
}
