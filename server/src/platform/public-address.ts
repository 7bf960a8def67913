import { lookup as resolve } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** Addresses that are somebody's own network, this machine, or nobody's (IANA special-purpose registries, RFC 6890). */
const own = new BlockList();
for (const net of [
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24'],
  ...['192.0.2.0/24', '192.88.99.0/24', '192.168.0.0/16', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24'],
  ...['224.0.0.0/4', '240.0.0.0/4'],
]) {
  const [address, bits] = net.split('/');
  own.addSubnet(address!, Number(bits), 'ipv4');
}
// Of IPv6 only 2000::/3 is handed out; within it tunnels that lead to any IPv4 address, and examples.
for (const net of ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20']) {
  const [address, bits] = net.split('/');
  own.addSubnet(address!, Number(bits), 'ipv6');
}
const handedOut = new BlockList();
handedOut.addSubnet('2000::', 3, 'ipv6');

/** True for an address on the public internet. */
export function isPublicAddress(address: string): boolean {
  const version = isIP(address);
  if (version === 4) return !own.check(address, 'ipv4');
  return version === 6 && handedOut.check(address, 'ipv6') && !own.check(address, 'ipv6');
}

/** The connection was not made: the name leads into somebody's own network. */
export class NotPublic extends Error {
  override readonly name = 'NotPublic';
}

/**
 * Looks names up for a connection to an address that a stranger gave us. The address that is checked is the one that is
 * connected to, so that a name which answers differently the second time gains nothing.
 */
export function lookupPublic(isPublic: (address: string) => boolean = isPublicAddress): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, '', 4);
      const closed = addresses.find(({ address }) => !isPublic(address));
      if (closed) return callback(new NotPublic(`${hostname} is not on the public internet`), '', 4);
      const [first] = addresses;
      if (options.all) return callback(null, addresses);
      callback(null, first!.address, first!.family);
    });
  };
}
