/** The thirty rules as a programmer writes them by hand: one arrow function each, over a typed object or over a typed tuple. */

/** A row as a flat object; null is "not known". */
export interface ObjectRow {
  readonly account_age_days: number;
  readonly account_orders_365d: number;
  readonly account_claims_90d: number;
  readonly account_claims_365d: number;
  readonly account_inr_rate_365d: number | null;
  readonly account_refund_rate_365d: number | null;
  readonly account_paid_total: number;
  readonly account_country: string;
  readonly account_email_age_days: number | null;
  readonly account_trusted: boolean;
  readonly account_warned: boolean;
  readonly order_total: number;
  readonly order_currency: string;
  readonly order_units: number;
  readonly order_goods: readonly string[];
  readonly order_express: boolean;
  readonly order_age_days: number;
  readonly order_gift: boolean;
  readonly delivery_status: string;
  readonly delivery_signed: boolean | null;
  readonly delivery_gps_distance_m: number | null;
  readonly delivery_packed_weight_g: number;
  readonly delivery_carrier_weight_g: number | null;
  readonly delivery_days_since: number | null;
  readonly delivery_locker: boolean;
  readonly delivery_area_loss_rate: number | null;
  readonly session_vpn: boolean | null;
  readonly session_device_age_days: number | null;
  readonly session_country: string | null;
  readonly session_minutes_before_claim: number | null;
  readonly sharing_accounts_on_device: number | null;
  readonly sharing_accounts_on_address: number;
  readonly sharing_surprise: number | null;
  readonly sharing_closed_accounts: number;
  readonly contact_script_similarity: number | null;
  readonly contact_agents_tried: number;
  readonly contact_pressure: number | null;
  readonly contact_phrases: readonly string[];
  readonly staff_override: boolean;
  readonly staff_pair_repeats: number;
  readonly staff_shift_open: boolean | null;
  readonly ledger_unbacked_units: number;
  readonly ledger_refunded_total: number;
  readonly ledger_return_scanned: boolean | null;
  readonly ledger_weight_gap_g: number | null;
  readonly claim_kind: string;
  readonly claim_amount: number;
  readonly claim_photos: number;
}

/** The same row as a tuple, by slot. */
export type TupleRow = readonly [
  account_age_days: number,
  account_orders_365d: number,
  account_claims_90d: number,
  account_claims_365d: number,
  account_inr_rate_365d: number | null,
  account_refund_rate_365d: number | null,
  account_paid_total: number,
  account_country: string,
  account_email_age_days: number | null,
  account_trusted: boolean,
  account_warned: boolean,
  order_total: number,
  order_currency: string,
  order_units: number,
  order_goods: readonly string[],
  order_express: boolean,
  order_age_days: number,
  order_gift: boolean,
  delivery_status: string,
  delivery_signed: boolean | null,
  delivery_gps_distance_m: number | null,
  delivery_packed_weight_g: number,
  delivery_carrier_weight_g: number | null,
  delivery_days_since: number | null,
  delivery_locker: boolean,
  delivery_area_loss_rate: number | null,
  session_vpn: boolean | null,
  session_device_age_days: number | null,
  session_country: string | null,
  session_minutes_before_claim: number | null,
  sharing_accounts_on_device: number | null,
  sharing_accounts_on_address: number,
  sharing_surprise: number | null,
  sharing_closed_accounts: number,
  contact_script_similarity: number | null,
  contact_agents_tried: number,
  contact_pressure: number | null,
  contact_phrases: readonly string[],
  staff_override: boolean,
  staff_pair_repeats: number,
  staff_shift_open: boolean | null,
  ledger_unbacked_units: number,
  ledger_refunded_total: number,
  ledger_return_scanned: boolean | null,
  ledger_weight_gap_g: number | null,
  claim_kind: string,
  claim_amount: number,
  claim_photos: number,
];

