/** Reading gatewatch.yaml: secrets by reference, and all problems at once, each with its line, its path and what to do. */

import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { type Document, LineCounter, parseDocument } from 'yaml';
import { withPathsFrom } from './config-paths.ts';
import { lineOf } from './config-places.ts';
import { type Environment, type ReferredFile, referred, referredFiles } from './config-references.ts';
import { pathsOf, remainsOf } from './config-remains.ts';
import { type Config, configSchema } from './config-schema.ts';
import { plainIssue } from './plain-issue.ts';
import { firstLine, reasonOf } from './reason-of.ts';
import { UserMistake } from './user-mistake.ts';

export interface Problem {
  /** From 1; 0: of the file as a whole. */
  readonly line: number;
  readonly sentence: string;
}

export interface ReadConfig {
  /** Without what is wrong. */
  readonly config: Config;
  readonly problems: readonly Problem[];
  /** First keys of what is wrong. */
  readonly wrong: ReadonlySet<string>;
  /** What else is wrong; `sentence` begins with a path of keys and a colon. */
  readonly problem: (sentence: string) => Problem;
}

/** Throws UserMistake with one line a problem. */
export async function loadConfig(path: string, environment: Environment = process.env): Promise<Config> {
  const { config, problems } = await readConfig(path, environment);
  refuse(problems);
  return config;
}

/** Throws UserMistake for a file that cannot be read or is no YAML; what else is wrong is told. */
export async function readConfig(path: string, environment: Environment = process.env): Promise<ReadConfig> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    throw new UserMistake(`${path} cannot be read (${reasonOf(cause)}): name a configuration file that exists.`, cause);
  }
  const yaml = yamlOf(text, path);
  const folder = dirname(resolve(path));
  const read = readYaml(yaml, path, environment, await referredFiles(yaml.plain, folder));
  return { ...read, config: withPathsFrom(folder, read.config) };
}

export function emptyConfig(): Config {
  return configSchema.parse({});
}

/** Throws UserMistake with one line a problem. */
export function parseConfig(text: string, name: string, environment: Environment = {}): Config {
  const { config, problems } = readYaml(yamlOf(text, name), name, environment, new Map());
  refuse(problems);
  return config;
}

/** Throws UserMistake with one line a problem, in the order of the file, where there is one. */
export function refuse(problems: readonly Problem[]): void {
  if (problems.length === 0) return;
  throw new UserMistake(
    [...problems]
      .sort((a, b) => a.line - b.line)
      .map(({ sentence }) => sentence)
      .join('\n'),
  );
}

interface Yaml {
  readonly document: Document;
  readonly lines: LineCounter;
  readonly plain: unknown;
}

function yamlOf(text: string, name: string): Yaml {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'error' });
  refuse(
    document.errors.map((error) => {
      const { line } = lines.linePos(error.pos[0]);
      return { line, sentence: `${name}:${line}: this is no valid YAML: ${firstLine(error.message)}.` };
    }),
  );
  return { document, lines, plain: plain(document) };
}

function readYaml(
  { document, lines, plain }: Yaml,
  name: string,
  environment: Environment,
  files: ReadonlyMap<string, ReferredFile>,
): ReadConfig {
  const found: Problem[] = [];
  const wrong = new Set<string>();
  const problemAt = (path: readonly string[], rest: string): Problem => {
    const line = lineOf(document, lines, path);
    return { line, sentence: `${line === 0 ? name : `${name}:${line}`}: ${rest}` };
  };
  const say = (path: readonly string[], keys: readonly string[], sentence: string) => {
    wrong.add(path[0] ?? '');
    found.push(problemAt(path, `${keys.join('.') || 'the file'}: ${sentence}.`));
  };
  const raw = referred(plain ?? {}, { environment, files, wrong: (path, sentence) => say(path, path, sentence) });
  const parsed = configSchema.safeParse(raw, { reportInput: true });
  const issues = parsed.error?.issues ?? [];
  const mistyped = new Set(issues.flatMap(({ code, path }) => (code === 'invalid_type' ? [path.join('.')] : [])));
  for (const issue of issues) {
    if (issue.code === 'too_big' && mistyped.has(issue.path.join('.'))) continue; // how long a text is where a list belongs
    say(pathsOf(issue)[0] ?? [], issue.path.map(String), plainIssue(issue, 'docs/configuration.md'));
  }
  return {
    config: parsed.success ? parsed.data : remainsOf(raw),
    problems: found,
    wrong,
    problem: (sentence) => problemAt(sentence.split(/:? /, 1)[0]?.split('.') ?? [], sentence),
  };
}

/** A text where aliases of the document lead nowhere or blow it up: the schema then says that it is no configuration. */
function plain(document: Document): unknown {
  try {
    return document.toJS({ maxAliasCount: 50 });
  } catch {
    return 'aliases that lead nowhere, or to too much';
  }
}
