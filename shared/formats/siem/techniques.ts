/** `T1078.004 Valid Accounts: Cloud Accounts` in its parts. */

export interface Technique {
  readonly id: string;
  readonly name: string;
}

export function techniqueOf(text: string): Technique {
  const [id = '', ...name] = text.split(' ');
  return { id, name: name.join(' ') };
}
