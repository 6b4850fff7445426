/** Java with Kafka's classes: this machine's own, else what the image of Kafka has, in containers. */

import { join } from 'node:path';
import type { Program } from './child.ts';
import { contained, ownOrContained } from './docker.ts';
import { jarsOf, javaOf } from './jars.ts';

/** `args` are java's without the class path. A container sees `folder` and no other. Throws Missing. */
export function kafkaJava(jars: 'kafka' | 'kafka-tools', folder: string): (args: readonly string[]) => Program {
  const own = ownOrContained('kafka', () => ({ command: javaOf(17), classpath: join(jarsOf(jars), '*') }));
  if (own === null) return (args) => contained('kafka', folder, ['-cp', '/opt/kafka/libs/*', ...args]);
  return (args) => ({ command: own.command, args: ['-cp', own.classpath, ...args] });
}
