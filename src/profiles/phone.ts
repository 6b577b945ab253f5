/** Calling codes of the seven markets, and whether a number within the country begins with a 0 that is left out from abroad. */
const plans: Readonly<Record<string, { readonly code: string; readonly trunk: boolean }>> = {
  US: { code: '1', trunk: false },
  CA: { code: '1', trunk: false },
  GB: { code: '44', trunk: true },
  DE: { code: '49', trunk: true },
  FR: { code: '33', trunk: true },
  IT: { code: '39', trunk: false },
  ES: { code: '34', trunk: false },
};

/**
 * The digits of a telephone number with its country's code (E.164 without the plus), for the ways in which people write one:
 * "+44 (0)7700 900123", "0044 7700 900123" and "07700 900123" in Britain are the same. Without a code, and in a country whose plan is
 * not known here, the digits as they are.
 */
export function normalPhone(phone: string, country: string | undefined): string {
  const digits = phone.replace('(0)', '').replace(/\D+/g, '');
  if (phone.trimStart().startsWith('+')) return digits;
  if (digits.startsWith('00')) return digits.slice(2);
  const plan = country === undefined ? undefined : plans[country];
  if (plan === undefined) return digits;
  if (plan.trunk) return digits.startsWith('0') ? plan.code + digits.slice(1) : digits;
  // In North America people write their own code as often as not; elsewhere a number is longer with it.
  if (digits.startsWith(plan.code) && digits.length > 10) return digits;
  return plan.code + digits;
}
