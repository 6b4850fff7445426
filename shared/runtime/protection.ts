/** The one rule for all that reaches beyond this machine: encrypted and with credentials, or named insecure in the configuration. */

import { isLoopback } from './loopback.ts';

export interface Reach {
  /** Where it connects to, or listens: names or addresses without ports. */
  readonly hosts: readonly string[];
  readonly encrypted: boolean;
  /** Somebody has to say who they are. */
  readonly proven: boolean;
  /** The operator wants it as it is. */
  readonly insecure: boolean;
  /** Keys of the configuration that mend it: `http.tls`, `http.token`, `http.insecure`. */
  readonly keys: { readonly tls: string; readonly credentials: string; readonly insecure: string };
}

/** Null where the rule is kept; else a sentence without its full stop. */
export function unprotected({ hosts, encrypted, proven, insecure, keys }: Reach): string | null {
  const away = hosts.filter((host) => !isLoopback(host));
  if (insecure || away.length === 0 || (encrypted && proven)) return null;
  const lacks = [...(encrypted ? [] : ['in the clear']), ...(proven ? [] : ['without credentials'])];
  const mend = [...(encrypted ? [] : [keys.tls]), ...(proven ? [] : [keys.credentials])];
  return `${away.join(', ')} reaches beyond this machine ${lacks.join(' and ')}: set ${mend.join(' and ')}, or ${keys.insecure}: true`;
}
