/** Reading gatewatch.yaml: secrets by reference, and all problems at once, each with its line, its path and what to do. */

import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { type Document, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import { withPathsFrom } from './config-paths.ts';
import { type Config, configSchema } from './config-schema.ts';
import { plainIssue } from './plain-issue.ts';
import { UserMistake } from './user-mistake.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Throws UserMistake with one line a problem. */
export async function loadConfig(path: string, environment: Environment = process.env): Promise<Config> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    throw new UserMistake(`${path} cannot be read (${reasonOf(cause)}): name a configuration file that exists.`, cause);
  }
  const problems: string[] = [];
  const folder = dirname(resolve(path));
  const files = await referredFiles(text, folder, problems, path);
  return withPathsFrom(folder, parseConfig(text, path, environment, files, problems));
}

export function emptyConfig(): Config {
  return configSchema.parse({});
}

export function parseConfig(
  text: string,
  name: string,
  environment: Environment = {},
  files: ReadonlyMap<string, string> = new Map(),
  problems: string[] = [],
): Config {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const at = (offset: number) => `${name}:${lines.linePos(offset).line}`;
  for (const error of document.errors) problems.push(`${at(error.pos[0])}: this is no valid YAML: ${firstLine(error.message)}.`);
  if (document.errors.length > 0) throw new UserMistake(problems.join('\n'));
  const raw: unknown = referred(plain(document) ?? {}, environment, files, name, problems);
  const parsed = configSchema.safeParse(raw, { reportInput: true });
  if (!parsed.success) {
    const found = parsed.error.issues.map((issue) => {
      const path = issue.path.map(String);
      const node = nodeAt(document.contents, issue.code === 'unrecognized_keys' ? [...path, issue.keys[0] ?? ''] : path);
      const offset = node?.range?.[0] ?? null;
      const where = offset === null ? name : at(offset);
      const sentence = `${where}: ${path.join('.') || 'the file'}: ${plainIssue(issue, 'docs/configuration.md')}.`;
      return { offset: offset ?? 0, sentence };
    });
    problems.push(...found.sort((a, b) => a.offset - b.offset).map(({ sentence }) => sentence));
  }
  if (problems.length > 0 || !parsed.success) throw new UserMistake(problems.join('\n'));
  return parsed.data;
}

function firstLine(text: string): string {
  return (text.split('\n')[0] ?? '').replace(/[.:]$/, '');
}

/** Keys whose values are secrets wherever they stand: by reference only, so that a configuration can be shown to anybody. */
const secrets: ReadonlySet<string> = new Set(['apiKey', 'clientSecret', 'connectionString', 'password']);

/** `${NAME}` in a value is the environment's; `file:PATH` as a whole value is that file's text. */
function referred(
  value: unknown,
  environment: Environment,
  files: ReadonlyMap<string, string>,
  name: string,
  problems: string[],
): unknown {
  if (Array.isArray(value)) return value.map((one) => referred(one, environment, files, name, problems));
  if (typeof value === 'object' && value !== null) {
    for (const [key, one] of Object.entries(value))
      if (secrets.has(key) && typeof one === 'string' && !one.startsWith('file:') && !one.includes('${'))
        problems.push(`${name}: a ${key} stands in the file itself: write \${VARIABLE} or file:PATH instead.`);
    return Object.fromEntries(
      Object.entries(value).map(([key, one]) => [key, referred(one, environment, files, name, problems)]),
    );
  }
  if (typeof value !== 'string') return value;
  if (value.startsWith('file:')) return files.get(value.slice(5)) ?? value;
  return value.replace(/\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g, (whole, variable: string) => {
    const found = environment[variable];
    if (found === undefined) problems.push(`${name}: the environment has no variable ${variable}: set it before starting.`);
    return found ?? whole;
  });
}

/** Texts of the files that values refer to; a file that is no YAML is said later. */
async function referredFiles(
  text: string,
  folder: string,
  problems: string[],
  name: string,
): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>();
  const document = parseDocument(text, { prettyErrors: false });
  for (const path of document.errors.length > 0 ? [] : filesIn(plain(document))) {
    try {
      files.set(path, (await readFile(resolve(folder, path), 'utf8')).trimEnd());
    } catch (cause) {
      problems.push(`${name}: file:${path} cannot be read (${reasonOf(cause)}): name a file that exists.`);
    }
  }
  return files;
}

/** A text where aliases of the document lead nowhere or blow it up: the schema then says that it is no configuration. */
function plain(document: Document): unknown {
  try {
    return document.toJS({ maxAliasCount: 50 });
  } catch {
    return 'aliases that lead nowhere, or to too much';
  }
}

function filesIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return value.startsWith('file:') ? [value.slice(5)] : [];
  if (typeof value !== 'object' || value === null) return [];
  return [...new Set(Object.values(value).flatMap(filesIn))];
}

function nodeAt(contents: unknown, path: readonly string[]): Node | null {
  let node: unknown = contents;
  let last: Node | null = null;
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === step);
      if (pair === undefined) break;
      if (isScalar(pair.key)) last = pair.key;
      node = pair.value;
    } else if (isSeq(node)) {
      const item = node.items[Number(step)];
      if (item === undefined) break;
      node = item;
      if (isMap(item) || isScalar(item)) last = item;
    } else break;
  }
  return last;
}

export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error ? String(error.code) : '';
  const known: Readonly<Record<string, string>> = {
    ENOENT: 'it does not exist',
    EACCES: 'no permission',
    EPERM: 'no permission',
    EISDIR: 'it is a folder',
    ENOTDIR: 'a part of the path is no folder',
    ENOSPC: 'the disk is full',
    EROFS: 'the file system is read-only',
    EMFILE: 'too many files are open',
    EEXIST: 'it exists already',
  };
  return known[code] ?? firstLine(error.message);
}
