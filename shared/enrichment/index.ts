/** Door of enrichment: what is known of an address, and events that carry it. */

export type { CitySetting } from './choose-city-data.ts';
export { enrich } from './enrich.ts';
export { networkClassOf } from './network-class.ts';
export { networkTable } from './network-table.ts';
export { type GeoSettings, openGeo } from './open-geo.ts';
export { type Ranges, rangesOf } from './ranges.ts';
