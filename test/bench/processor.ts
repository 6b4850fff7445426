/** What processes and the whole machine used of its processors. */

import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';

/** Seconds of processor time of a process and its threads: fields 14 and 15 of /proc/PID/stat (proc(5)), in ticks of a hundredth. Linux alone. */
export function secondsOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

/** Seconds in which a core had nothing to do, of all cores together. */
export function idleSeconds(): number {
  return cpus().reduce((sum, { times }) => sum + times.idle, 0) / 1000;
}
