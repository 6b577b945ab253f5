/** SQL states after which the same work, read anew, can succeed: somebody else was first, or locks crossed. */
const passing: ReadonlySet<string> = new Set(['23505', '40P01', '40001']);
const triesMax = 8;

/** Does the work again from its reading while it only met other writers. Any other error is thrown on. */
export async function withRetry<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let tries = 1; ; tries++) {
    try {
      return await work();
    } catch (error) {
      if (tries === triesMax || !passing.has(sqlState(error) ?? '')) throw error;
    }
  }
}

/** PostgreSQL's code of an error, or the system's; undefined for other errors. */
export function sqlState(error: unknown): string | undefined {
  const code = typeof error === 'object' && error !== null ? (error as { code?: unknown }).code : undefined;
  return typeof code === 'string' ? code : undefined;
}
