/** Which parcel of the contract a message for people is about: it names the alert in words, and a summary by what it counts. */

import { exampleParcels } from '@gatewatch/testing';

const { hostile, opened, summary, withdrawn } = exampleParcels;
const ids = [opened, withdrawn, hostile].map(({ id }) => id);

export function idInMessage(body: string): string {
  if (body.includes('in one notice')) return summary.id;
  return /n\d+(?=, revision)/.exec(body)?.[0] ?? ids.find((one) => body.includes(one)) ?? '';
}
