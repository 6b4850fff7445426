/** How the organisation signs in: events alone. */

import { colours } from '../colours.ts';
import { all, is } from '../condition.ts';
import { byHand, notLetIn, signIn, succeeded, weakRoute } from '../conditions.ts';
import { subjectControl, subjectField, tenantControl } from '../controls.ts';
import { type Board, count, min, top, unique } from '../vocabulary.ts';

const view = 'events';
const outcome = top(4, 'gatewatch.event.outcome', 'Outcome');
const application = top(15, 'gatewatch.event.application', 'Application');

export const signInActivity: Board = {
  id: 'sign-in-activity',
  title: 'Sign-in activity',
  purpose:
    'What is normal, and what changes: how many sign in, from where, with what, and why some are not let in. For the question “is it only this person, or everybody?”, and for the weekly look at old protocols and sign-ins without a second factor.',
  from: 'now-7d',
  controls: [
    tenantControl(view),
    subjectControl(view),
    { label: 'Application', field: 'gatewatch.event.application', view },
    { label: 'Country', field: 'source.geo.country_iso_code', view },
    { label: 'Provider', field: 'cloud.provider', view },
  ],
  rows: [
    {
      height: 6,
      panels: [
        [
          12,
          {
            kind: 'number',
            title: 'Sign-ins',
            tells: 'All sign-ins, refreshed tokens included.',
            view,
            where: signIn,
            measure: count('sign-ins'),
          },
        ],
        [
          12,
          {
            kind: 'number',
            title: 'By hand',
            tells: 'Sign-ins at which a person was there.',
            view,
            where: byHand,
            measure: count('by hand'),
          },
        ],
        [
          12,
          {
            kind: 'number',
            title: 'Not let in',
            tells: 'Sign-ins that failed or that a policy stopped.',
            view,
            where: signIn,
            measure: count('not let in', notLetIn),
            colour: colours.high,
          },
        ],
        [
          12,
          {
            kind: 'number',
            title: 'People',
            tells: 'Subjects that signed in at least once.',
            view,
            where: all(signIn, succeeded),
            measure: unique(subjectField, 'people'),
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
            title: 'Sign-ins by outcome',
            tells: 'Success, failure, interruption and what policies stopped, over time.',
            view,
            where: signIn,
            measures: [count('sign-ins')],
            by: outcome,
          },
        ],
        [
          24,
          {
            kind: 'over time',
            as: 'bars',
            title: 'Sign-ins by log',
            tells: 'Interactive, non-interactive and Google sign-ins apart: a log that is missing has a gap here.',
            view,
            where: signIn,
            measures: [count('sign-ins')],
            by: top(8, 'event.provider', 'Log'),
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
            kind: 'ranking',
            title: 'Why sign-ins failed',
            tells: 'Our class of the vendor’s code: a wrong password is not a policy, and a policy is no broken client.',
            view,
            where: all(signIn, notLetIn),
            by: top(14, 'gatewatch.event.failure', 'Reason'),
            measure: count('sign-ins'),
          },
        ],
        [
          16,
          {
            kind: 'table',
            title: 'Codes of the vendor',
            tells: 'The vendor’s own codes behind the reasons, with the number of people that met them.',
            view,
            where: all(signIn, notLetIn),
            rows: [top(15, 'event.code', 'Code'), top(1, 'gatewatch.event.failure', 'Reason')],
            columns: [count('Sign-ins'), unique(subjectField, 'People')],
          },
        ],
        [
          16,
          {
            kind: 'table',
            title: 'Applications by failures',
            tells: 'Where people are not let in: an application with many people is a change, one with one person is a question.',
            view,
            where: signIn,
            rows: [application],
            columns: [count('Not let in', notLetIn), count('Sign-ins'), unique(subjectField, 'People', notLetIn)],
          },
        ],
      ],
    },
    {
      height: 15,
      panels: [
        [
          28,
          {
            kind: 'map',
            title: 'Where people sign in',
            tells: 'Successes, and over them what was not let in.',
            layers: [
              {
                label: 'Let in',
                view,
                field: 'source.geo.location',
                as: { kind: 'grid' },
                where: all(signIn, succeeded),
                colour: colours.good,
              },
              {
                label: 'Not let in',
                view,
                field: 'source.geo.location',
                as: { kind: 'grid' },
                where: all(signIn, notLetIn),
                colour: colours.critical,
              },
            ],
          },
        ],
        [
          20,
          {
            kind: 'table',
            title: 'Countries',
            tells: 'Few people and a late first sight: a country that is new to the organisation.',
            view,
            where: signIn,
            rows: [top(30, 'source.geo.country_iso_code', 'Country')],
            columns: [
              count('Sign-ins'),
              unique(subjectField, 'People'),
              count('Not let in', notLetIn),
              min('@timestamp', 'First seen in this time'),
            ],
          },
        ],
      ],
    },
    {
      height: 13,
      panels: [
        [
          24,
          {
            kind: 'share',
            title: 'Networks',
            tells: 'Whose networks people come from; the class says what kind they are.',
            view,
            where: signIn,
            by: [top(6, 'gatewatch.event.network_class', 'Class'), top(8, 'source.as.organization.name', 'Network')],
            measure: count('sign-ins'),
          },
        ],
        [
          24,
          {
            kind: 'over time',
            as: 'bars',
            title: 'Classes of networks',
            tells: 'A growing share of hosting or anonymising networks is worth a look.',
            view,
            where: signIn,
            measures: [count('sign-ins')],
            by: top(8, 'gatewatch.event.network_class', 'Class'),
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
            kind: 'table',
            title: 'Without a second factor',
            tells: 'Applications that let people in by hand on one factor.',
            view,
            where: all(byHand, succeeded, is('gatewatch.event.second_factor', 'not-asked')),
            rows: [application],
            columns: [count('Sign-ins'), unique(subjectField, 'People')],
          },
        ],
        [
          16,
          {
            kind: 'table',
            title: 'Old protocols and sent passwords',
            tells: 'IMAP, SMTP, ActiveSync and password grants: ways that know no second factor.',
            view,
            where: all(signIn, weakRoute),
            rows: [top(10, 'gatewatch.event.client', 'Client'), outcome],
            columns: [count('Sign-ins'), unique(subjectField, 'People')],
          },
        ],
        [
          16,
          {
            kind: 'ranking',
            title: 'Second factors',
            tells: 'What became of the second factor, by hand.',
            view,
            where: byHand,
            by: top(12, 'gatewatch.event.second_factor', 'Second factor'),
            measure: count('sign-ins'),
          },
        ],
      ],
    },
    {
      height: 13,
      panels: [
        [
          18,
          {
            kind: 'ranking',
            title: 'Policies',
            tells: 'Conditional-access policies with their result.',
            view,
            where: signIn,
            by: top(15, 'gatewatch.event.policies', 'Policy and result'),
            measure: count('sign-ins'),
          },
        ],
        [
          12,
          {
            kind: 'ranking',
            title: 'Policies on trial',
            tells: 'What report-only policies would have done.',
            view,
            where: signIn,
            by: top(10, 'gatewatch.event.report_only', 'Policy and result'),
            measure: count('sign-ins'),
            empty: 'no policy is in report-only mode.',
          },
        ],
        [
          18,
          {
            kind: 'table',
            title: 'Devices',
            tells: 'How the devices of Entra sign-ins are known to the directory, and whether they comply.',
            view,
            where: all(signIn, succeeded),
            rows: [top(6, 'gatewatch.event.device.trust', 'Join type'), top(6, 'host.os.family', 'System')],
            columns: [
              count('Sign-ins'),
              unique(subjectField, 'People'),
              count('Compliant', is('gatewatch.event.device.compliant', 'true')),
            ],
          },
        ],
      ],
    },
  ],
};
