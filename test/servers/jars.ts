/** The Java servers: a runtime, and jars out of Maven Central, fetched once into node_modules/.cache. */

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Missing } from './missing.ts';

const cache = join(import.meta.dirname, '../../node_modules/.cache/gatewatch-servers');

/** Path of a `java` of at least the version. Throws Missing. */
export function javaOf(atLeast: number): string {
  const java = process.env.JAVA_HOME === undefined ? 'java' : join(process.env.JAVA_HOME, 'bin/java');
  const ran = spawnSync(java, ['-version'], { encoding: 'utf8' });
  const version = Number(/version "(\d+)/.exec(ran.stderr ?? '')?.[1] ?? 0);
  if (version < atLeast)
    throw new Missing(`Java ${atLeast} or newer is missing`, "install Debian's default-jre-headless, or set JAVA_HOME");
  return java;
}

/** Folder with the jars that maven/<name>.xml asks for. Throws Missing where they cannot be had. */
export function jarsOf(name: string): string {
  const folder = join(cache, name);
  if (existsSync(folder)) return folder;
  mkdirSync(cache, { recursive: true });
  const fresh = `${folder}.${process.pid}`;
  const pom = join(import.meta.dirname, 'maven', `${name}.xml`);
  const goal = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies';
  const args = ['-B', '-q', '-f', pom, goal, `-DoutputDirectory=${fresh}`, '-DincludeScope=runtime'];
  const ran = spawnSync('mvn', args, { encoding: 'utf8', timeout: 300_000 });
  if (ran.status !== 0) {
    rmSync(fresh, { recursive: true, force: true });
    const why =
      ran.error === undefined ? (ran.stdout ?? '').trim().split('\n')[0] : "mvn is not installed (Debian's package maven)";
    throw new Missing(`the jars of ${name} could not be fetched`, why ?? 'mvn failed');
  }
  if (existsSync(folder)) rmSync(fresh, { recursive: true });
  else renameSync(fresh, folder);
  return folder;
}
