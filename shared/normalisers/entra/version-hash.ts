/**
 * What may differ between copies of one record, in 64 bits: breaks ties where the processing time is the same. The words that it is
 * made of repeat from record to record, so each is hashed once and its hash remembered. Fields are told apart by their order.
 */

import { hash64 } from '@gatewatch/domain';
import { recent } from '../recent.ts';
import { isFields, list, object } from './fields.ts';
import type { Opened } from './opened.ts';

/** A word's hash, in two halves. */
interface Mark {
  readonly a: number;
  readonly b: number;
}

const absent: Mark = { a: 0x2545f491, b: 0x4f6cdd1d };
const marks = recent<Mark>(4096, 256);
const written = recent<{ readonly b: number; readonly hash: string }, number>(4096);

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
  const steps = list(fields.authenticationDetails);
  for (let i = 0; i < steps.length; i++) {
    const step = steps[i];
    if (!isFields(step)) continue;
    sum.add(step.authenticationMethod);
    sum.add(step.authenticationStepResultDetail);
    sum.add(step.succeeded === true ? 'true' : 'false');
  }
  sum.add(list(fields.appliedConditionalAccessPolicies).length);
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
