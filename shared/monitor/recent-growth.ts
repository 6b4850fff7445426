/** Growth of counters over a sliding window, in slots. */

export interface Slot {
  /** Begin, Unix ms. */
  readonly at: number;
  readonly of: number;
  readonly part: number;
}

const slotsAWindow = 6;

/** The slots of the last `windowMs` with another reading in them. */
export function withGrowth(slots: readonly Slot[], now: number, windowMs: number, of: number, part: number): readonly Slot[] {
  const width = windowMs / slotsAWindow;
  const at = Math.floor(now / width) * width;
  const kept = slots.filter((slot) => slot.at > now - windowMs - width && slot.at < at);
  const same = slots.find((slot) => slot.at === at);
  return [...kept, { at, of: (same?.of ?? 0) + of, part: (same?.part ?? 0) + part }];
}

export function sumOf(slots: readonly Slot[]): { readonly of: number; readonly part: number } {
  return slots.reduce((sum, slot) => ({ of: sum.of + slot.of, part: sum.part + slot.part }), { of: 0, part: 0 });
}
