/** The syslog destination with a collector on loopback. */

import { openDestinations } from '@gatewatch/forwarder';

export async function openSyslog(options: Readonly<Record<string, unknown>>) {
  const configured = { collector: { type: 'syslog', allow: ['127.0.0.0/8'], host: '127.0.0.1', ...options } };
  const [opened] = await openDestinations(configured, (path) => path);
  if (opened === undefined) throw new Error('one destination is configured');
  return opened.destination;
}
