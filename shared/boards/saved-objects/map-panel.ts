/** A map by value: a base map of Elastic's own tiles, and layers of documents over it. */

import { kqlOf } from '../condition.ts';
import { views } from '../views.ts';
import type { MapLayer, MapPanel } from '../vocabulary.ts';
import { type Built, type Reference, slugOf } from './saved-object.ts';

export function mapPanel(panel: MapPanel): Built {
  const id = slugOf(panel.title);
  const layers = panel.layers.map((layer, i) => layerOf(layer, id, i + 1));
  return {
    panel: {
      type: 'map',
      panelIndex: id,
      title: panel.title,
      embeddableConfig: {
        description: panel.tells,
        enhancements: {},
        attributes: {
          title: panel.title,
          description: '',
          layerListJSON: JSON.stringify([baseMap, ...layers]),
          mapStateJSON: JSON.stringify({
            adHocDataViews: [],
            zoom: 1.5,
            center: { lon: 10, lat: 25 },
            timeFilters: { from: 'now-7d', to: 'now' },
            refreshConfig: { isPaused: true, interval: 0 },
            query: { query: '', language: 'kuery' },
            filters: [],
            settings: { autoFitToDataBounds: true },
          }),
          uiStateJSON: JSON.stringify({ isLayerTOCOpen: true, openTOCDetails: [] }),
        },
        isLayerTOCOpen: true,
        openTOCDetails: [],
        hiddenLayers: [],
      },
    },
    references: panel.layers.map(
      ({ view }, i): Reference => ({ name: sourceName(i + 1), type: 'index-pattern', id: views[view].id }),
    ),
    beside: [],
  };
}

const baseMap = {
  id: 'base-map',
  type: 'EMS_VECTOR_TILE',
  label: null,
  minZoom: 0,
  maxZoom: 24,
  alpha: 1,
  visible: true,
  includeInFitToBounds: true,
  sourceDescriptor: { type: 'EMS_TMS', isAutoSelect: true, lightModeDefault: 'road_map_desaturated' },
  style: { type: 'EMS_VECTOR_TILE', color: '' },
};

/** Layer 0 is the base map. */
function sourceName(layer: number): string {
  return `layer_${layer}_source_index_pattern`;
}

function layerOf(layer: MapLayer, panel: string, place: number): object {
  const source = {
    id: `${panel}-source-${place}`,
    geoField: layer.field,
    indexPatternRefName: sourceName(place),
    applyGlobalQuery: true,
    applyGlobalTime: true,
    applyForceRefresh: true,
  };
  const { as } = layer;
  return {
    id: `${panel}-layer-${place}`,
    type: 'GEOJSON_VECTOR',
    label: layer.label,
    minZoom: 0,
    maxZoom: 24,
    alpha: 0.75,
    visible: true,
    includeInFitToBounds: true,
    joins: [],
    ...(layer.where === undefined ? {} : { query: { language: 'kuery', query: kqlOf(layer.where) } }),
    sourceDescriptor:
      as.kind === 'grid'
        ? { ...source, type: 'ES_GEO_GRID', requestType: 'point', resolution: 'MOST_FINE', metrics: [{ type: 'count' }] }
        : {
            ...source,
            type: 'ES_SEARCH',
            scalingType: 'LIMIT',
            filterByMapBounds: true,
            tooltipProperties: as.tells,
            sortField: '@timestamp',
            sortOrder: 'desc',
            topHitsSplitField: '',
            topHitsSize: 1,
          },
    style: styleOf(layer),
  };
}

/** Squares grow with what is in them. */
function styleOf({ as, colour }: MapLayer): object {
  const counted = { name: 'doc_count', origin: 'source', label: 'count' };
  return {
    type: 'VECTOR',
    isTimeAware: true,
    properties: {
      icon: { type: 'STATIC', options: { value: 'marker' } },
      fillColor: { type: 'STATIC', options: { color: colour } },
      lineColor: { type: 'STATIC', options: { color: '#ffffff' } },
      lineWidth: { type: 'STATIC', options: { size: 1 } },
      iconSize:
        as.kind === 'grid'
          ? {
              type: 'DYNAMIC',
              options: { minSize: 6, maxSize: 28, field: counted, fieldMetaOptions: { isEnabled: true, sigma: 3 } },
            }
          : { type: 'STATIC', options: { size: 7 } },
      symbolizeAs: { options: { value: 'circle' } },
    },
  };
}
