/** Messages over UDP, one a datagram (RFC 5426, 3.1). */

import { createSocket } from 'node:dgram';
import { isIP } from 'node:net';
import type { Answer } from '@gatewatch/domain';
import { answerOfError } from '../http/answer.ts';
import type { Guard } from '../http/guard.ts';
import { guardedAddress } from '../http/guarded-address.ts';

export interface DatagramTarget {
  readonly host: string;
  readonly port: number;
  readonly guard: Guard;
  readonly mostBytes: number;
}

/** One answer a message. */
export async function sendDatagrams(
  messages: readonly string[],
  { host, port, guard, mostBytes }: DatagramTarget,
): Promise<readonly Answer[]> {
  let address: string;
  try {
    address = await guardedAddress(host, guard);
  } catch (error) {
    return messages.map(() => answerOfError(error));
  }
  const socket = createSocket(isIP(address) === 6 ? 'udp6' : 'udp4');
  const answers: Answer[] = [];
  try {
    for (const message of messages) {
      const bytes = Buffer.from(message);
      answers.push(
        bytes.length > mostBytes
          ? { kind: 'rejected', code: 'too-large', why: `${bytes.length} bytes are too many for a datagram: use tls or tcp` }
          : await new Promise<Answer>((resolve) =>
              socket.send(bytes, port, address, (error) =>
                resolve(error === null ? { kind: 'delivered' } : answerOfError(error)),
              ),
            ),
      );
    }
  } finally {
    socket.close();
  }
  return answers;
}
