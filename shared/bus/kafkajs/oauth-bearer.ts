/**
 * SASL OAUTHBEARER for kafkajs, whose own takes a refusal for a welcome: a broker that does not like a token answers with the
 * reason instead of an error code (RFC 7628, 3.2.2), and every request after that fails without one.
 */

import kafkajs, { type Mechanism } from 'kafkajs';

/** RFC 5801's header of a client that claims no other identity, then RFC 7628's key and value between control-A. */
const initial = (token: string): Buffer => Buffer.from(`n,,\u0001auth=Bearer ${token}\u0001\u0001`);

export function oauthBearer(token: () => Promise<string>): Mechanism {
  return {
    mechanism: 'oauthbearer',
    authenticationProvider: ({ saslAuthenticate }) => ({
      async authenticate() {
        let bytes: Buffer;
        try {
          bytes = initial(await token());
        } catch (error) {
          throw refused('there is no token', error);
        }
        // kafkajs hands over and takes bytes behind their length.
        const encode = () => Buffer.concat([lengthOf(bytes), bytes]);
        const decode = (answer: Buffer) => answer.subarray(lengthBytes);
        const answer = await saslAuthenticate({ request: { encode }, response: { decode, parse: (data) => data } });
        if (answer !== undefined && answer.length > 0) throw refused(answer.toString().slice(0, 200));
      },
    }),
  };
}

const lengthBytes = 4;

function lengthOf(bytes: Buffer): Buffer {
  const length = Buffer.alloc(lengthBytes);
  length.writeInt32BE(bytes.length);
  return length;
}

function refused(reason: string, cause?: unknown): Error {
  return Object.assign(new kafkajs.KafkaJSNonRetriableError(reason), { name: 'KafkaJSSASLAuthenticationError', cause });
}
