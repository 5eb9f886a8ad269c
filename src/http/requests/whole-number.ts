import { z } from 'zod';

/**
 * A whole number in a path or a query, where everything arrives as text: digits alone, since `1e3`, `0x1` and ` 1` are
 * other spellings that lists, logs and proxies would not know for the same.
 */
export const wholeNumber = (min: number, max: number) =>
  z.preprocess(
    (given) => (typeof given === 'string' && /^\d{1,10}$/.test(given) ? Number(given) : given),
    z.int(`must be a whole number from ${min} to ${max}`).min(min).max(max),
  );
