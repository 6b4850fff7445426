/** A message of RFC 5424 around a text: header, structured data, and the text with a byte order mark, as the RFC asks for UTF-8. */

import { label } from '@gatewatch/domain';

export interface SyslogMessage {
  /** 10 authpriv, 13 audit. */
  readonly facility: number;
  /** 0 to 7, RFC 5424, 6.2.1. */
  readonly severity: number;
  /** Unix ms. */
  readonly time: number;
  readonly host: string;
  readonly app: string;
  readonly process: string;
  readonly id: string;
  /** SD-ID with a private enterprise number, `gatewatch@32473`, and its parameters. */
  readonly data: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly text: string;
}

const mark = '\ufeff';
/** Above what any collector takes: who sends it looks at its size, and cuts no document in two. */
const longest = 1_000_000;

/** One message without framing and without line ends. */
export function syslogMessage(message: SyslogMessage): string {
  const header = [
    `<${message.facility * 8 + message.severity}>1`,
    new Date(message.time).toISOString(),
    name(message.host, 255),
    name(message.app, 48),
    name(message.process, 128),
    name(message.id, 32),
  ];
  const data = Object.entries(message.data).map(([id, parameters]) => {
    const written = Object.entries(parameters).map(
      ([key, value]) => ` ${dataName(key)}="${escapeParameter(label(value, 1000))}"`,
    );
    return `[${dataName(id)}${written.join('')}]`;
  });
  return `${header.join(' ')} ${data.length === 0 ? '-' : data.join('')} ${mark}${label(message.text, longest)}`;
}

/** RFC 6587, 3.4.1: the number of bytes, a space, the message. */
export function octetCounted(message: string): string {
  return `${Buffer.byteLength(message)} ${message}`;
}

/** Printable ASCII without spaces (RFC 5424, 6); `-` where nothing is left. */
function name(text: string, max: number): string {
  return text.replaceAll(/[^\x21-\x7e]/g, '').slice(0, max) || '-';
}

/** An SD-NAME has no equals sign, space, bracket or quote either (6.3.2). */
function dataName(text: string): string {
  return name(text.replaceAll(/[=\]"]/g, ''), 32);
}

/** In a parameter a quote, a backslash and a closing bracket are escaped (6.3.3). */
function escapeParameter(text: string): string {
  return text.replaceAll(/["\\\]]/g, (sign) => `\\${sign}`);
}
