/** A detecting process of a fault run. Usage: detector.ts WORLD CRASH. Says `ready`. SIGTERM ends it in order. */

import { join } from 'node:path';
import { openDetector } from '@gatewatch/detector';
import { noVitals } from '@gatewatch/domain';
import { forEver } from '@gatewatch/engine';
import { redisLedger } from '@gatewatch/ledger';
import { loadConfig } from '@gatewatch/runtime';
import { openOrganisation } from '../../streams/organisation.ts';
import { keepCompiled } from '../compiled.ts';
import { configFile, crashOf, openServers, worldOf } from './world.ts';

const [, , argument, crashPlan] = process.argv;
const world = worldOf(argument);
const crash = crashOf(crashPlan);
const { bus, redis } = await openServers(world);
const { judging } = await openOrganisation(await loadConfig(join(world.folder, configFile)));
const opening = () =>
  openDetector({
    bus,
    ledger: redisLedger(redis),
    topicPrefix: world.prefix,
    partitions: world.partitions,
    settings: judging.settings,
    configured: judging.configured,
    vitals: noVitals,
    crash,
  });
const detector = await forEver(opening, { component: 'kafka', vitals: noVitals });
keepCompiled();
process.stdout.write('ready\n');
process.once('SIGTERM', () => void detector.stop());
await detector.settled;
await bus[Symbol.asyncDispose]();
await redis[Symbol.asyncDispose]();
