/** Door of enrichment: what is known of an address, and events that carry it. */

export { enrich } from './enrich.ts';
export { networkClassOf, networkTable } from './network-class.ts';
export { type GeoSettings, openGeo } from './open-geo.ts';
export { rangesOf } from './ranges.ts';
