/** A process of its own that sends one parcel: `node send-opened.fixture.ts TYPE OPTIONS`. Tests kill it in the middle of the call. */

import { exampleParcels } from '@gatewatch/testing';
import { destinationTypes } from '../destinations/index.ts';
import { createSurroundings } from '../surroundings.ts';

const [name, options = ''] = process.argv.slice(2);
const type = destinationTypes.find((one) => one.type === name);
if (type === undefined) throw new Error(`there is no destination ${name}`);
await using destination = await type.open(
  type.options.parse(JSON.parse(options)),
  createSurroundings({ name: 'test', allow: ['127.0.0.0/8'], insecure: true }),
);
await destination.send([exampleParcels.opened], new AbortController().signal);
