/** What a running service prints: alerts on standard output, a line each, and notes for people on standard error. */

import type { Alert } from '@gatewatch/domain';
import { toAlertJson } from '@gatewatch/formats';
import { alertLine } from './alert-line.ts';

export interface Telling {
  /** Resolves when the line has left this process: a reader that is slow is waited for. */
  alert(alert: Alert): Promise<void>;
  note(sentence: string): void;
}

export function terminalTelling(format: 'table' | 'ndjson', hide: (text: string) => string): Telling {
  return {
    alert: (alert) =>
      new Promise((resolve, reject) => {
        const line = format === 'ndjson' ? JSON.stringify(toAlertJson(alert)) : alertLine(alert);
        process.stdout.write(`${line}\n`, (error) => (error ? reject(error) : resolve()));
      }),
    note: (sentence) => void process.stderr.write(`gatewatch: ${hide(sentence)}\n`),
  };
}
