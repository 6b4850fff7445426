/**
 * What may differ between copies of one record, in 64 bits: breaks ties where the processing time is the same. The words that it is
 * made of repeat from record to record, so each is hashed once and its hash remembered. Fields are told apart by their order.
 */

import { hash64, recent, type SignIn } from '@gatewatch/domain';
import { object } from './fields.ts';
import type { Opened } from './opened.ts';

/** A word's hash, in two halves. */
interface Mark {
  readonly a: number;
  readonly b: number;
}

const absent: Mark = { a: 0x2545f491, b: 0x4f6cdd1d };
const marks = recent<Mark>(4096, { longest: 256 });
const written = recent<{ readonly b: number; readonly hash: string }, number>(4096);

/** Of a sign-in: what was read of it, so that a text that means the same is the same. */
export function signInHash(row: Judged, conditionalAccess: unknown): string {
  const sum = new Sum();
  sum.add(row.code);
  sum.add(row.failure);
  sum.add(row.password);
  sum.add(row.secondFactor);
  sum.add(row.excuse);
  sum.add(row.risk?.level);
  sum.add(row.risk?.state);
  sum.add(conditionalAccess);
  for (let i = 0; i < row.methods.length; i++) sum.add(row.methods[i]);
  sum.count(row.policies.length);
  sum.count(row.reportOnly.length);
  return sum.text();
}

interface Judged
  extends Pick<SignIn, 'code' | 'failure' | 'password' | 'secondFactor' | 'methods' | 'risk' | 'policies' | 'reportOnly'> {
  readonly excuse: SignIn['route']['excuse'];
}

/** Of any other record. */
export function versionHash({ top, fields }: Opened): string {
  const sum = new Sum();
  const status = object(fields.status);
  sum.add(status?.errorCode);
  sum.add(status?.additionalDetails);
  sum.add(fields.riskState);
  sum.add(fields.riskLevelDuringSignIn);
  sum.add(fields.riskLevelAggregated);
  sum.add(fields.conditionalAccessStatus);
  sum.add(fields.result);
  sum.add(top.resultType);
  return sum.text();
}

class Sum {
  #a = 0x2545f491;
  #b = 0x1b873593;

  /** Text and numbers count, a number as its digits; anything else is absent. */
  add(value: unknown): void {
    const mark = typeof value === 'string' ? markOf(value) : typeof value === 'number' ? markOf(String(value)) : absent;
    this.#a = (Math.imul(this.#a ^ mark.a, 0x85ebca6b) + (this.#a >>> 13)) | 0;
    this.#b = (Math.imul(this.#b ^ mark.b, 0x5bd1e995) + (this.#b >>> 15)) | 0;
  }

  count(n: number): void {
    this.#a = Math.imul(this.#a ^ n, 0x85ebca6b);
    this.#b = Math.imul(this.#b ^ n, 0x5bd1e995);
  }

  text(): string {
    const known = written.get(this.#a);
    if (known !== undefined && known.b === this.#b) return known.hash;
    const hash = hash64(`${this.#a} ${this.#b}`);
    written.set(this.#a, { b: this.#b, hash });
    return hash;
  }
}

function markOf(word: string): Mark {
  const known = marks.get(word);
  if (known !== undefined) return known;
  const digits = hash64(word);
  const mark = { a: Number.parseInt(digits.slice(0, 8), 16) | 0, b: Number.parseInt(digits.slice(8), 16) | 0 };
  marks.set(word, mark);
  return mark;
}
