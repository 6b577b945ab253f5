import { networkKey } from '../../profiles/place.ts';
import type { Footprint } from './ring.ts';

/**
 * The lines among the values, each once. An address lies in its network, and whoever met it met both: the network stands for its
 * addresses where it was met at more claims than each of them, otherwise the address stands and its network says nothing more.
 */
export function linesOf(footprint: readonly Footprint[]): Footprint[] {
  const networkOf = (address: Footprint) => `network:${networkKey(address.value.slice('ip:'.length))}`;
  const addresses = footprint.filter(({ kind }) => kind === 'ip');
  const networks = footprint.filter(
    ({ kind, value, claims }) =>
      kind === 'network' && addresses.every(each => networkOf(each) !== value || each.claims < claims),
  );
  const standing = new Set(networks.map(({ value }) => value));
  return footprint.filter(each => networks.includes(each) || (each.kind === 'ip' && !standing.has(networkOf(each))));
}
