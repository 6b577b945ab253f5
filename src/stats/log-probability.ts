/** ln(1 - e^logP) for logP <= 0, exact also where e^logP is close to 0 or to 1. Source: Mächler, "Accurately computing log(1 - exp(-|a|))", 2012. */
export function logComplement(logP: number): number {
  if (logP >= 0) return Number.NEGATIVE_INFINITY;
  return logP > -Math.LN2 ? Math.log(-Math.expm1(logP)) : Math.log1p(-Math.exp(logP));
}

/** A whole number at least 0, or a broken promise of the caller. */
export function requireCount(name: string, value: number): void {
  if (!Number.isSafeInteger(value) || value < 0)
    throw new RangeError(`${name} has to be a whole number from 0 up, not ${value}`);
}
