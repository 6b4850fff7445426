/** One person, or one address: all that is known of them. Every control is a field that events and alerts both have. */

import { colours } from '../colours.ts';
import { all, not } from '../condition.ts';
import { byHand, notLetIn, ofPeople, recorded, refused, signIn, succeeded } from '../conditions.ts';
import { subjectControl, tenantControl } from '../controls.ts';
import { type Board, count, max, min, top, unique } from '../vocabulary.ts';

export const subjectInvestigation: Board = {
  id: 'subject',
  title: 'Subject investigation',
  purpose:
    'Where a click on a person leads. Choose a subject above: its alerts, where it was, its devices, networks and applications against their first sight in this time, what was changed for it, and every record. Without a choice the board shows everybody.',
  from: 'now-30d',
  controls: [tenantControl('events'), subjectControl('events'), { label: 'Address', field: 'source.ip', view: 'events' }],
  rows: [
    {
      height: 6,
      panels: [
        [
          10,
          {
            kind: 'number',
            title: 'Alerts',
            tells: 'Alerts of the subject that stand.',
            view: 'alerts',
            where: ofPeople,
            measure: count('alerts'),
            colour: colours.high,
            empty: 'the subject has no alert.',
          },
        ],
        [
          10,
          {
            kind: 'number',
            title: 'Highest risk',
            tells: 'The risk of its gravest alert, 0 to 100.',
            view: 'alerts',
            where: ofPeople,
            measure: max('event.risk_score', 'highest risk'),
            colour: colours.critical,
            empty: 'the subject has no alert.',
          },
        ],
        [
          10,
          {
            kind: 'number',
            title: 'Sign-ins',
            tells: 'Its sign-ins, refreshed tokens included.',
            view: 'events',
            where: signIn,
            measure: count('sign-ins'),
          },
        ],
        [
          9,
          {
            kind: 'number',
            title: 'Countries',
            tells: 'Countries it was let in from.',
            view: 'events',
            where: all(signIn, succeeded),
            measure: unique('source.geo.country_iso_code', 'countries'),
          },
        ],
        [
          9,
          {
            kind: 'number',
            title: 'Devices',
            tells: 'Devices that it was let in with.',
            view: 'events',
            where: all(signIn, succeeded),
            measure: unique('device.id', 'devices'),
          },
        ],
      ],
    },
    {
      height: 12,
      panels: [
        [
          24,
          {
            kind: 'over time',
            as: 'bars',
            title: 'What happened, by kind',
            tells: 'The course of the days: sign-ins, changes of factors, devices, roles.',
            view: 'events',
            where: recorded,
            measures: [count('events')],
            by: top(8, 'gatewatch.event.kind', 'Kind'),
          },
        ],
        [
          24,
          {
            kind: 'over time',
            as: 'bars',
            title: 'By hand, by outcome',
            tells: 'When the person was at work, and when somebody was who was not let in.',
            view: 'events',
            where: byHand,
            measures: [count('sign-ins')],
            by: top(4, 'gatewatch.event.outcome', 'Outcome'),
          },
        ],
      ],
    },
    {
      height: 14,
      panels: [
        [
          28,
          {
            kind: 'rows',
            title: 'Its alerts',
            tells: 'The alerts of the subject, taken back ones included, newest first.',
            view: 'alerts',
            columns: [
              'gatewatch.alert.severity',
              'rule.name',
              'event.reason',
              'gatewatch.alert.state',
              'gatewatch.alert.disposition',
            ],
            empty: 'the subject has no alert.',
          },
        ],
        [
          20,
          {
            kind: 'map',
            title: 'Where it was',
            tells: 'Let in, not let in, and the places of its alerts; the order is in the table of all records.',
            layers: [
              {
                label: 'Let in',
                view: 'events',
                field: 'source.geo.location',
                as: {
                  kind: 'points',
                  tells: ['@timestamp', 'user.name', 'source.ip', 'gatewatch.event.application', 'gatewatch.event.network_class'],
                },
                where: all(byHand, succeeded),
                colour: colours.good,
              },
              {
                label: 'Not let in',
                view: 'events',
                field: 'source.geo.location',
                as: {
                  kind: 'points',
                  tells: ['@timestamp', 'user.name', 'source.ip', 'gatewatch.event.application', 'gatewatch.event.failure'],
                },
                where: all(byHand, notLetIn),
                colour: colours.high,
              },
              {
                label: 'Alerts',
                view: 'alerts',
                field: 'source.geo.location',
                as: { kind: 'points', tells: ['@timestamp', 'rule.id', 'gatewatch.alert.severity', 'source.ip'] },
                where: ofPeople,
                colour: colours.critical,
              },
            ],
          },
        ],
      ],
    },
    {
      height: 13,
      panels: [
        [
          16,
          {
            kind: 'table',
            title: 'Places',
            tells: 'Countries and cities with their first and last sight: what is normal, and what is new.',
            view: 'events',
            where: signIn,
            rows: [top(15, 'source.geo.country_iso_code', 'Country'), top(5, 'source.geo.city_name', 'City')],
            columns: [count('Sign-ins'), count('Not let in', notLetIn), min('@timestamp', 'First'), max('@timestamp', 'Last')],
          },
        ],
        [
          16,
          {
            kind: 'table',
            title: 'Networks',
            tells: 'Networks with their first and last sight.',
            view: 'events',
            where: signIn,
            rows: [top(15, 'source.as.organization.name', 'Network'), top(2, 'gatewatch.event.network_class', 'Class')],
            columns: [count('Sign-ins'), count('Not let in', notLetIn), min('@timestamp', 'First'), max('@timestamp', 'Last')],
          },
        ],
        [
          16,
          {
            kind: 'table',
            title: 'Devices and browsers',
            tells: 'Systems and browsers with their first and last sight.',
            view: 'events',
            where: signIn,
            rows: [top(10, 'host.os.family', 'System'), top(5, 'user_agent.name', 'Browser')],
            columns: [count('Sign-ins'), unique('device.id', 'Devices'), min('@timestamp', 'First'), max('@timestamp', 'Last')],
          },
        ],
      ],
    },
    {
      height: 13,
      panels: [
        [
          16,
          {
            kind: 'table',
            title: 'Applications',
            tells: 'Applications it used, with their first sight.',
            view: 'events',
            where: signIn,
            rows: [top(20, 'gatewatch.event.application', 'Application')],
            columns: [count('Sign-ins'), count('Not let in', notLetIn), min('@timestamp', 'First')],
          },
        ],
        [
          16,
          {
            kind: 'over time',
            as: 'bars',
            title: 'Second factors asked for',
            tells: 'Passed, refused and unanswered, over time.',
            view: 'events',
            where: all(byHand, not(refused)),
            measures: [count('sign-ins')],
            by: top(8, 'gatewatch.event.second_factor', 'Second factor'),
          },
        ],
        [
          16,
          {
            kind: 'table',
            title: 'What was changed',
            tells: 'Factors, devices, roles, consents and mail rules: what was done by it and to it.',
            view: 'events',
            where: all(recorded, not(signIn)),
            rows: [top(20, 'event.action', 'What was done'), top(3, 'user.name', 'By')],
            columns: [count('Times'), max('@timestamp', 'Last')],
            empty: 'nothing was changed for the subject in this time.',
          },
        ],
      ],
    },
    {
      height: 20,
      panels: [
        [
          48,
          {
            kind: 'rows',
            title: 'All records',
            tells: 'Every record of the subject, newest first.',
            view: 'events',
            where: recorded,
            columns: [
              'gatewatch.event.kind',
              'event.action',
              'user.name',
              'event.outcome',
              'event.code',
              'source.ip',
              'source.geo.country_iso_code',
              'source.as.organization.name',
              'gatewatch.event.application',
              'gatewatch.event.second_factor',
              'gatewatch.event.gaps',
            ],
          },
        ],
      ],
    },
  ],
};
