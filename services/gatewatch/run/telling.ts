/** What a running service prints: alerts on standard output, a line each, and notes for people on standard error. */

import type { Alert } from '@gatewatch/domain';
import { toAlertJson } from '@gatewatch/formats';
import { say } from '../terminal.ts';
import { alertLine } from './alert-line.ts';

export interface Telling {
  alert(alert: Alert): void;
  note(sentence: string): void;
}

export function terminalTelling(format: 'table' | 'ndjson', hide: (text: string) => string): Telling {
  return {
    alert: (alert) => say(format === 'ndjson' ? JSON.stringify(toAlertJson(alert)) : alertLine(alert)),
    note: (sentence) => void process.stderr.write(`gatewatch: ${hide(sentence)}\n`),
  };
}
