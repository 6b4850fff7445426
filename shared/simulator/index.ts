/** A made-up organisation's sign-ins as Entra and Google write them, with staged and labelled attacks. Knows the vendors' formats and nothing of detectors. */

export { type Cause, causes, type Staging } from './causes.ts';
export { configurationOf } from './configuration.ts';
export type { Label } from './label.ts';
export { createOrganisation, type Organisation } from './organisation.ts';
export { type SimulationItem, type SimulationOptions, simulate } from './simulate.ts';
export { type Written, writeSimulation } from './write-simulation.ts';
