/** Of one pattern: what there is to see when the claim is decided, and what tells it only afterwards. */
export interface WhyMissed {
  readonly atClaim: string;
  readonly later: string;
}

/**
 * Why claims are missed, by pattern. A first claim of an old, clean customer, filed from home with words of one's own, says nothing at its
 * moment, whatever the pattern: what careful services do (hardness) is to make their claims so.
 */
export const whyMissed: Readonly<Record<string, WhyMissed>> = {
  inr_delivered: {
    atClaim:
      'the carrier’s proof, which stolen parcels have as well; a tool, line or wording of the service, if it kept one',
    later: 'nothing of its own: only that the service’s next claims share something with it (rings)',
  },
  missing_item: {
    atClaim: 'the weight at packing and at the carrier’s, where both were taken and the thing is heavy enough to show',
    later: 'as above; weights often come in after the claim',
  },
  empty_on_arrival: {
    atClaim: 'the carrier’s weight against ours, where it weighed; many real thefts on the way look the same',
    later: 'as above',
  },
  empty_return: {
    atClaim: 'nothing about the return, which has not begun: only who files, and from where',
    later: 'weight of the parcel on its way and at the dock, the receiver’s note (unit ledger), if somebody looks',
  },
  switched_return: {
    atClaim: 'as with empty returns; dear goods with serial numbers, which honest people return too',
    later: 'serial number, weight, the receiver’s note',
  },
  fake_tracking: {
    atClaim: 'as with empty returns',
    later: 'the parcel is delivered to another place than the label’s',
  },
  double_refund: {
    atClaim: 'nothing: the first claim is like any other',
    later: 'the second refund by another way; the ledger finds it when it is booked, after both decisions',
  },
  refund_and_dispute: {
    atClaim: 'nothing, unless the service shows itself',
    later: 'the dispute, days or weeks after the refund; some honest banks open one too',
  },
  insider_receipt: {
    atClaim: 'the service’s tools, and that the record was opened beforehand without a reason',
    later: 'a receipt without dock scan, weight or serial; whose receipts these are (comparison of employees)',
  },
  insider_grant: {
    atClaim: 'that the agent granted to the same account before, or looked at it beforehand',
    later: 'grants that no contact explains; whose they are (comparison of employees)',
  },
  stolen_credentials: {
    atClaim:
      'hardly anything about the claim; the session of the employee is strange, which is not a feature of claims yet',
    later: 'grants in a session from another device and country, at night',
  },
  account_takeover: {
    atClaim:
      'changed credentials and a new device before the claim, unless the thief waits or uses the owner’s kind of line',
    later: 'the owner’s complaint',
  },
  other_tender: {
    atClaim: 'nothing: the tender is asked for with the refund',
    later: 'the refund to another instrument than the purchase’s, which expired cards cause more often',
  },
  replacement_abuse: {
    atClaim: 'dear goods with a wish for a replacement, which most honest victims have as well',
    later: 'the refund after the replacement (unit ledger)',
  },
  warranty_fraud: {
    atClaim: 'dear goods, and at times a picture that was used before',
    later: 'another unit comes back, by its serial number',
  },
  forged_evidence: {
    atClaim: 'a picture that was sent before, whole or slightly changed; a fresh forgery is like a photo',
    later: 'the same picture again',
  },
  forged_police_report: {
    atClaim: 'a report that was sent before; true reports are fresh, and so are new forgeries',
    later: 'the same report again; the police’s answer',
  },
  re_registration: {
    atClaim:
      'what is shared with the closed account: two kinds of ties are asked for, since flatmates and next tenants have one',
    later: 'screening of the registration would have told before the first order',
  },
  bought_in_refunder: {
    atClaim: 'a session that is all new to the account, tools and words of the service',
    later: 'the service’s next claims',
  },
  stolen_tender: {
    atClaim: 'a new instrument, at times of another country’s bank, which movers have too',
    later: 'the dispute of the card’s owner',
  },
};
