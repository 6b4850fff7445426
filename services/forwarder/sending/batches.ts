/** Rows in calls: no call holds more parcels or bytes than the destination takes; one that is too large alone goes alone. */

import type { DestinationLimits, Parcel } from '@gatewatch/domain';

export function batchesOf<Row extends { readonly parcel: Parcel }>(
  rows: readonly Row[],
  { items, bytes, measure }: DestinationLimits,
): readonly (readonly Row[])[] {
  const batches: Row[][] = [];
  let batch: Row[] = [];
  let size = 0;
  for (const row of rows) {
    const weight = measure(row.parcel);
    if (batch.length > 0 && (batch.length >= items || size + weight > bytes)) {
      batches.push(batch);
      batch = [];
      size = 0;
    }
    batch.push(row);
    size += weight;
  }
  if (batch.length > 0) batches.push(batch);
  return batches;
}
