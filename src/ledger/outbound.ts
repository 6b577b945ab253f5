import type { OpenAccount } from './account.ts';
import type { Dossier } from './dossier.ts';
import type { ParcelFile } from './drawers.ts';
import { placeOf } from './place.ts';

/** Writes what was sent: dispatch, scans of the carrier, delivery, and docks that saw a parcel come back unopened. */
export function outboundEntries(account: OpenAccount, dossier: Dossier): void {
  for (const parcel of dossier.parcels) parcelEntries(account, parcel);
}

function parcelEntries(account: OpenAccount, parcel: ParcelFile): void {
  const { shipped, replacement } = parcel;
  const { parcel_id: parcelId, lines } = shipped.data;
  const original = replacement === null;
  account.write(
    {
      kind: 'shipped',
      at: shipped.at,
      quantity: null,
      facts: replacement === null ? [shipped.seq] : [shipped.seq, replacement.seq],
      parcelId,
      carrier: shipped.data.carrier,
      tracking: shipped.data.tracking,
      weightGrams: shipped.data.weight_g ?? null,
      facility: shipped.data.facility ?? null,
      packedBy: shipped.data.packed_by ?? null,
      replacementId: replacement?.data.replacement_id ?? null,
    },
    lines,
    original ? 'shipped' : null,
  );
  let deliveredBefore = false;
  for (const { seq, at, data } of parcel.scans) {
    const scan = {
      at,
      quantity: null,
      facts: [shipped.seq, seq],
      parcelId,
      place: placeOf(data),
      weightGrams: data.weight_g ?? null,
    };
    if (data.status !== 'delivered') {
      account.write({ kind: 'scanned', ...scan, status: data.status }, lines, null);
      continue;
    }
    const proof = data.proof?.kind ?? null;
    // Carriers repeat a delivery scan to add the proof; the units arrived once.
    const counts = original && !deliveredBefore ? 'delivered' : null;
    account.write({ kind: 'delivered', ...scan, proof, driverId: data.driver_id ?? null }, lines, counts);
    deliveredBefore = true;
  }
  for (const dock of parcel.docks) {
    account.write(
      {
        kind: 'at_dock',
        at: dock.at,
        quantity: null,
        facts: [shipped.seq, dock.seq],
        returnId: null,
        facility: dock.data.facility,
        station: dock.data.station ?? null,
        employeeId: dock.data.employee_id ?? null,
        weightGrams: dock.data.weight_g ?? null,
      },
      lines,
      null,
    );
  }
}
