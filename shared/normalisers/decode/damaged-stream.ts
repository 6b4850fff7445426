/** The compressed stream is damaged or cut: what was read before it has been given. */
export class DamagedStream extends Error {}
