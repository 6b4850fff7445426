/** Addresses that are nobody's on the internet: no place, class `private`. */

// IANA special-purpose address registries for IPv4 and IPv6 (RFC 6890 and its updates), multicast, and what is not assigned.
export const reservedRanges: readonly string[] = [
  '0.0.0.0/8', // this network; 0.0.0.0 stands for a scrubbed address
  '10.0.0.0/8', // private, RFC 1918
  '100.64.0.0/10', // carrier-grade NAT, RFC 6598
  '127.0.0.0/8', // loopback
  '169.254.0.0/16', // link-local
  '172.16.0.0/12', // private, RFC 1918
  '192.0.0.0/24', // protocol assignments
  '192.0.2.0/24', // documentation
  '192.168.0.0/16', // private, RFC 1918
  '198.18.0.0/15', // benchmarks
  '198.51.100.0/24', // documentation
  '203.0.113.0/24', // documentation
  '224.0.0.0/3', // multicast and reserved
  '::/96', // unspecified, loopback, and the withdrawn IPv4-compatible form
  '64:ff9b:1::/48', // local translation, RFC 8215
  '100::/64', // discard
  '2001:2::/48', // benchmarks
  '2001:10::/28', // ORCHID, withdrawn
  '2001:db8::/32', // documentation
  '3fff::/20', // documentation, RFC 9637
  '5f00::/16', // segment routing, RFC 9602
  'fc00::/7', // unique local
  'fe80::/10', // link-local
  'fec0::/10', // site-local, withdrawn
  'ff00::/8', // multicast
];
