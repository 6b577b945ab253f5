/** Sources under which Ringfence writes facts of its own. Schemes and namespaces of URNs have no case (RFC 8141). */
const reserved = /^urn:ringfence(?::|$)/i;

/** Whether an event from outside may not come under this source, because it would pass for one of Ringfence's own. */
export function isReservedSource(source: string): boolean {
  return reserved.test(source);
}
