/** Our indices in Elasticsearch, as data: names, versions, mappings and templates. Nothing here speaks to a cluster. */

export { alertFields } from './alert-fields.ts';
export { eventFields } from './event-fields.ts';
export { type Fields, type FieldType, fieldTypes, propertiesOf } from './fields.ts';
export {
  alertAlias,
  alertIndex,
  endOfIndex,
  eventAlias,
  eventIndex,
  eventVersion,
  type Period,
  periods,
  quarantineId,
} from './names.ts';
export { promotionQuery, promotionRule } from './promotion-rule.ts';
export {
  elasticsearchTemplates,
  mappedAlert,
  mappedEvent,
  type Template,
  type TemplateOptions,
  templateDefaults,
} from './templates.ts';
