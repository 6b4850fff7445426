/** A Python with the packages of python/requirements.txt, in an environment of its own under node_modules/.cache. */

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Missing } from './missing.ts';

const cache = join(import.meta.dirname, '../../node_modules/.cache/gatewatch-servers');
const scripts = join(import.meta.dirname, 'python');

export interface Python {
  /** Of the interpreter. */
  readonly command: string;
  /** Path of a script in python/. */
  script(name: string): string;
}

/** Throws Missing where there is no Python 3 with venv, or the packages cannot be fetched. */
export function pythonOf(): Python {
  const requirements = join(scripts, 'requirements.txt');
  const hash = createHash('sha256').update(readFileSync(requirements)).digest('hex').slice(0, 12);
  const folder = join(cache, `python-${hash}`);
  const found = { command: join(folder, 'bin/python'), script: (name: string) => join(scripts, name) };
  if (existsSync(folder)) return found;
  const fresh = `${folder}.${process.pid}`;
  const made = spawnSync('python3', ['-m', 'venv', fresh], { encoding: 'utf8' });
  if (made.status !== 0) {
    rmSync(fresh, { recursive: true, force: true });
    throw new Missing('Python 3 with venv is missing', "install Debian's python3-venv");
  }
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-deps', '-r', requirements];
  const ran = spawnSync(join(fresh, 'bin/python'), pip, { encoding: 'utf8', timeout: 300_000 });
  if (ran.status !== 0) {
    rmSync(fresh, { recursive: true, force: true });
    throw new Missing('Python packages could not be fetched', (ran.stderr ?? '').trim().split('\n').at(-1) ?? 'pip failed');
  }
  // Only its own interpreter is used, by its path: it may be moved as a whole.
  if (existsSync(folder)) rmSync(fresh, { recursive: true });
  else renameSync(fresh, folder);
  return found;
}
