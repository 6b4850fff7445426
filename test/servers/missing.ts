/** A server that cannot start here: what is missing and how to get it, in one line. In CI it is a failure, elsewhere its suites are left out. */

export class Missing extends Error {
  constructor(what: string, remedy: string) {
    super(`${what}: ${remedy}`);
    this.name = 'Missing';
  }
}
