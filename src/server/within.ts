/** The answer did not come in time; the work itself goes on. */
export class TooSlow extends Error {
  readonly limitMs: number;

  constructor(limitMs: number) {
    super(`No answer within ${limitMs} ms.`);
    this.name = 'TooSlow';
    this.limitMs = limitMs;
  }
}

/** The work's result, or {@link TooSlow} once the time is over. */
export async function within<Result>(limitMs: number, work: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TooSlow(limitMs)), limitMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
