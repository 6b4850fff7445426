/** Every kind of destination, alphabetically: one line each. */

import type { DestinationType } from '../destination-type.ts';
import { elasticsearch } from './elasticsearch.ts';
import { email } from './email.ts';
import { file } from './file.ts';
import { kafka } from './kafka.ts';
import { pagerduty } from './pagerduty.ts';
import { s3 } from './s3.ts';
import { secops } from './secops.ts';
import { sentinel } from './sentinel.ts';
import { slack } from './slack.ts';
import { splunk } from './splunk.ts';
import { stdout } from './stdout.ts';
import { syslog } from './syslog.ts';
import { teams } from './teams.ts';
import { thehive } from './thehive.ts';
import { webhook } from './webhook.ts';

// biome-ignore lint/suspicious/noExplicitAny: kinds with options of their own, each checked by its own schema
export const destinationTypes: readonly DestinationType<any>[] = [
  elasticsearch,
  email,
  file,
  kafka,
  pagerduty,
  s3,
  secops,
  sentinel,
  slack,
  splunk,
  stdout,
  syslog,
  teams,
  thehive,
  webhook,
];
