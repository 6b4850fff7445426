/** Which documents: a condition on fields, and how Kibana's own query language (KQL) says it. */

export type Condition =
  | { readonly kind: 'is'; readonly field: string; readonly values: readonly string[] }
  | { readonly kind: 'has'; readonly field: string }
  | { readonly kind: 'not'; readonly of: Condition }
  | { readonly kind: 'all' | 'any'; readonly of: readonly Condition[] };

/** One of these values. */
export function is(field: string, ...values: readonly string[]): Condition {
  return { kind: 'is', field, values };
}

/** It is there at all. */
export function has(field: string): Condition {
  return { kind: 'has', field };
}

export function not(of: Condition): Condition {
  return { kind: 'not', of };
}

export function all(...of: readonly Condition[]): Condition {
  return { kind: 'all', of };
}

export function any(...of: readonly Condition[]): Condition {
  return { kind: 'any', of };
}

/** Values are quoted: then KQL takes no sign in them for its own (elastic.co, "Kibana Query Language", escaping). */
export function kqlOf(condition: Condition): string {
  switch (condition.kind) {
    case 'is': {
      const values = condition.values.map((value) => `"${value.replaceAll(/["\\]/g, '\\$&')}"`);
      return `${condition.field}: ${values.length === 1 ? values[0] : `(${values.join(' or ')})`}`;
    }
    case 'has':
      return `${condition.field}: *`;
    case 'not':
      return `not (${kqlOf(condition.of)})`;
    default:
      return condition.of.map((one) => `(${kqlOf(one)})`).join(condition.kind === 'all' ? ' and ' : ' or ');
  }
}
