/**
 * A share of a core that processes have and no more: by the kernel's bandwidth control, with a weight by which they also get it where
 * others want the core (kernel.org, "CFS Bandwidth Control"; "Control Group v2", cpu.max and cpu.weight). It wants Linux and root.
 */

import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export interface CoreShare extends Disposable {
  /** The process and all its threads, from now on: those that are held to one share have it together. */
  hold(pid: number): void;
}

/** The kernel's own default, and that of containers. */
const periodUs = 100_000;
const roots = ['/sys/fs/cgroup/cpu', '/sys/fs/cgroup'];
let made = 0;

/** `share` of one core, above 0. Null where no control group with a quota can be made. */
export function coreShare(share: number, within: readonly string[] = roots): CoreShare | null {
  for (const root of within) {
    const group = join(root, `gatewatch-bench-${process.pid}-${made++}`);
    try {
      mkdirSync(group);
    } catch {
      continue;
    }
    if (setShare(group, Math.round(share * periodUs))) return held(group);
    rmdirSync(group);
  }
  return null;
}

/** What each version of control groups is told. The weight is eight times that of others. */
const versions = [
  { 'cpu.cfs_period_us': () => `${periodUs}`, 'cpu.cfs_quota_us': (us: number) => `${us}`, 'cpu.shares': () => '8192' },
  { 'cpu.max': (us: number) => `${us} ${periodUs}`, 'cpu.weight': () => '800' },
];

/** The files are the kernel's: where it has none, none is written. */
function setShare(group: string, quotaUs: number): boolean {
  const version = versions.find((files) => Object.keys(files).every((name) => existsSync(join(group, name))));
  try {
    for (const [name, text] of Object.entries(version ?? {})) writeFileSync(join(group, name), text(quotaUs));
    return version !== undefined;
  } catch {
    return false;
  }
}

function held(group: string): CoreShare {
  const members = join(group, 'cgroup.procs');
  return {
    hold: (pid) => writeFileSync(members, String(pid)),
    [Symbol.dispose]() {
      for (const pid of readFileSync(members, 'utf8').split('\n').filter(Boolean))
        writeFileSync(join(dirname(group), 'cgroup.procs'), pid); // a group that holds somebody cannot go
      rmdirSync(group);
    },
  };
}
