/** Door of the monitor that watches itself: rules, their memory, and the alerts that come of them. */

export { ownTenant } from './alert-of.ts';
export { monitorHealth, monitorOptions } from './card.ts';
export type { Reading } from './reading.ts';
export { type Measured, readingOf } from './reading-of.ts';
export { measureAgain } from './verify.ts';
export { type Memory, type Watched, watch } from './watch.ts';
