/** Up to form 3 what rows had in common stood in templates of 27 places; in form 3 one was written as what differs from an earlier one. */

const templateLength = 27;

/** Templates as they were written, each whole. */
export function resolved(written: readonly (readonly number[])[]): readonly (readonly number[])[] {
  const whole: (readonly number[])[] = [];
  for (const one of written) {
    if (one.length === templateLength) {
      whole.push(one);
      continue;
    }
    const places = [...(whole[one[0] ?? -1] ?? [])];
    for (let i = 1; i < one.length; i += 2) places[one[i] ?? 0] = one[i + 1] ?? -1;
    whole.push(places);
  }
  return whole;
}
