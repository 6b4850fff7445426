/** What stands open, how grave it is, whom it is about: alerts alone, so every control holds for every panel. */

import { colours } from '../colours.ts';
import { all, has, is } from '../condition.ts';
import { ofPeople, ofTheMonitor, standing, waiting } from '../conditions.ts';
import { detectorControl, severityControl, subjectControl, subjectField, tenantControl } from '../controls.ts';
import { type Board, count, max, sum, top, unique } from '../vocabulary.ts';

const view = 'alerts';
const severity = top(4, 'gatewatch.alert.severity', 'Severity');

export const overview: Board = {
  id: 'overview',
  title: 'Overview',
  purpose:
    'The first look of a shift: which alerts wait, how grave they are, whom they are about and where they come from. A click on a person leads to that person’s board.',
  from: 'now-7d',
  controls: [tenantControl(view), subjectControl(view), severityControl, detectorControl],
  rows: [
    {
      height: 6,
      panels: [
        [
          10,
          {
            kind: 'number',
            title: 'Waiting',
            tells: 'Alerts that stand and that nobody has given a verdict on.',
            view,
            where: all(ofPeople, waiting),
            measure: count('alerts wait'),
            colour: colours.calm,
          },
        ],
        [
          10,
          {
            kind: 'number',
            title: 'Critical',
            tells: 'Critical alerts that stand, closed ones included.',
            view,
            where: ofPeople,
            measure: count('critical', is('gatewatch.alert.severity', 'critical')),
            colour: colours.critical,
          },
        ],
        [
          10,
          {
            kind: 'number',
            title: 'High',
            tells: 'Alerts of high severity that stand, closed ones included.',
            view,
            where: ofPeople,
            measure: count('high', is('gatewatch.alert.severity', 'high')),
            colour: colours.high,
          },
        ],
        [
          9,
          {
            kind: 'number',
            title: 'Subjects concerned',
            tells: 'Persons and workloads with at least one alert that stands.',
            view,
            where: ofPeople,
            measure: unique(subjectField, 'subjects'),
          },
        ],
        [
          9,
          {
            kind: 'number',
            title: 'The monitor itself',
            tells: 'Alerts of the monitor about itself or its sources that stand; Pipeline health says more.',
            view,
            where: all(ofTheMonitor, waiting),
            measure: count('of the monitor'),
            colour: colours.dim,
            empty: 'nothing is wrong with the monitor, which is as it should be.',
          },
        ],
      ],
    },
    {
      height: 12,
      panels: [
        [
          30,
          {
            kind: 'over time',
            as: 'bars',
            title: 'Alerts over time by severity',
            tells: 'When the alerts that stand were last seen: a burst is an attack or a change of configuration.',
            view,
            where: ofPeople,
            measures: [count('alerts')],
            by: severity,
          },
        ],
        [
          18,
          {
            kind: 'ranking',
            title: 'Alerts by detector',
            tells: 'Which questions found something, and how grave.',
            view,
            where: ofPeople,
            by: top(15, 'rule.id', 'Detector'),
            measure: count('alerts'),
            parts: severity,
          },
        ],
      ],
    },
    {
      height: 14,
      panels: [
        [
          24,
          {
            kind: 'table',
            title: 'Subjects at risk',
            tells: 'The persons and workloads whose gravest alert weighs most; a click leads to the subject.',
            view,
            where: ofPeople,
            rows: [top(20, subjectField, 'Subject')],
            columns: [
              max('event.risk_score', 'Highest risk'),
              count('Alerts'),
              unique('rule.id', 'Detectors'),
              count('Waiting', waiting),
              max('@timestamp', 'Last seen'),
            ],
          },
        ],
        [
          24,
          {
            kind: 'map',
            title: 'Where the alerts come from',
            tells: 'The place of the last decisive record of each alert, by our own lookup; a place is a circle, not a point.',
            layers: [
              {
                label: 'Other alerts',
                view,
                field: 'source.geo.location',
                as: { kind: 'grid' },
                where: all(ofPeople, is('gatewatch.alert.severity', 'low', 'medium')),
                colour: colours.medium,
              },
              {
                label: 'High and critical alerts',
                view,
                field: 'source.geo.location',
                as: { kind: 'points', tells: ['@timestamp', subjectField, 'rule.id', 'gatewatch.alert.severity', 'source.ip'] },
                where: all(ofPeople, is('gatewatch.alert.severity', 'high', 'critical')),
                colour: colours.critical,
              },
            ],
          },
        ],
      ],
    },
    {
      height: 11,
      panels: [
        [
          20,
          {
            kind: 'table',
            title: 'From findings to verdicts',
            tells: 'How many findings each detector made, into how many alerts they were gathered, and what became of those.',
            view,
            rows: [top(15, 'rule.id', 'Detector')],
            columns: [
              sum('gatewatch.alert.findings', 'Findings'),
              count('Alerts'),
              count('Taken back', is('gatewatch.alert.state', 'withdrawn')),
              count('Closed', has('gatewatch.alert.disposition')),
              count('Waiting', waiting),
            ],
          },
        ],
        [
          14,
          {
            kind: 'ranking',
            title: 'Verdicts by detector',
            tells:
              'What analysts said of the alerts: a detector with many false positives wants another threshold or an exemption.',
            view,
            where: all(ofPeople, has('gatewatch.alert.disposition')),
            by: top(15, 'rule.id', 'Detector'),
            measure: count('alerts'),
            parts: top(4, 'gatewatch.alert.disposition', 'Verdict'),
            empty: 'nobody has closed an alert yet (`gatewatch alerts close`).',
          },
        ],
        [
          14,
          {
            kind: 'ranking',
            title: 'Techniques',
            tells: 'The alerts that stand by MITRE ATT&CK technique.',
            view,
            where: ofPeople,
            by: top(12, 'threat.technique.name', 'Technique'),
            measure: count('alerts'),
          },
        ],
      ],
    },
    {
      height: 16,
      panels: [
        [
          48,
          {
            kind: 'rows',
            title: 'Latest alerts',
            tells: 'Alerts that stand, the newest first, each with its explanation.',
            view,
            where: standing,
            columns: ['gatewatch.alert.severity', subjectField, 'rule.name', 'event.reason', 'gatewatch.alert.disposition'],
          },
        ],
      ],
    },
  ],
};
