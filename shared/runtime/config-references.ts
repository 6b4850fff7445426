/** Secrets by reference: `${NAME}` in a value is the environment's, `file:PATH` as a whole value is that file's text. */

import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { reasonOf } from './reason-of.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Text of a file, or the reason why there is none. */
export type ReferredFile = { readonly text: string } | { readonly reason: string };

/** Keys whose values are secrets wherever they stand: by reference only, so that a configuration can be shown to anybody. */
const secrets: ReadonlySet<string> = new Set(['apiKey', 'clientSecret', 'connectionString', 'password']);

export interface References {
  readonly environment: Environment;
  /** By path, as written. */
  readonly files: ReadonlyMap<string, ReferredFile>;
  readonly wrong: (path: readonly string[], sentence: string) => void;
}

/** The value with what its references lead to; one that leads nowhere stays as it is. */
export function referred(value: unknown, references: References, path: readonly string[] = []): unknown {
  const { environment, files, wrong } = references;
  if (Array.isArray(value)) return value.map((one, at) => referred(one, references, [...path, String(at)]));
  if (typeof value === 'object' && value !== null) {
    for (const [key, one] of Object.entries(value))
      if (secrets.has(key) && typeof one === 'string' && !one.startsWith('file:') && !one.includes('${'))
        wrong([...path, key], `a ${key} stands in the file itself: write \${VARIABLE} or file:PATH instead`);
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, referred(one, references, [...path, key])]));
  }
  if (typeof value !== 'string') return value;
  if (value.startsWith('file:')) {
    const file = files.get(value.slice(5));
    if (file === undefined) return value;
    if ('text' in file) return file.text;
    wrong(path, `${value} cannot be read (${file.reason}): name a file that exists`);
    return value;
  }
  return value.replace(/\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g, (whole, variable: string) => {
    const found = environment[variable];
    if (found === undefined) wrong(path, `the environment has no variable ${variable}: set it before starting`);
    return found ?? whole;
  });
}

/** What the values of a configuration refer to; paths count from the folder. */
export async function referredFiles(value: unknown, folder: string): Promise<ReadonlyMap<string, ReferredFile>> {
  const files = new Map<string, ReferredFile>();
  for (const path of filesIn(value)) {
    const file = await readFile(resolve(folder, path), 'utf8').then(
      (text) => ({ text: text.trimEnd() }),
      (cause: unknown) => ({ reason: reasonOf(cause) }),
    );
    files.set(path, file);
  }
  return files;
}

function filesIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return value.startsWith('file:') ? [value.slice(5)] : [];
  if (typeof value !== 'object' || value === null) return [];
  return [...new Set(Object.values(value).flatMap(filesIn))];
}
