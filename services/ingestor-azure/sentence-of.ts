/** The vendor's errors as one plain phrase each: what is wrong and what to do, without secrets and numbers of theirs. */

const byCode: Readonly<Record<string, string>> = {
  UnauthorizedError:
    'the service refuses us: grant the role Azure Event Hubs Data Receiver, or give a connection string with Listen rights',
  MessagingEntityNotFoundError: 'there is no such hub or consumer group: look at hubs and consumerGroup',
  ReceiverDisconnectedError:
    'another reader of the same consumer group took the partition: give each deployment a group of its own',
  ServerBusyError: 'the service is busy and asks to wait',
  QuotaExceededError: 'the consumer group has too many readers',
  ServiceUnavailableError: 'the service does not answer',
  ServiceCommunicationError: 'the service cannot be reached: look at its name, DNS and the firewall (port 5671)',
  ConnectionLostError: 'the connection was lost',
  ConnectionForcedError: 'the service closed the connection',
  DetachForcedError: 'the service detached the reader',
  OperationTimeoutError: 'the service did not answer in time',
  ArgumentOutOfRangeError: 'the service refuses our position',
  InsufficientCreditError: 'the service waits for credit',
  GeneralError: 'the service has trouble of its own',
  InternalServerError: 'the service has trouble of its own',
};

const byName: Readonly<Record<string, string>> = {
  CredentialUnavailableError: 'no credential is to be had here: look at credential, and whether this machine has that identity',
  AuthenticationError: 'Entra ID refuses the credential: look at tenantId, clientId and the secret or certificate',
  AuthenticationRequiredError: 'Entra ID refuses the credential: look at tenantId, clientId and the secret or certificate',
};

const refused = 'the store of checkpoints refuses us: grant Storage Blob Data Contributor on the container';
const missing = 'the container of checkpoints does not exist: make it';
const byStatus: Readonly<Record<number, string>> = { 403: refused, 404: missing };
/** The store of blobs hides an error of the service in the text of its own. */
const byText: readonly (readonly [RegExp, string])[] = [
  [/list of blobs[\s\S]*container does not exist/i, missing],
  [/list of blobs[\s\S]*not authorized/i, refused],
];

const bySystem: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nobody answers there',
  ENOTFOUND: 'the name is not known: look at the namespace and DNS',
  EAI_AGAIN: 'the name cannot be looked up now',
  ECONNRESET: 'the connection was lost',
  ETIMEDOUT: 'it cannot be reached in time: look at the firewall (port 5671)',
};

export function sentenceOf(error: unknown): string {
  const inner = lastOf(error);
  const { code, name, statusCode } = inner as { readonly code?: unknown; readonly name?: unknown; readonly statusCode?: unknown };
  const known =
    byCode[String(code)] ??
    bySystem[String(code)] ??
    byName[String(name)] ??
    byCode[String(name)] ??
    byStatus[Number(statusCode)];
  if (known !== undefined) return known;
  const text = inner instanceof Error ? inner.message : String(inner);
  const told = byText.find(([pattern]) => pattern.test(text))?.[1];
  if (told !== undefined) return told;
  const [line = ''] = text.split(/[\r\n]/, 1);
  return line.replace(/(SharedAccessKey|SharedAccessSignature|AccountKey|sig)=[^;&\s]+/g, '$1=[secret]').replace(/[.:]$/, '');
}

/** Of the attempts that failed one after the other, the newest. */
function lastOf(error: unknown): object {
  if (
    error instanceof AggregateError ||
    (typeof error === 'object' && error !== null && 'errors' in error && Array.isArray(error.errors))
  )
    return lastOf((error as AggregateError).errors.at(-1));
  return typeof error === 'object' && error !== null ? error : new Error(String(error));
}
