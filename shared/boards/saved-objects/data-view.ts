/** A data view, with names for people where a field's own is none. */

import { timeField, views } from '../views.ts';
import type { ViewName } from '../vocabulary.ts';
import { type SavedObject, savedObject } from './saved-object.ts';

export function dataView(of: ViewName): SavedObject {
  const { id, title, name } = views[of];
  const attributes = {
    title,
    name,
    timeFieldName: timeField,
    fields: '[]',
    fieldAttrs: '{}',
    fieldFormatMap: '{}',
    runtimeFieldMap: '{}',
    sourceFilters: '[]',
    typeMeta: '{}',
    allowHidden: false,
  };
  return savedObject('index-pattern', id, attributes, []);
}
