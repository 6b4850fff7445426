/** What every service of the distributed setting is given. */

import type { Config, ProcessVitals } from '@gatewatch/runtime';
import type { FreshGeo } from '../geo/fresh-geo.ts';
import type { SharedServers } from './shared-servers.ts';

export interface ServiceParts {
  readonly config: Config;
  /** Its path: relative ones in it count from there. */
  readonly configFile: string;
  readonly geo: FreshGeo;
  readonly servers: SharedServers;
  readonly vitals: ProcessVitals;
  /** Tells processes of one service apart. */
  readonly host: string;
  /** The detector goes on where the log begins, though records before it were lost to retention. */
  readonly acceptLoss: boolean;
}
