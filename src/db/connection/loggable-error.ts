import { isNativeError } from 'node:util/types';

/** An error of any realm, or one of the platform such as an AbortError, which V8 does not count among its own. */
export const isError = (thrown: unknown): thrown is Error => isNativeError(thrown) || thrown instanceof Error;

/**
 * Of an error only what carries nobody's name, and that of the fault at its root: Drizzle writes the parameters of a
 * statement into its message, PostgreSQL the row into its detail and the statement into where.
 */
export function tellable(error: unknown): unknown {
  if (!isError(error)) return error === null || error === undefined ? error : { type: typeof error };
  if (isError(error.cause)) return tellable(error.cause);
  const { name, message, stack } = error;
  return { type: name, ...('code' in error && { code: error.code }), message, stack };
}

/** For every logger there is: a call that hands it an error as `err` cannot tell more of it than this. */
export const LOG_SERIALIZERS = { err: tellable };
