/** What could not be known or believed, in a sentence a person understands. Codes that are not here are shown as they are. */

const sentences: Readonly<Record<string, string>> = {
  'address-hidden': 'The vendor hid an address',
  'address-illegal': 'An address is not one that can exist',
  'application-missing': 'The vendor does not say which application',
  bounded: 'More happened than is kept of one account: the oldest rows were let go',
  'id-from-content': 'The record has no id: a hash of its content stands for it',
  'name-is-guid': 'The name of the account is only an id',
  'name-missing': 'The vendor does not say what happened, only that something did',
  'processing-time-illegal': "The vendor's processing time cannot be read",
  'profile-placeholder': "The account's id is a placeholder",
  'profile-rounded': "The account's id lost its last digits on the way here",
  'qualifier-rounded': "The record's id lost its last digits on the way here",
  'result-missing': 'The vendor does not say how it ended',
  'time-from-processing': 'The time is that of processing, not of the event',
  'time-from-transport': 'The time is that of transport, not of the event',
  'unknown-account': 'The account does not exist',
};

export function gapWords(code: string): string | null {
  return Object.hasOwn(sentences, code) ? (sentences[code] ?? null) : null;
}
