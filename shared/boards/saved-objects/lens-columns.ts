/** Measures and splits as columns of Lens' form-based data source. */

import { kqlOf } from '../condition.ts';
import { timeField } from '../views.ts';
import type { Measure, Split } from '../vocabulary.ts';

export type Column = Readonly<Record<string, unknown>>;

const operations = {
  count: 'count',
  unique: 'unique_count',
  sum: 'sum',
  max: 'max',
  min: 'min',
  median: 'median',
  percentile: 'percentile',
} as const;

export function measureColumn({ label, of, where }: Measure): Column {
  const field = of.kind === 'count' ? '___records___' : of.field;
  return {
    label,
    customLabel: true,
    dataType: field === timeField ? 'date' : 'number',
    operationType: operations[of.kind],
    isBucketed: false,
    scale: 'ratio',
    sourceField: field,
    ...(where === undefined ? {} : { filter: { language: 'kuery', query: kqlOf(where) } }),
    params: paramsOf(of),
  };
}

function paramsOf(of: Measure['of']): object {
  const whole = { format: { id: 'number', params: { decimals: 0 } } };
  if (of.kind === 'percentile') return { percentile: of.percentile, ...whole };
  if (of.kind === 'median') return { emptyAsNull: true, ...whole };
  return { emptyAsNull: true };
}

export function timeColumn(): Column {
  return {
    label: 'Time',
    customLabel: true,
    dataType: 'date',
    operationType: 'date_histogram',
    isBucketed: true,
    scale: 'interval',
    sourceField: timeField,
    params: { interval: 'auto', includeEmptyRows: true, dropPartials: false },
  };
}

/** `by`: the column that the most frequent are chosen by. `other`: the rest is a group of its own. */
export function splitColumn({ field, label, top }: Split, by: string, other: boolean): Column {
  return {
    label,
    customLabel: true,
    dataType: field.endsWith('.ip') ? 'ip' : field === 'source.as.number' ? 'number' : 'string',
    operationType: 'terms',
    isBucketed: true,
    scale: 'ordinal',
    sourceField: field,
    params: {
      size: top,
      orderBy: { type: 'column', columnId: by },
      orderDirection: 'desc',
      otherBucket: other,
      missingBucket: false,
      parentFormat: { id: 'terms' },
      include: [],
      exclude: [],
      includeIsRegex: false,
      excludeIsRegex: false,
    },
  };
}
