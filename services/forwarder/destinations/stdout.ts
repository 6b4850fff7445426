/** Lines of NDJSON on standard output: for containers whose output is collected, and for pipes. */

import type { Answer } from '@gatewatch/domain';
import { z } from 'zod';
import { destinationType } from '../destination-type.ts';
import { documentLine, documentOptions } from '../document.ts';

export const stdout = destinationType({
  type: 'stdout',
  title: 'Standard output',
  setUp: ['Nothing: let what runs Gatewatch collect its output.'],
  notes: ['A line counts as delivered once the operating system took it; whoever reads it acknowledges nothing.'],
  options: z.strictObject(documentOptions),
  example: {},
  secrets: [],
  events: true,
  async open({ format }) {
    return {
      limits: {
        items: 100,
        bytes: 1_000_000,
        measure: (parcel) => documentLine(parcel, format).length,
        concurrency: 1,
        perSecond: 1000,
        patienceMs: 30_000,
      },
      send: (parcels) =>
        new Promise((resolve) => {
          const text = parcels.map((parcel) => documentLine(parcel, format)).join('');
          process.stdout.write(text, (error) => {
            const answer: Answer = error
              ? { kind: 'retry', code: 'closed', why: `standard output cannot be written (${error.message})`, afterMs: null }
              : { kind: 'delivered' };
            resolve(parcels.map(() => answer));
          });
        }),
      async [Symbol.asyncDispose]() {},
    };
  },
  sample: ({ format }, parcels) => parcels.map((parcel) => documentLine(parcel, format)).join(''),
});
