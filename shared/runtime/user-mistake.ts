/** A person's mistake: its message is one plain sentence a problem, what, where and what to do. The command line prints it and ends with 2. */
export class UserMistake extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'UserMistake';
  }
}
