/** `gatewatch service NAME`: one stage of the distributed setting. */

import { label } from '@gatewatch/domain';
import { createLog, createVitals, hiding, live, UserMistake } from '@gatewatch/runtime';
import { loadChecked } from '../checked-config.ts';
import { tellHealth } from '../run/told-health.ts';
import { runService, type ServiceName, services } from '../service/run-service.ts';

export async function serviceCommand(
  name: string,
  options: { readonly config: string; readonly acceptLoss?: boolean },
): Promise<void> {
  if (!isService(name))
    throw new UserMistake(`There is no service ${label(name, 40)}: there are ${Object.keys(services).join(', ')}.`);
  const config = await loadChecked(options.config);
  const hide = hiding(config);
  // Services run where a machine reads their log.
  const log = createLog(name, { ...process.env, GATEWATCH_LOG: process.env.GATEWATCH_LOG ?? 'info' }, undefined, hide);
  const vitals = createVitals({ hide, changed: tellHealth(log, () => {}), ofProcess: true });
  const note = (sentence: string) => log.info(sentence);
  await live((signal) =>
    runService({ name, config, configFile: options.config, vitals, note, acceptLoss: options.acceptLoss === true }, signal),
  );
  log.info('stopped');
}

function isService(name: string): name is ServiceName {
  return Object.hasOwn(services, name);
}
