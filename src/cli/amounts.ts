/** "12345.60", EUR -> "12,345.60 EUR" */
export function amountShown(amount: string, currency: string): string {
  return `${amount.replace(/\B(?=(\d{3})+(?!\d))(?<!\.\d*)/g, ',')} ${currency}`;
}
