/** Door of the Event Hubs double: its protocol library is loaded only by who starts one. */

import type { EventHubs, EventHubsPlan } from './event-hubs/namespace.ts';

export type { HubBody } from './event-hubs/hub.ts';
export type { EventHubs, EventHubsPlan };

export async function startEventHubs(plan: EventHubsPlan): Promise<EventHubs> {
  const { startNamespace } = await import('./event-hubs/namespace.ts');
  return startNamespace(plan);
}
