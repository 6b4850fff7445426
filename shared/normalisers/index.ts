/** From bytes to events: `decode` cuts an input into records, `normalise` says what each means. */

export { type ParsedAddress, parseAddress } from './address.ts';
export type { Decoded } from './decode/decoded.ts';
export { withoutTypedNames } from './entra/withhold.ts';
export { decode, normalise, normalisers } from './normalise.ts';
export { parseTime } from './time-text.ts';
