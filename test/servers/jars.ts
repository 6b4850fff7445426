/** The Java servers: a runtime, and jars or a distribution out of Maven Central, fetched once into node_modules/.cache. */

import { spawnSync } from 'node:child_process';
import { existsSync, globSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Missing } from './missing.ts';

const cache = join(import.meta.dirname, '../../node_modules/.cache/gatewatch-servers');

/** Where a newer Java than the system's own is usually found: Debian and Temurin, Docker's images, GitHub's runners, SDKMAN, macOS. */
const usualHomes = [
  '/usr/lib/jvm/*',
  '/opt/java/*',
  '/opt/*{jdk,jre,java}*',
  '/usr/local/*{jdk,jre,java}*',
  '/opt/hostedtoolcache/Java_Temurin-Hotspot_jdk/*/x64',
  `${process.env.HOME ?? ''}/.sdkman/candidates/java/*`,
  `${process.env.HOME ?? ''}/.jdks/*`,
  '/Library/Java/JavaVirtualMachines/*/Contents/Home',
];

/**
 * Flags of a Java that starts sooner: it takes the byte code of jars with a known version as compilers wrote it. A third of the work of
 * Elasticsearch's start, an eighth of Kafka's; measured.
 */
export const unverified = [
  '-XX:+IgnoreUnrecognizedVMOptions',
  '-XX:+UnlockDiagnosticVMOptions',
  '-XX:-BytecodeVerificationRemote',
];

/** Path of a `java` of at least the version. Throws Missing. */
export function javaOf(atLeast: number): string {
  return join(javaHomeOf(atLeast), 'bin/java');
}

/** Home of a Java of at least the version: JAVA_HOME, the one on the PATH, else the oldest that does of the usual folders. Throws Missing. */
export function javaHomeOf(atLeast: number): string {
  const preferred = process.env.JAVA_HOME ?? homeOnPath();
  if (preferred !== null && versionIn(preferred) >= atLeast) return preferred;
  const found = globSync(usualHomes.map((pattern) => `${pattern}/bin/java`))
    .map((java) => dirname(dirname(java)))
    .map((home) => ({ home, version: versionIn(home) }))
    .filter(({ version }) => version >= atLeast)
    .sort((a, b) => a.version - b.version)[0];
  if (found !== undefined) return found.home;
  const remedy =
    atLeast > 17
      ? 'set JAVA_HOME to one, or put one under /usr/lib/jvm (Debian 13 has openjdk-21-jre-headless, Debian 12 has none: take Eclipse Temurin)'
      : "install Debian's default-jre-headless, or set JAVA_HOME";
  throw new Missing(`Java ${atLeast} or newer is missing`, remedy);
}

function homeOnPath(): string | null {
  const ran = spawnSync('java', ['-XshowSettings:properties', '-version'], { encoding: 'utf8' });
  return /java\.home = (.+)/.exec(ran.stderr ?? '')?.[1] ?? null;
}

/** 0 where there is none. */
function versionIn(home: string): number {
  const ran = spawnSync(join(home, 'bin/java'), ['-version'], { encoding: 'utf8' });
  return Number(/version "(\d+)/.exec(ran.stderr ?? '')?.[1] ?? 0);
}

/** Folder with the jars that maven/<name>.xml asks for. Throws Missing where they cannot be had. */
export function jarsOf(name: string): string {
  const pom = join(import.meta.dirname, 'maven', `${name}.xml`);
  return fetched(name, `the jars of ${name}`, (folder) => [
    ...['-f', pom, 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies'],
    ...[`-DoutputDirectory=${folder}`, '-DincludeScope=runtime'],
  ]);
}

/** Folder that an archive of Maven Central unpacks to, its one folder. Throws Missing where it cannot be had. */
export function distributionOf(name: string, artifact: string): string {
  const version = artifact.split(':')[2] ?? '';
  const folder = fetched(`${name}-${version}-home`, `${name} ${version}`, (into) => [
    ...['org.apache.maven.plugins:maven-dependency-plugin:3.8.1:unpack', `-Dartifact=${artifact}`],
    `-DoutputDirectory=${into}`,
  ]);
  return join(folder, `${name}-${version}`);
}

/** Kept under the name once it is whole. `args` says how Maven fills a folder. */
function fetched(name: string, what: string, args: (folder: string) => readonly string[]): string {
  const folder = join(cache, name);
  if (existsSync(folder)) return folder;
  mkdirSync(cache, { recursive: true });
  const fresh = `${folder}.${process.pid}`;
  const ran = spawnSync('mvn', ['-B', '-q', ...args(fresh)], { cwd: cache, encoding: 'utf8', timeout: 300_000 }); // unpacking leaves markers where it runs
  if (ran.status !== 0) {
    rmSync(fresh, { recursive: true, force: true });
    const why =
      ran.error === undefined ? (ran.stdout ?? '').trim().split('\n')[0] : "mvn is not installed (Debian's package maven)";
    throw new Missing(`${what} could not be fetched`, why ?? 'mvn failed');
  }
  if (existsSync(folder)) rmSync(fresh, { recursive: true });
  else renameSync(fresh, folder);
  return folder;
}
