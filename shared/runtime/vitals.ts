/** The Vitals of one process: health by component as plain sentences, numbers in the Prometheus text format. */

import { type Labels, type MetricName, type MetricOf, metrics, type Vitals } from '@gatewatch/domain';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

export interface ComponentHealth {
  readonly component: string;
  readonly works: boolean;
  /** Why not, or what it does; null: nothing was said. */
  readonly says: string | null;
  /** Since when it is so, Unix ms. */
  readonly since: number;
}

export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string | number>>;
  readonly value: number;
}

export interface ProcessVitals extends Vitals {
  /** By name. */
  health(): readonly ComponentHealth[];
  /** What /metrics answers, and its content type. */
  text(): Promise<string>;
  readonly contentType: string;
  /** Each number as it stands; of histograms `<name>_bucket`, `_sum` and `_count`. */
  samples(): Promise<readonly Sample[]>;
}

export interface VitalsOptions {
  readonly now?: () => number;
  /** Strikes secrets out of sentences. */
  readonly hide?: (text: string) => string;
  /** Called when a component begins to work, or to fail with another sentence. */
  readonly changed?: (health: ComponentHealth) => void;
  /** Memory, processor time and event loop of this process, too. */
  readonly ofProcess?: boolean;
}

export function createVitals(options: VitalsOptions = {}): ProcessVitals {
  const { now = Date.now, hide = (text) => text, changed = () => {}, ofProcess = false } = options;
  const registry = new Registry();
  if (ofProcess) collectDefaultMetrics({ register: registry });
  const counters = new Map<string, Counter>();
  const gauges = new Map<string, Gauge>();
  const histograms = new Map<string, Histogram>();
  for (const [name, of] of Object.entries<MetricOf>(metrics)) {
    const plan = { name, help: of.help, labelNames: of.labels, registers: [registry] };
    if (of.kind === 'counter') counters.set(name, new Counter(plan));
    else if (of.kind === 'gauge') gauges.set(name, new Gauge(plan));
    else histograms.set(name, new Histogram(of.buckets === undefined ? plan : { ...plan, buckets: [...of.buckets] }));
  }
  const components = new Map<string, ComponentHealth>();
  const put = (component: string, works: boolean, says: string | null): void => {
    const was = components.get(component);
    const same = was?.works === works;
    const is = { component, works, says, since: same ? was.since : now() };
    components.set(component, is);
    if (!same || (!works && was.says !== says)) changed(is);
  };
  return {
    healthy: (component, detail) => put(component, true, detail === undefined ? null : hide(detail)),
    failing: (component, why) => put(component, false, hide(why)),
    gone: (component) => void components.delete(component),
    count: <M extends MetricName>(metric: M, labels: Labels<M>, by = 1) => counters.get(metric)?.inc({ ...labels }, by),
    set: <M extends MetricName>(metric: M, labels: Labels<M>, value: number) => gauges.get(metric)?.set({ ...labels }, value),
    observe: <M extends MetricName>(metric: M, labels: Labels<M>, value: number) =>
      histograms.get(metric)?.observe({ ...labels }, value),
    health: () => [...components.values()].sort((a, b) => (a.component < b.component ? -1 : 1)),
    text: () => registry.metrics(),
    contentType: registry.contentType,
    async samples() {
      const all = await registry.getMetricsAsJSON();
      return all.flatMap(({ name, values }) =>
        values.map((one) => ({ name: nameOf(one) ?? name, labels: one.labels as Sample['labels'], value: one.value })),
      );
    },
  };
}

/** prom-client names the parts of a histogram in the value. */
function nameOf(value: object): string | null {
  return 'metricName' in value && typeof value.metricName === 'string' ? value.metricName : null;
}
