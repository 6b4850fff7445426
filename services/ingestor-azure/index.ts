/** Door of the ingestor: a source of the configuration opened, or tried. */

export { type EventHubSourceParts, openEventHubSource } from './open-event-hub-source.ts';
export { testEventHubSource } from './test-event-hub-source.ts';
export type { Timing } from './timing.ts';
