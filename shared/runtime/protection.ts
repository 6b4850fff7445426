/** The one rule for all that reaches beyond this machine: encrypted and with credentials, or named insecure in the configuration. */

import { hostOf, isLoopback } from './loopback.ts';

export interface Reach {
  /** What it connects to, or listens on: names or addresses, with or without a port. */
  readonly hosts: readonly string[];
  readonly listens?: boolean;
  readonly encrypted: boolean;
  /** Somebody has to say who they are. */
  readonly proven: boolean;
  /** The operator wants it as it is. */
  readonly insecure: boolean;
  /** Keys of the configuration that mend it: `kafka.tls`, `kafka.sasl or a kafka.tls.key`, `kafka.insecure`. */
  readonly keys: { readonly tls: string; readonly credentials: string; readonly insecure: string };
}

/** Null where the rule is kept; else a sentence without its full stop. */
export function unprotected({ hosts, listens = false, encrypted, proven, insecure, keys }: Reach): string | null {
  const away = hosts.filter((host) => !isLoopback(host) && !isLoopback(hostOf(host)));
  if (insecure || away.length === 0 || (encrypted && proven)) return null;
  const where = listens
    ? `${away.join(', ')} lets other machines in`
    : `${away.join(', ')} ${away.length === 1 ? 'is' : 'are'} not on this machine`;
  const lack = encrypted ? 'let anybody in' : `be ${listens ? 'read' : 'spoken to'} in the clear`;
  return `${where} and would ${lack}: set ${encrypted ? keys.credentials : keys.tls}, or ${keys.insecure}: true`;
}
