/** Signs of attack, by their kind: what the detectors said, beside the raw signals that they read. */

import { colours } from '../colours.ts';
import { all, any, has, is, not } from '../condition.ts';
import { hidden, notLetIn, ofPeople, prompted, refused, signIn, succeeded, wrongPassword } from '../conditions.ts';
import { subjectControl, subjectField, tenantControl } from '../controls.ts';
import { type Board, count, max, min, top, unique } from '../vocabulary.ts';

const subject = top(15, subjectField, 'Subject');
const change = top(10, 'event.action', 'What was done');

export const identityThreats: Board = {
  id: 'identity-threats',
  title: 'Identity threats',
  purpose:
    'For hunting: each kind of attack on an identity with its alerts and with the raw signals below the thresholds. Impossible travel, pushed prompts, passwords tried on many people, factors and devices added, roles and consents given, device codes, hidden networks.',
  from: 'now-14d',
  controls: [tenantControl('events'), subjectControl('events')],
  rows: [
    {
      height: 12,
      panels: [
        [
          30,
          {
            kind: 'table',
            title: 'Impossible travel',
            tells: 'How far, how fast and how sure: the distance that is certain is the one less both radii.',
            view: 'alerts',
            where: all(ofPeople, is('rule.id', 'impossible-travel')),
            rows: [subject],
            columns: [
              max('gatewatch.alert.measured.certain_speed', 'Certain speed (km/h)'),
              max('gatewatch.alert.measured.distance', 'Distance (km)'),
              max('gatewatch.alert.measured.certain_distance', 'Certain distance (km)'),
              max('gatewatch.alert.measured.radii', 'Both radii (km)'),
              min('gatewatch.alert.measured.time_between', 'Shortest time (min)'),
              count('Alerts'),
            ],
          },
        ],
        [
          18,
          {
            kind: 'map',
            title: 'Ends of impossible journeys',
            tells: 'The places of the records that decide an alert of impossible travel.',
            layers: [
              {
                label: 'Places in the evidence',
                view: 'alerts',
                field: 'gatewatch.alert.places',
                as: {
                  kind: 'points',
                  tells: ['@timestamp', subjectField, 'gatewatch.alert.countries', 'gatewatch.alert.severity'],
                },
                where: all(ofPeople, is('rule.id', 'impossible-travel')),
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
          30,
          {
            kind: 'heat',
            title: 'Refused prompts by person and time',
            tells: 'Denied, unanswered and reported prompts: a dark row at night is an attacker with a password.',
            view: 'events',
            where: all(signIn, refused),
            across: 'time',
            down: top(15, subjectField, 'Person'),
            measure: count('prompts'),
          },
        ],
        [
          18,
          {
            kind: 'over time',
            as: 'bars',
            title: 'Prompts and their answers',
            tells: 'What people did with the prompts on their telephones.',
            view: 'events',
            where: all(signIn, prompted),
            measures: [count('prompts')],
            by: top(6, 'gatewatch.event.second_factor', 'Answer'),
          },
        ],
      ],
    },
    {
      height: 13,
      panels: [
        [
          26,
          {
            kind: 'table',
            title: 'Passwords tried on many',
            tells: 'Addresses with wrong passwords for many people: a spray has many people and few attempts each.',
            view: 'events',
            where: all(signIn, wrongPassword),
            rows: [top(20, 'source.ip', 'Address'), top(1, 'source.as.organization.name', 'Network')],
            columns: [
              unique('user.name', 'People'),
              count('Wrong passwords'),
              min('@timestamp', 'First'),
              max('@timestamp', 'Last'),
            ],
          },
        ],
        [
          22,
          {
            kind: 'heat',
            title: 'Wrong passwords by network and time',
            tells: 'From which networks passwords are tried, and when.',
            view: 'events',
            where: all(signIn, wrongPassword),
            across: 'time',
            down: top(12, 'source.as.organization.name', 'Network'),
            measure: count('wrong passwords'),
          },
        ],
      ],
    },
    {
      height: 13,
      panels: [
        [
          20,
          {
            kind: 'over time',
            as: 'bars',
            title: 'Factors and devices added or changed',
            tells: 'New telephones, authenticators, passkeys, passwords and devices: after a theft this is the next step.',
            view: 'events',
            where: is('gatewatch.event.kind', 'factor-change', 'device-registration'),
            measures: [count('changes')],
            by: top(4, 'gatewatch.event.kind', 'Kind'),
          },
        ],
        [
          28,
          {
            kind: 'table',
            title: 'Who added what',
            tells: 'Each change of a factor or a device by the person it was done to.',
            view: 'events',
            where: is('gatewatch.event.kind', 'factor-change', 'device-registration'),
            rows: [subject, change],
            columns: [count('Times'), max('@timestamp', 'Last')],
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
            as: 'bars',
            title: 'Device codes and transferred sessions',
            tells: 'Sessions that were handed over: rare outside of meeting rooms and command lines.',
            view: 'events',
            where: all(signIn, has('gatewatch.event.route.transfer')),
            measures: [count('sign-ins')],
            by: top(8, 'gatewatch.event.application', 'Application'),
          },
        ],
        [
          16,
          {
            kind: 'over time',
            as: 'bars',
            title: 'From hidden networks',
            tells: 'Sign-ins from hosting, VPN, Tor and relays, by what became of them.',
            view: 'events',
            where: all(signIn, hidden),
            measures: [count('sign-ins')],
            by: top(4, 'gatewatch.event.outcome', 'Outcome'),
          },
        ],
        [
          16,
          {
            kind: 'table',
            title: 'Let in from hidden networks',
            tells: 'People that were let in from a network that hides where they are.',
            view: 'events',
            where: all(signIn, hidden, succeeded),
            rows: [subject, top(3, 'source.as.organization.name', 'Network')],
            columns: [count('Sign-ins'), max('@timestamp', 'Last')],
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
            title: 'Roles and policies',
            tells: 'Who was given a role, and which policies were changed.',
            view: 'events',
            where: is('gatewatch.event.kind', 'role-change', 'policy-change'),
            rows: [change, top(5, 'gatewatch.event.of', 'Role or policy')],
            columns: [count('Times'), max('@timestamp', 'Last')],
            empty: 'nobody changed a role or a policy.',
          },
        ],
        [
          16,
          {
            kind: 'table',
            title: 'Consents and grants',
            tells: 'Applications that were given access to data.',
            view: 'events',
            where: any(
              is('gatewatch.event.kind', 'consent'),
              all(is('gatewatch.event.kind', 'token-grant'), is('gatewatch.event.grant', 'authorised', 'requested')),
            ),
            rows: [change, subject],
            columns: [count('Times'), max('@timestamp', 'Last')],
            empty: 'nobody gave an application access.',
          },
        ],
        [
          16,
          {
            kind: 'table',
            title: 'What the vendors say',
            tells:
              'The vendors’ own findings: suspicious logins, leaked passwords, attack warnings. Extra evidence, never the base.',
            view: 'events',
            where: is('gatewatch.event.kind', 'risk-signal'),
            rows: [change, subject],
            columns: [count('Times'), max('@timestamp', 'Last')],
            empty: 'the vendors found nothing, or their findings are not licensed or not read.',
          },
        ],
      ],
    },
    {
      height: 14,
      panels: [
        [
          48,
          {
            kind: 'rows',
            title: 'Stopped after the right password',
            tells: 'The password was right and something else stopped the sign-in: who knows it is not always its owner.',
            view: 'events',
            where: all(signIn, is('gatewatch.event.password', 'yes'), any(notLetIn, refused), not(succeeded)),
            columns: [
              'user.name',
              'source.ip',
              'source.geo.country_iso_code',
              'source.as.organization.name',
              'gatewatch.event.application',
              'event.code',
              'gatewatch.event.failure',
              'gatewatch.event.second_factor',
            ],
          },
        ],
      ],
    },
  ],
};
