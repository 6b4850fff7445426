/** Structured log for machines: JSON lines on stderr, silent unless GATEWATCH_LOG names a level. Secrets are struck out. */

import pino, { type DestinationStream, type Logger } from 'pino';
import { UserMistake } from './user-mistake.ts';

export type Log = Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>;

const levels = ['silent', 'error', 'warn', 'info', 'debug'] as const;
/** Keys whose values never reach a log, at the top and one or two levels down. */
const secretKeys = ['password', 'secret', 'token', 'apiKey', 'licenceKey', 'connectionString', 'authorization', 'privateKey'];

/** `name` is the service or command; `hide` strikes secrets out of what is written. Throws UserMistake for a level that does not exist. */
export function createLog(
  name: string,
  environment: Readonly<Record<string, string | undefined>> = process.env,
  destination: DestinationStream = pino.destination({ fd: 2, sync: true }),
  hide: (text: string) => string = (text) => text,
): Log {
  const level = environment.GATEWATCH_LOG ?? 'silent';
  if (!levels.some((known) => known === level)) {
    throw new UserMistake(`GATEWATCH_LOG=${level.slice(0, 20)} is no level: set it to ${levels.join(', ')}.`);
  }
  return pino(
    {
      name,
      level,
      base: { pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: secretKeys.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]), censor: '[secret]' },
    },
    { write: (line) => void destination.write(hide(line)) },
  );
}