export const OVER_OBJECTS: readonly ((r: ObjectRow) => boolean)[] = [
  r => r.account_trusted && r.claim_amount < 80,
  r => r.account_age_days > 365 && r.account_claims_365d <= 1 && r.claim_amount < 150,
  r => r.claim_kind === 'not_received' && r.delivery_status === 'lost',
  r => r.claim_kind === 'not_received' && r.delivery_status === 'delivered' && r.delivery_signed === true,
  r =>
    r.claim_kind === 'not_received' &&
    r.delivery_status === 'delivered' &&
    r.delivery_gps_distance_m !== null &&
    r.delivery_gps_distance_m < 30,
  r =>
    r.claim_kind === 'not_received' &&
    r.delivery_gps_distance_m !== null &&
    r.delivery_gps_distance_m > 250 &&
    r.delivery_area_loss_rate !== null &&
    r.delivery_area_loss_rate > 0.08,
  r => r.account_claims_90d >= 3 && r.account_inr_rate_365d !== null && r.account_inr_rate_365d > 0.4,
  r => r.account_refund_rate_365d !== null && r.account_refund_rate_365d > 0.5 && r.account_orders_365d >= 10,
  r => r.account_age_days < 14 && r.order_total > 400 && r.order_express,
  r =>
    r.account_email_age_days !== null &&
    r.account_email_age_days < 30 &&
    r.account_age_days < 60 &&
    r.claim_amount > 200,
  r => r.session_country !== null && r.session_country !== r.account_country && r.session_vpn === true,
  r =>
    r.session_device_age_days !== null &&
    r.session_device_age_days < 2 &&
    r.session_minutes_before_claim !== null &&
    r.session_minutes_before_claim < 5,
  r => r.sharing_accounts_on_device !== null && r.sharing_accounts_on_device >= 4 && !r.delivery_locker,
  r => r.sharing_accounts_on_address >= 6 && r.sharing_surprise !== null && r.sharing_surprise > 12,
  r => r.sharing_closed_accounts >= 1 && r.sharing_surprise !== null && r.sharing_surprise > 8,
  r => r.contact_script_similarity !== null && r.contact_script_similarity > 0.85 && r.contact_agents_tried >= 2,
  r => r.contact_agents_tried >= 4 || (r.contact_pressure !== null && r.contact_pressure > 0.9),
  r => r.contact_phrases.includes('empty box') && r.claim_kind === 'empty_box' && r.claim_photos === 0,
  r => r.contact_phrases.includes('chargeback') && r.contact_phrases.includes('lawyer'),
  r => r.staff_override && r.staff_pair_repeats >= 3,
  r => r.staff_shift_open === false && r.claim_amount > 50,
  r => r.ledger_unbacked_units >= 1 && r.ledger_return_scanned === false,
  r => r.ledger_refunded_total > r.order_total && r.order_age_days < 45,
  r => r.claim_kind === 'return' && r.ledger_weight_gap_g !== null && r.ledger_weight_gap_g > 800,
  r =>
    r.claim_kind === 'missing_item' &&
    r.delivery_carrier_weight_g !== null &&
    r.delivery_carrier_weight_g >= r.delivery_packed_weight_g,
  r =>
    (r.claim_kind === 'empty_box' || r.claim_kind === 'missing_item') &&
    r.order_goods.includes('phone') &&
    r.claim_amount > 300,
  r =>
    (r.order_currency === 'USD' || r.order_currency === 'GBP') &&
    (r.account_country === 'US' || r.account_country === 'GB') &&
    r.claim_amount > 900,
  r => r.claim_amount > r.order_total && !r.order_gift,
  r => (r.account_warned || r.account_claims_365d > 12) && !(r.account_trusted && r.account_paid_total > 4000),
  r =>
    r.delivery_days_since !== null &&
    r.delivery_days_since > 30 &&
    (r.claim_kind === 'not_received' || r.claim_kind === 'empty_box') &&
    (r.delivery_signed === null || r.delivery_signed),
];

export const OVER_TUPLES: readonly ((r: TupleRow) => boolean)[] = [
  r => r[9] && r[46] < 80,
  r => r[0] > 365 && r[3] <= 1 && r[46] < 150,
  r => r[45] === 'not_received' && r[18] === 'lost',
  r => r[45] === 'not_received' && r[18] === 'delivered' && r[19] === true,
  r => r[45] === 'not_received' && r[18] === 'delivered' && r[20] !== null && r[20] < 30,
  r => r[45] === 'not_received' && r[20] !== null && r[20] > 250 && r[25] !== null && r[25] > 0.08,
  r => r[2] >= 3 && r[4] !== null && r[4] > 0.4,
  r => r[5] !== null && r[5] > 0.5 && r[1] >= 10,
  r => r[0] < 14 && r[11] > 400 && r[15],
  r => r[8] !== null && r[8] < 30 && r[0] < 60 && r[46] > 200,
  r => r[28] !== null && r[28] !== r[7] && r[26] === true,
  r => r[27] !== null && r[27] < 2 && r[29] !== null && r[29] < 5,
  r => r[30] !== null && r[30] >= 4 && !r[24],
  r => r[31] >= 6 && r[32] !== null && r[32] > 12,
  r => r[33] >= 1 && r[32] !== null && r[32] > 8,
  r => r[34] !== null && r[34] > 0.85 && r[35] >= 2,
  r => r[35] >= 4 || (r[36] !== null && r[36] > 0.9),
  r => r[37].includes('empty box') && r[45] === 'empty_box' && r[47] === 0,
  r => r[37].includes('chargeback') && r[37].includes('lawyer'),
  r => r[38] && r[39] >= 3,
  r => r[40] === false && r[46] > 50,
  r => r[41] >= 1 && r[43] === false,
  r => r[42] > r[11] && r[16] < 45,
  r => r[45] === 'return' && r[44] !== null && r[44] > 800,
  r => r[45] === 'missing_item' && r[22] !== null && r[22] >= r[21],
  r => (r[45] === 'empty_box' || r[45] === 'missing_item') && r[14].includes('phone') && r[46] > 300,
  r => (r[12] === 'USD' || r[12] === 'GBP') && (r[7] === 'US' || r[7] === 'GB') && r[46] > 900,
  r => r[46] > r[11] && !r[17],
  r => (r[10] || r[3] > 12) && !(r[9] && r[6] > 4000),
  r => r[23] !== null && r[23] > 30 && (r[45] === 'not_received' || r[45] === 'empty_box') && (r[19] === null || r[19]),
];
