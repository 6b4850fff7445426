#!/usr/bin/env node
// The launcher: runs the command line with Node 24 or newer: this Node where it is new enough, else the one of
// the pinned `node` npm package. Plain JavaScript on purpose, so that an old Node can read it.
import { spawn } from 'node:child_process';
import * as modules from 'node:module';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../main.ts', import.meta.url));
// What was compiled is kept beside the packages, so that the next start takes half the time; where that cannot be written, nothing is kept.
const compiled = fileURLToPath(new URL('../../../node_modules/.cache/gatewatch-compiled', import.meta.url));
if (Number(process.versions.node.split('.')[0]) >= 24) {
  if (process.env.NODE_COMPILE_CACHE === undefined) modules.enableCompileCache(compiled);
  await import('../main.ts');
} else {
  let node = '';
  try {
    node = modules.createRequire(import.meta.url).resolve('node/bin/node');
  } catch {
    console.error('gatewatch needs Node 24 or newer, and the pinned one is not installed: run `npm ci` first.');
    process.exit(2);
  }
  const env = { NODE_COMPILE_CACHE: compiled, ...process.env };
  const child = spawn(node, [main, ...process.argv.slice(2)], { stdio: 'inherit', env });
  // Whoever stops this process means the one that works. Ctrl-C at a terminal reaches both by itself.
  process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'));
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (status, signal) => {
    if (signal !== null) {
      process.removeAllListeners(signal);
      process.kill(process.pid, signal);
    }
    process.exitCode = status ?? 1;
  });
}
