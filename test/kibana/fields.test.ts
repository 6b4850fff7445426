/** Every field that a board asks for is in our mapping, with a type that fits what is done with it. */

import { mappedAlert, mappedEvent } from '@gatewatch/formats';
import { describe, expect, it } from 'vitest';
import { dashboardOf, exportedFiles, lensOf, panelsOf } from './exported.ts';
import { controlUses, type Use, usesIn } from './uses.ts';

const files = exportedFiles();
const mapped: Readonly<Record<string, ReadonlyMap<string, string>>> = {
  'gatewatch-events': mappedEvent,
  'gatewatch-alerts': mappedAlert,
};

const fitting: Readonly<Record<Use['as'], readonly string[]>> = {
  groups: ['keyword', 'ip', 'boolean', 'long'],
  unique: ['keyword', 'ip', 'boolean', 'long'],
  number: ['long', 'double'],
  'number or date': ['long', 'double', 'date'],
  time: ['date'],
  filter: ['keyword', 'ip', 'boolean', 'long', 'double', 'date', 'geo_point'],
  place: ['geo_point'],
  shown: ['keyword', 'ip', 'boolean', 'long', 'double', 'date', 'text', 'geo_point'],
  sorted: ['date'],
};

describe.each(files)('$name', (file) => {
  it('asks for no field that is not mapped, and for none in a way that does not fit it', () => {
    const wrong = usesIn(file).flatMap(({ where, view, field, as }) => {
      const type = mapped[view]?.get(field);
      return type !== undefined && fitting[as].includes(type) ? [] : [`${where}: ${field} as ${as} is ${type ?? 'not mapped'}`];
    });
    expect(wrong).toEqual([]);
    expect(usesIn(file).length).toBeGreaterThan(20);
  });

  it('has only controls whose field is in every data view that the board asks', () => {
    const wrong = controlUses(file).flatMap(({ where, view, field, as }) => {
      const type = mapped[view]?.get(field);
      return type !== undefined && fitting[as].includes(type) ? [] : [`${where}: ${field} in ${view} is ${type ?? 'not mapped'}`];
    });
    expect(wrong).toEqual([]);
  });

  it('says of each group of what type its values are', () => {
    const words: Readonly<Record<string, string>> = { keyword: 'string', ip: 'ip', long: 'number', boolean: 'boolean' };
    for (const { title, view, columns } of panelsOf(dashboardOf(file))
      .filter(({ type }) => type === 'lens')
      .map(lensOf))
      for (const [, { operationType, sourceField, dataType }] of columns)
        if (operationType === 'terms')
          expect(dataType, `${title}: ${sourceField}`).toBe(words[mapped[view]?.get(sourceField) ?? '']);
  });
});

it('controls: tenant and subject wherever people are looked at, severity and detector where alerts alone are', () => {
  const labels = Object.fromEntries(
    files.map((file) => [file.name, [...new Set(controlUses(file).map(({ where }) => where.replace(/^.*control /, '')))]]),
  );
  expect(labels).toEqual({
    'overview.ndjson': ['Tenant', 'Subject', 'Severity', 'Detector'],
    'sign-in-activity.ndjson': ['Tenant', 'Subject', 'Application', 'Country', 'Provider'],
    'identity-threats.ndjson': ['Tenant', 'Subject'],
    'subject.ndjson': ['Tenant', 'Subject', 'Address'],
    'pipeline-health.ndjson': ['Tenant'],
  });
});
