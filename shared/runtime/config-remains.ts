/** What is left of a configuration without what is wrong in it: what else is wrong can then be found beside that. */

import type { z } from 'zod';
import { type Config, configSchema } from './config-schema.ts';

/** Where each issue of a schema stands: a key that is not known by itself, anything else by its path. */
export function pathsOf(issue: z.core.$ZodIssue): readonly (readonly string[])[] {
  const path = issue.path.map(String);
  return issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...path, key]) : [path];
}

/** `raw`: what the file says. Each round leaves something out, and nothing at all is a configuration. */
export function remainsOf(raw: unknown): Config {
  let left = raw;
  for (;;) {
    const parsed = configSchema.safeParse(left);
    if (parsed.success) return parsed.data;
    const wrong = { under: new Map() } satisfies Wrong;
    for (const path of parsed.error.issues.flatMap(pathsOf)) mark(wrong, path, left);
    left = without(left, wrong) ?? {};
  }
}

/** What is wrong below: by key; null: all of it. */
interface Wrong {
  under: Map<string, Wrong> | null;
}

/** Where a key is missing, what it is missing from is wrong. */
function mark(wrong: Wrong, path: readonly string[], value: unknown): void {
  const [key, ...rest] = path;
  if (wrong.under === null) return;
  if (key === undefined || typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) {
    wrong.under = null;
    return;
  }
  const below = wrong.under.get(key) ?? { under: new Map() };
  wrong.under.set(key, below);
  mark(below, rest, Reflect.get(value, key));
}

/** Undefined: nothing is left. */
function without(value: unknown, wrong: Wrong | undefined): unknown {
  if (wrong === undefined) return value;
  const { under } = wrong;
  if (under === null || typeof value !== 'object' || value === null) return undefined;
  const kept = Object.entries(value).map(([key, one]) => [key, without(one, under.get(key))] as const);
  const left = kept.filter(([, one]) => one !== undefined);
  return Array.isArray(value) ? left.map(([, one]) => one) : Object.fromEntries(left);
}
