/** Readers of what JSON gave back: each returns a value of its type or throws Unreadable. */

/** Bytes that no release of ours wrote, or that were damaged on their way. */
export class Unreadable extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'Unreadable';
  }
}

export type Read<T> = (value: unknown) => T;

export function text(value: unknown): string {
  if (typeof value !== 'string') throw new Unreadable(`a text is expected where ${kindOf(value)} stands`);
  return value;
}

export function textOrNull(value: unknown): string | null {
  return value === null ? null : text(value);
}

export function number(value: unknown): number {
  if (typeof value !== 'number') throw new Unreadable(`a number is expected where ${kindOf(value)} stands`);
  return value;
}

export function numberOrNull(value: unknown): number | null {
  return value === null ? null : number(value);
}

export function flag(value: unknown): boolean {
  if (value !== 0 && value !== 1) throw new Unreadable(`0 or 1 is expected where ${kindOf(value)} stands`);
  return value === 1;
}

export function flagOrNull(value: unknown): boolean | null {
  return value === null ? null : flag(value);
}

export function list(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new Unreadable(`a list is expected where ${kindOf(value)} stands`);
  return value;
}

export function texts(value: unknown): readonly string[] {
  const all = list(value);
  for (let i = 0; i < all.length; i++) text(all[i]);
  return all as readonly string[];
}

/** Of words that only our own code writes: that it is a text is checked, which one is the writer's business. */
export function word<T extends string>(value: unknown): T {
  return text(value) as T;
}

export function wordOrNull<T extends string>(value: unknown): T | null {
  return value === null ? null : word<T>(value);
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'a list' : typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
