/** What an error of Redis or of the way to it means: retry later, or a mistake that only a person can mend; each as a plain phrase. */

export interface Fault {
  /** True: may pass by itself. */
  readonly later: boolean;
  /** What is wrong and what to do. */
  readonly phrase: string;
}

/** First word of an error reply (redis.io, "RESP protocol", simple errors) → what it means. */
const replies: Readonly<Record<string, Fault>> = {
  LOADING: { later: true, phrase: 'it is still loading its data from disk: wait for it' },
  READONLY: { later: true, phrase: 'it is a read-only replica: name the primary, or wait for the fail-over' },
  OOM: { later: true, phrase: 'its memory is full (maxmemory): raise maxmemory, or add nodes; nothing was written' },
  MISCONF: { later: true, phrase: 'it cannot write its disk and so refuses changes: free space or mend the disk' },
  NOREPLICAS: { later: true, phrase: 'it has fewer replicas than min-replicas-to-write demands: bring them back' },
  MASTERDOWN: { later: true, phrase: 'it is a replica whose primary is down: bring the primary back' },
  CLUSTERDOWN: { later: true, phrase: 'the cluster is down, some slots are served by no node: bring the nodes back' },
  TRYAGAIN: { later: true, phrase: 'slots are being moved between nodes: wait for it' },
  MOVED: { later: true, phrase: 'slots are being moved between nodes: wait for it, or set redis.cluster: true' },
  ASK: { later: true, phrase: 'slots are being moved between nodes: wait for it, or set redis.cluster: true' },
  BUSY: { later: true, phrase: 'a script of another program keeps it busy: end that script' },
  NOAUTH: { later: false, phrase: 'it asks for a password: set redis.password' },
  WRONGPASS: { later: false, phrase: 'it refuses the user or the password: check redis.username and redis.password' },
  NOPERM: { later: false, phrase: 'its access list does not permit this user a command that is needed: extend the list' },
  WRONGTYPE: { later: false, phrase: 'a key of that name is another program’s: choose another redis.prefix' },
};

const noCluster: Fault = { later: false, phrase: 'it is no cluster: set redis.cluster: false' };

/** Codes of Node's sockets, resolver and TLS. */
const ways: Readonly<Record<string, Fault>> = {
  ECONNREFUSED: { later: true, phrase: 'nobody listens there: start it, or check redis.servers' },
  ECONNRESET: { later: true, phrase: 'the connection was cut' },
  EPIPE: { later: true, phrase: 'the connection was cut' },
  ETIMEDOUT: { later: true, phrase: 'it does not answer: check the network' },
  EHOSTUNREACH: { later: true, phrase: 'there is no way to it: check the network' },
  ENETUNREACH: { later: true, phrase: 'there is no way to it: check the network' },
  EAI_AGAIN: { later: true, phrase: 'its name cannot be resolved now: check the name service' },
  ENOTFOUND: { later: true, phrase: 'there is no such host: check redis.servers' },
  DEPTH_ZERO_SELF_SIGNED_CERT: { later: false, phrase: 'its certificate is signed by itself: set redis.tls.ca' },
  SELF_SIGNED_CERT_IN_CHAIN: { later: false, phrase: 'its certificate is of an unknown authority: set redis.tls.ca' },
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: { later: false, phrase: 'its certificate is of an unknown authority: set redis.tls.ca' },
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: { later: false, phrase: 'its certificate is of an unknown authority: set redis.tls.ca' },
  CERT_HAS_EXPIRED: { later: false, phrase: 'its certificate has expired: renew it' },
  ERR_TLS_CERT_ALTNAME_INVALID: {
    later: false,
    phrase: 'its certificate is of another name: name the server as the certificate does',
  },
  ERR_SSL_WRONG_VERSION_NUMBER: { later: false, phrase: 'it does not speak TLS on that port: check redis.servers and redis.tls' },
};

/** `last`: what the connection said last of itself, which is more than "closed". */
export function faultOf(error: unknown, last: unknown = null): Fault {
  const known = ownFault(error) ?? innermost(error) ?? (isOfTheWay(error) ? (ownFault(last) ?? innermost(last)) : null);
  if (known !== null) return known;
  if (isOfTheWay(error))
    return {
      later: true,
      phrase: 'it does not answer, or cuts the connection: check that it runs, and whether it speaks TLS on that port',
    };
  return { later: false, phrase: error instanceof Error ? error.message : String(error) };
}

function ownFault(error: unknown): Fault | null {
  if (!(error instanceof Error)) return null;
  const word = /^[A-Z]+/.exec(error.message.replace(/^ERR /, ''))?.[0] ?? '';
  const code = 'code' in error ? String(error.code) : '';
  if (error.message.includes('cluster support disabled')) return noCluster;
  if (error.name === 'ReplyError') return replies[word] ?? inScript(error.message);
  return ways[code] ?? null;
}

/** An error inside a script: the reply begins otherwise, release by release. */
function inScript(message: string): Fault | null {
  const word = Object.keys(replies).find((one) => message.includes(`-${one} `) || message.includes(`: ${one} `));
  return word === undefined ? null : (replies[word] ?? null);
}

/** Of a cluster none of whose nodes answered: why the last one did not. */
function innermost(error: unknown): Fault | null {
  return error instanceof Error && 'lastNodeError' in error ? ownFault(error.lastNodeError) : null;
}

function isOfTheWay(error: unknown): boolean {
  if (!(error instanceof Error) || error.name === 'ReplyError') return false;
  return (
    /^(Connection is closed|Command timed out|Command aborted|Stream isn't writeable|Cluster isn't ready|Socket timeout)/.test(
      error.message,
    ) || /^(MaxRetriesPerRequestError|ClusterAllFailedError|AbortError)$/.test(error.name)
  );
}
