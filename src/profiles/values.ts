import type { Address } from '../domain/events/fields.ts';
import { foldText } from '../text/fold.ts';
import { hash64 } from '../text/hash64.ts';
import { normalPhone } from './phone.ts';
import { addressKey, networkKey } from './place.ts';

/** What two accounts can share. Personal ones (address, e-mail, phone) are kept as hashes of their normal form. */
export const valueKinds = ['device', 'ip', 'network', 'address', 'payment', 'email', 'phone', 'document'] as const;
export type ValueKind = (typeof valueKinds)[number];

interface Carrier {
  readonly device_id?: string | undefined;
  readonly ip?: string | undefined;
  readonly email?: string | undefined;
  readonly phone?: string | undefined;
  readonly address?: Address | undefined;
  /** Where a number without its country's code is taken to be from, if no address says so. */
  readonly marketplace?: string | undefined;
}

/** The shareable values in the common fields of an event's data, as `kind:key`. */
export function valuesOf(data: Carrier): string[] {
  const values: string[] = [];
  if (data.device_id !== undefined) values.push(`device:${data.device_id}`);
  if (data.ip !== undefined) {
    values.push(`ip:${data.ip}`);
    const network = networkKey(data.ip);
    if (network !== null) values.push(`network:${network}`);
  }
  if (data.email !== undefined) values.push(`email:${hash64(normalEmail(data.email))}`);
  if (data.phone !== undefined)
    values.push(`phone:${hash64(normalPhone(data.phone, data.address?.country ?? data.marketplace))}`);
  if (data.address !== undefined) {
    const key = addressKey(data.address);
    if (key !== null) values.push(`address:${key}`);
  }
  return values;
}

/** Digits of a perceptual hash from which a half of it is hardly ever equal by chance (32 bits). */
const halfMin = 8;

/**
 * The documents and pictures of a claim, as `document:key`: each by its content, and by the halves of its perceptual hash, since a picture that
 * was changed a little keeps one of them.
 */
export function documentValues(
  attachments: readonly { readonly sha256: string; readonly perceptual_hash?: string | undefined }[] | undefined,
): string[] {
  return (attachments ?? []).flatMap(({ sha256, perceptual_hash: seen = '' }) => {
    const half = seen.length >> 1;
    const halves = half < halfMin ? [] : [`first-${seen.slice(0, half)}`, `second-${seen.slice(half)}`];
    return [sha256, ...halves].map(key => `document:${key.toLowerCase()}`);
  });
}

/** The kind that a `kind:key` value is of. */
export function kindOf(value: string): ValueKind {
  return value.slice(0, value.indexOf(':')) as ValueKind;
}

/** Lower case, without the +tag; dots count nowhere that we can know of, except that one large provider ignores them. */
function normalEmail(email: string): string {
  const at = email.lastIndexOf('@');
  const domain = email.slice(at + 1).toLowerCase();
  let local = email.slice(0, at).toLowerCase();
  const plus = local.indexOf('+');
  if (plus > 0) local = local.slice(0, plus);
  if (domain === 'gmail.com' || domain === 'googlemail.com') return `${local.replaceAll('.', '')}@gmail.com`;
  return `${local}@${domain}`;
}

/** Key of an article in tallies. */
export function goodsKey(sku: string): string {
  return foldText(sku) || sku;
}

/** Where a session came from, in one text for its move: country, device and address, apart by tabs; empty where not known. */
export function sessionDetail(session: {
  country?: string | undefined;
  device_id?: string | undefined;
  ip?: string | undefined;
}): string {
  return [session.country ?? '', session.device_id ?? '', session.ip ?? ''].join('\t');
}

/** The reverse of {@link sessionDetail}; null where not known. */
export function readSessionDetail(detail: string | null): {
  country: string | null;
  device: string | null;
  ip: string | null;
} {
  const [country, device, ip] = (detail ?? '').split('\t');
  return { country: country || null, device: device || null, ip: ip || null };
}
