/** The inner port: a source of places. Each file that gives one is named *-data.ts; open-geo.ts chooses. */

export interface CityRecord {
  /** ISO 3166-1 alpha-2, upper case. */
  readonly country: string;
  readonly city: string | null;
  readonly state: string | null;
  /** null with longitude where the data does not know: never (0, 0) for unknown. */
  readonly latitude: number | null;
  readonly longitude: number | null;
  /** Accuracy radius by the data's makers; null where they give none. */
  readonly radiusKm: number | null;
}

export interface CityData {
  readonly name: string;
  /** Unix ms; null where the data does not say. Known before the first look-up. */
  readonly built: number | null;
  /** For people: what is wrong with these data by their nature; null where nothing is. */
  readonly warning: string | null;
  /** Loads or opens at the first look-up of the address family. May throw an Error of one sentence: then the family is not asked again. */
  lookup(ip: string): CityRecord | null;
  /** Where the data hold a file open. */
  close?(): void;
}
