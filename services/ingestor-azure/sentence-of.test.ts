/** Errors of the vendor's libraries, as an operator reads them. */

import { expect, test } from 'vitest';
import { sentenceOf } from './sentence-of.ts';

const failed = (message: string, more: object = {}) => Object.assign(new Error(message), more);

test.each([
  [failed('x', { code: 'UnauthorizedError', name: 'MessagingError' }), /grant the role Azure Event Hubs Data Receiver/],
  [new AggregateError([failed('first'), failed('x', { code: 'ServerBusyError' })]), /^the service is busy/],
  [new AggregateError([new AggregateError([failed('x', { code: 'ECONNREFUSED' })])]), /^nobody answers there$/],
  [failed('No managed identity endpoint found', { name: 'CredentialUnavailableError' }), /^no credential is to be had here/],
  [failed('x', { name: 'AuthenticationError' }), /look at tenantId, clientId/],
  [failed('This request is not authorized', { name: 'RestError', statusCode: 403 }), /grant Storage Blob Data Contributor/],
  [
    failed('Error occurred while fetching the list of blobs. \nRestError: The specified container does not exist.'),
    /^the container of checkpoints does not exist: make it$/,
  ],
  [failed('odd: Endpoint=sb://x;SharedAccessKey=c2VjcmV0;\nat line 2'), /^odd: Endpoint=sb:\/\/x;SharedAccessKey=\[secret\];$/],
  ['a text', /^a text$/],
])('%s', (error, sentence) => {
  expect(sentenceOf(error)).toMatch(sentence);
});
