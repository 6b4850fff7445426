/** What zod finds wrong with a value, as a sentence without its full stop. Parse with `reportInput: true`: what is missing is told from what is wrong. */

import type { z } from 'zod';

type Issue = z.core.$ZodIssue;

const kinds: Readonly<Record<string, string>> = {
  array: 'a list',
  boolean: 'true or false',
  int: 'a whole number',
  number: 'a number',
  object: 'keys with values',
  record: 'keys with values',
  string: 'a text',
};

/** `keysIn`: where the keys are listed that exist. Sentences of our own schemas stay as they are. */
export function plainIssue(issue: Issue, keysIn: string): string {
  if (issue.code === 'unrecognized_keys')
    return `unknown key ${issue.keys.map((key) => `"${key}"`).join(', ')}; ${keysIn} lists those that exist`;
  if (!/^(Invalid|Too) /.test(issue.message)) return (issue.message.split('\n')[0] ?? '').replace(/\.$/, '');
  const missing = issue.input === undefined ? 'it is missing: ' : '';
  switch (issue.code) {
    case 'invalid_type': {
      const kind = kinds[issue.expected] ?? issue.expected;
      const got = kindOf(issue.input);
      return missing === '' && !kind.endsWith(got.slice(2)) ? `write ${kind}, not ${got}` : `${missing}write ${kind}`;
    }
    case 'invalid_value':
      return `${missing}write ${either(issue.values.map(String))}`;
    case 'too_big':
      return `write ${issue.inclusive === true ? 'at most' : 'less than'} ${issue.maximum}${unitOf(issue.origin)}`;
    case 'too_small':
      if (unitOf(issue.origin) !== '' && issue.minimum === 1) return 'it is empty: write something, or leave it out';
      return `write ${issue.inclusive === true ? 'at least' : 'more than'} ${issue.minimum}${unitOf(issue.origin)}`;
    case 'invalid_union':
      return ofUnion(issue.errors, 'options' in issue ? issue.options : undefined, keysIn) ?? issue.message;
    default:
      return issue.message.replace(/\.$/, '');
  }
}

/** Of the alternative whose type fits, what is wrong inside; else the types that would do. */
function ofUnion(alternatives: readonly Issue[][], options: unknown, keysIn: string): string | null {
  if (Array.isArray(options)) return `write ${either(options.map(String))}`;
  const inside = alternatives.find(
    ([first]) => first !== undefined && !(first.code === 'invalid_type' && first.path.length === 0),
  );
  const first = inside?.[0];
  if (first !== undefined) return `${first.path.map((step) => `${String(step)}: `).join('')}${plainIssue(first, keysIn)}`;
  const expected = alternatives.flatMap(([one]) => (one?.code === 'invalid_type' ? [kinds[one.expected] ?? one.expected] : []));
  return expected.length === 0 ? null : `write ${either([...new Set(expected)])}`;
}

function either(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

function unitOf(origin: string): string {
  return { string: ' characters', array: ' entries' }[origin] ?? '';
}

function kindOf(value: unknown): string {
  if (value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'boolean') return String(value);
  return kinds[typeof value] ?? typeof value;
}
