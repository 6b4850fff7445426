/** Values that several sections of gatewatch.yaml share. */

import { z } from 'zod';

const units: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** `90s`, `30m`, `24h`, `7d` → ms. */
export const duration = z
  .string('write a duration as 90s, 30m, 24h or 7d')
  .regex(/^\d+(s|m|h|d)$/, 'write a duration as 90s, 30m, 24h or 7d')
  .transform((text) => Number(text.slice(0, -1)) * (units[text.slice(-1)] ?? 0));

/** `host:port` with a name, an IPv4 address or an IPv6 address in brackets. */
export const hostAndPort = z
  .string()
  .regex(/^(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9._-]+):\d{1,5}$/, 'write a server as host:port, such as kafka-1.example.com:9093');

/** Names of sources and destinations: they stand in topics, metrics and file names. */
export const name = z.string().regex(/^[a-z0-9][a-z0-9-]{0,40}$/, 'write a name in small letters, digits and hyphens');
