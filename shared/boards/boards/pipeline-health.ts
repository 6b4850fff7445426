/** Does the monitor see what it should, and in time? From documents alone: what only a running process knows stands at /metrics. */

import { colours } from '../colours.ts';
import { all, has } from '../condition.ts';
import { ofPeople, ofTheMonitor, quarantined, recorded, waiting } from '../conditions.ts';
import { subjectField, tenantControl } from '../controls.ts';
import { type Board, count, max, median, percentile, top, unique } from '../vocabulary.ts';

const delay = 'gatewatch.event.delay_seconds';
const detection = 'gatewatch.alert.delay_seconds';
const index = 'gatewatch.index_delay_seconds';
const log = top(12, 'event.provider', 'Log');

export const pipelineHealth: Board = {
  id: 'pipeline-health',
  title: 'Pipeline health',
  purpose:
    'Whether an empty board is a quiet day or a broken source: when each log was last seen, how late the vendors and the detectors are, what could not be believed in the records, and what the monitor says of itself.',
  from: 'now-7d',
  controls: [tenantControl('events')],
  rows: [
    {
      height: 6,
      panels: [
        [
          12,
          {
            kind: 'number',
            title: 'Events',
            tells: 'Events that were indexed.',
            view: 'events',
            where: recorded,
            measure: count('events'),
          },
        ],
        [
          12,
          {
            kind: 'number',
            title: 'Last event',
            tells: 'The time of the newest event.',
            view: 'events',
            where: recorded,
            measure: max('@timestamp', 'last event'),
          },
        ],
        [
          12,
          {
            kind: 'number',
            title: 'Quarantined',
            tells: 'Records that could not be read and became no event.',
            view: 'events',
            where: quarantined,
            measure: count('records'),
            colour: colours.high,
            empty: 'every record could be read.',
          },
        ],
        [
          12,
          {
            kind: 'number',
            title: 'Troubles that stand',
            tells: 'Alerts of the monitor about itself that are not over.',
            view: 'alerts',
            where: all(ofTheMonitor, waiting),
            measure: count('troubles'),
            colour: colours.critical,
            empty: 'nothing is wrong, which is as it should be.',
          },
        ],
      ],
    },
    {
      height: 12,
      panels: [
        [
          28,
          {
            kind: 'over time',
            as: 'bars',
            title: 'Events by log',
            tells: 'The rate of each log: one that stops has a gap.',
            view: 'events',
            measures: [count('events')],
            by: log,
          },
        ],
        [
          20,
          {
            kind: 'table',
            title: 'Logs',
            tells: 'When each log was last seen, and how late its records come (90 of 100 within).',
            view: 'events',
            rows: [log],
            columns: [
              count('Events'),
              max('@timestamp', 'Last event'),
              median(delay, 'Delay, median (s)'),
              percentile(90, delay, 'Delay, 90 % (s)'),
              unique(subjectField, 'Subjects'),
            ],
          },
        ],
      ],
    },
    {
      height: 12,
      panels: [
        [
          16,
          {
            kind: 'over time',
            as: 'lines',
            title: 'Delay of the vendors',
            tells: 'From the moment something happened until the vendor had processed it, in seconds.',
            view: 'events',
            where: has(delay),
            measures: [median(delay, 'median'), percentile(95, delay, '95 %')],
            empty: 'nothing of Entra came: Google does not say when it processed a record.',
          },
        ],
        [
          16,
          {
            kind: 'over time',
            as: 'lines',
            title: 'Delay of detection',
            tells: 'From the last record of an alert until it was told, by the log’s own clock, in seconds.',
            view: 'alerts',
            where: all(ofPeople, has(detection)),
            measures: [median(detection, 'median'), max(detection, 'longest')],
          },
        ],
        [
          16,
          {
            kind: 'over time',
            as: 'lines',
            title: 'From the event to the index',
            tells: 'The whole way, until it can be seen here, in seconds; of a replay of old logs it is their age.',
            view: 'events',
            where: recorded,
            measures: [median(index, 'median'), percentile(95, index, '95 %')],
          },
        ],
      ],
    },
    {
      height: 12,
      panels: [
        [
          20,
          {
            kind: 'over time',
            as: 'bars',
            title: 'Quarantine over time',
            tells:
              'Records that could not be read, by reason: many at once are a new format, or a source that is not what it says.',
            view: 'events',
            where: quarantined,
            measures: [count('records')],
            by: top(8, 'gatewatch.quarantine.reason', 'Reason'),
            empty: 'every record could be read.',
          },
        ],
        [
          28,
          {
            kind: 'table',
            title: 'Quarantine by source',
            tells: 'From which source, and why; the texts stand in the quarantine, to be read again once the reason is gone.',
            view: 'events',
            where: quarantined,
            rows: [top(15, 'gatewatch.quarantine.source', 'Source'), top(5, 'gatewatch.quarantine.reason', 'Reason')],
            columns: [count('Records'), max('@timestamp', 'Last')],
            empty: 'every record could be read.',
          },
        ],
      ],
    },
    {
      height: 12,
      panels: [
        [
          16,
          {
            kind: 'ranking',
            title: 'Gaps in the records',
            tells: 'What could not be believed or was missing, in stable codes.',
            view: 'events',
            where: has('gatewatch.event.gaps'),
            by: top(12, 'gatewatch.event.gaps', 'Gap'),
            measure: count('events'),
            empty: 'every record was whole.',
          },
        ],
        [
          16,
          {
            kind: 'ranking',
            title: 'Gaps in the alerts',
            tells: 'What makes an alert less sure.',
            view: 'alerts',
            where: has('gatewatch.alert.gaps'),
            by: top(12, 'gatewatch.alert.gaps', 'Gap'),
            measure: count('alerts'),
            empty: 'no alert had to do without something.',
          },
        ],
        [
          16,
          {
            kind: 'ranking',
            title: 'Kinds of events',
            tells: 'Other activity that is not read further counts here, too.',
            view: 'events',
            by: top(15, 'gatewatch.event.kind', 'Kind'),
            measure: count('events'),
          },
        ],
      ],
    },
    {
      height: 12,
      panels: [
        [
          20,
          {
            kind: 'over time',
            as: 'bars',
            title: 'Troubles over time',
            tells:
              'What the monitor said of itself: silent and late sources, lag, quarantine, destinations, old geographic data.',
            view: 'alerts',
            where: ofTheMonitor,
            measures: [count('troubles')],
            by: top(8, 'rule.name', 'Trouble'),
            empty: 'the monitor found nothing wrong with itself.',
          },
        ],
        [
          28,
          {
            kind: 'table',
            title: 'Troubles by component',
            tells: 'Which component, what, how often, and whether it still stands.',
            view: 'alerts',
            where: ofTheMonitor,
            rows: [top(15, subjectField, 'Component'), top(5, 'rule.name', 'Trouble')],
            columns: [count('Times'), count('Standing', waiting), max('@timestamp', 'Last')],
            empty: 'the monitor found nothing wrong with itself.',
          },
        ],
      ],
    },
    {
      height: 14,
      panels: [
        [
          36,
          {
            kind: 'rows',
            title: 'What the monitor says',
            tells: 'Its sentences, newest first.',
            view: 'alerts',
            where: ofTheMonitor,
            columns: ['gatewatch.alert.severity', subjectField, 'event.reason', 'gatewatch.alert.disposition'],
            empty: 'the monitor found nothing wrong with itself.',
          },
        ],
        [
          12,
          {
            kind: 'text',
            title: 'What is not here',
            markdown:
              'Lag, outbox age, refused bulk requests and dead letters are known to the running processes alone: they tell them at `/metrics` (Prometheus; docs/metrics.md), and the monitor makes an alert of what passes its threshold, which stands to the left. `gatewatch deliveries list --state dead` lists what could not be delivered.',
          },
        ],
      ],
    },
  ],
};
