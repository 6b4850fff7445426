/** A parcel is measured, then sent: written once for both. */

import type { Parcel } from '@gatewatch/domain';

export function rendered(write: (parcel: Parcel) => string): (parcel: Parcel) => string {
  const known = new WeakMap<Parcel, string>();
  return (parcel) => {
    const text = known.get(parcel) ?? write(parcel);
    known.set(parcel, text);
    return text;
  };
}
