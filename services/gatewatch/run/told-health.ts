/** Health as sentences on standard error, and in the structured log: when something stops to work, and when it works again. */

import type { ComponentHealth, Log } from '@gatewatch/runtime';

export function tellHealth(log: Log, write: (line: string) => void): (health: ComponentHealth) => void {
  const failing = new Set<string>();
  return ({ component, works, says }) => {
    if (works) {
      log.info({ component, says }, 'works');
      if (failing.delete(component)) write(`${component} works again.`);
      return;
    }
    failing.add(component);
    log.warn({ component, says }, 'does not work');
    const said = says ?? 'it does not work';
    write(said.startsWith(component) ? said : `${component}: ${said}`);
  };
}
