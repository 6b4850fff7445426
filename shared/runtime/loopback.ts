/** Whether what is said to a host stays inside this machine. */

/** A name, an IPv4 address, an IPv6 address with or without brackets. Names are not resolved: only `localhost` counts. */
export function isLoopback(host: string): boolean {
  const bare = host.replace(/^\[|\]$/g, '').toLowerCase();
  return bare === 'localhost' || bare === '::1' || /^(::ffff:)?127(\.\d{1,3}){3}$/.test(bare);
}

/** Host of `host:port`. */
export function hostOf(server: string): string {
  return server.slice(0, server.lastIndexOf(':'));
}
