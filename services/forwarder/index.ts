/** Door of the forwarder: destinations of a configuration, and what sends to them. */

export { commonOptions } from './common-options.ts';
export { type DestinationPage, destinationPages } from './destination-docs.ts';
export type { DestinationType, Surroundings } from './destination-type.ts';
export { destinationTypes } from './destinations/index.ts';
export { createForwarder, type Forwarder, type ForwarderInput } from './forwarder.ts';
export { type Configured, destinationProblems, type OpenedDestination, openDestinations } from './open-destinations.ts';
export { type PlainAlert, plainAlert } from './plain-alert.ts';
export { plainEvent } from './plain-event.ts';
export type { Rule } from './rule.ts';
export { type QueueConnection, type QueuesPlan, queueSchedule } from './schedule/queues.ts';
export type { Line, Schedule, Turn } from './schedule/schedule.ts';
export type { Published } from './sending/accept.ts';
export type { EventBatch, EventSender } from './sending/event-sender.ts';
export { type WallClock, wallClock } from './sending/wall-clock.ts';
