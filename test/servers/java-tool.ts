/** A Java program of Kafka's own command-line tools, run to its end. */

import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { kafkaJava } from './kafka-java.ts';

/** Resolves with what it wrote to stdout; throws with its stderr where it fails, Missing where Java is not to be had. */
export function javaTool(main: string, args: readonly string[], stdin = ''): Promise<string> {
  const flags = ['-Xmx128m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-XX:-UsePerfData'];
  const { command, args: line, environment } = kafkaJava('kafka-tools', tmpdir())([...flags, main, ...args]);
  const child = spawn(command, line, { stdio: ['pipe', 'pipe', 'pipe'], env: { ...process.env, ...environment } });
  let out = '';
  let err = '';
  child.stdout.on('data', (part) => {
    out += part;
  });
  child.stderr.on('data', (part) => {
    err += part;
  });
  child.stdin.on('error', () => {}); // told by its exit
  child.stdin.end(stdin);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => (code === 0 ? resolve(out) : reject(new Error(`${main} ended with ${code}:\n${err}${out}`))));
  });
}
