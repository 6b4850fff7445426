/** The project's source files with what they import, read as text. */

import { globSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '../..');

export interface Import {
  readonly of: string;
  /** Gone when the types are stripped. */
  readonly typeOnly: boolean;
}

export interface Source {
  /** `shared/domain/alert.ts` */
  readonly path: string;
  /** `shared/domain`, `services/gatewatch` or `test` */
  readonly room: string;
  /** A test, or what only tests use: fixtures, contract suites, everything in test/. */
  readonly testing: boolean;
  readonly text: string;
  readonly imports: readonly Import[];
}

export interface Manifest {
  readonly room: string;
  readonly name: string;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

const patterns = [
  /^(?:import|export)\s+(type\s)?[^'";]*?from\s+'([^']+)'/gm, // a static import or re-export
  /^import\s+()'([^']+)'/gm, // for its effects
  /\bimport\(()\s*['"`]([^'"`$]+)['"`]/g, // when it is needed
];

export function importsOf(text: string): readonly Import[] {
  return patterns.flatMap((pattern) =>
    [...text.matchAll(pattern)].map(([, type, of]) => ({ of: of ?? '', typeOnly: type !== undefined && type !== '' })),
  );
}

export function readSources(): readonly Source[] {
  return globSync('{shared,services,test}/**/*.{ts,js}', { cwd: root, exclude: (path) => path.includes('node_modules') })
    .map((path) => path.replaceAll('\\', '/'))
    .sort()
    .map((path) => {
      const text = readFileSync(join(root, path), 'utf8');
      const testing =
        path.startsWith('test/') || /\.(test|fixture|contract)\.ts$/.test(path) || path.startsWith('shared/testing/');
      return { path, room: roomOf(path), testing, text, imports: importsOf(text) };
    });
}

export function readManifests(): readonly Manifest[] {
  return globSync('{shared/*,services/*,test,.}/package.json', { cwd: root })
    .sort()
    .map((path) => {
      const { name, dependencies = {}, devDependencies = {} } = JSON.parse(readFileSync(join(root, path), 'utf8'));
      return { room: posix.dirname(path), name, dependencies, devDependencies };
    });
}

export function roomOf(path: string): string {
  return path.startsWith('test/') ? 'test' : path.split('/').slice(0, 2).join('/');
}

/** `@azure/event-hubs` of `@azure/event-hubs/dist`, `zod` of `zod/mini`. */
export function packageOf(specifier: string): string {
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}
