/** Where alerts go. A kind's own keys are checked by the kind (docs/destinations), because the kind alone knows them. */

import { z } from 'zod';
import { name } from './config-values.ts';

export const destinations = z
  .record(name, z.looseObject({ type: z.string().describe('The kind: syslog, webhook and the others of docs/destinations.') }))
  .default({});
