/** Door of enrichment: what is known of an address, and events that carry it. */

export type { CitySetting } from './choose-city-data.ts';
export { enrich } from './enrich.ts';
export { lockFolder } from './folder-lock.ts';
export { type KeptData, type KeptFile, putBack, putInUse, readKept } from './kept-data.ts';
export { type ListFile, readList } from './list-file.ts';
export { networkClassOf } from './network-class.ts';
export { networkTable } from './network-table.ts';
export { type AsnSetting, type GeoSettings, type NetworkList, openGeo } from './open-geo.ts';
export { type DataKind, type ProbedData, probeData } from './probe-data.ts';
export { type Ranges, rangesOf } from './ranges.ts';
