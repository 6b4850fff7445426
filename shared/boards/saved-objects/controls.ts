/** Controls over a board as Kibana's control group: each narrows the values of those behind it. */

import { views } from '../views.ts';
import type { Control } from '../vocabulary.ts';
import { type Reference, slugOf } from './saved-object.ts';

export interface ControlGroup {
  readonly input: object;
  readonly references: readonly Reference[];
}

export function controlGroup(controls: readonly Control[]): ControlGroup {
  const panels = controls.map(({ label, field }, order) => {
    const id = slugOf(label);
    const explicitInput = {
      id,
      fieldName: field,
      title: label,
      searchTechnique: field.endsWith('.ip') ? 'prefix' : 'wildcard',
      selectedOptions: [],
      sort: { by: '_count', direction: 'desc' },
      enhancements: {},
    };
    return [id, { type: 'optionsListControl', order, grow: true, width: 'medium', explicitInput }] as const;
  });
  return {
    input: {
      chainingSystem: 'HIERARCHICAL',
      controlStyle: 'oneLine',
      ignoreParentSettingsJSON: JSON.stringify({
        ignoreFilters: false,
        ignoreQuery: false,
        ignoreTimerange: false,
        ignoreValidations: false,
      }),
      panelsJSON: JSON.stringify(Object.fromEntries(panels)),
      showApplySelections: false,
    },
    references: controls.map(({ label, view }) => ({
      name: `controlGroup_${slugOf(label)}:optionsListDataView`,
      type: 'index-pattern',
      id: views[view].id,
    })),
  };
}
