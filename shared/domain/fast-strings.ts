/**
 * Methods of texts are looked up in a fast form by V8 as long as `String.prototype` has a hidden class of its own. A `class … extends String`
 * anywhere in the process (ioredis has one) turns it into a hash table, and what is called on texts in many ways then costs a probe
 * each time: a tenth of all reading and judging. V8 gives a prototype its hidden class back when something is read through it often
 * enough, but only by an object that inherits from it, never by a text. After that no further class takes it away.
 */

class Word extends String {}

/** Some ten reads do. */
const reads = 64;
let done = false;

/** To be called where a process begins its hot work. Changes nothing but time. */
export function keepStringsFast(): void {
  if (done) return;
  done = true;
  const word = new Word('a');
  for (let i = 0; i < reads; i++) word.charCodeAt(0);
}
