import { errorCode } from './errors';

/** A deadlock and a conflict between serializable transactions: PostgreSQL undid the work and asks for it again. */
const UNDONE_FOR_OTHERS = ['40P01', '40001'];
const TRIES = 3;

/** A whole transaction was undone, be it of one statement or of many: it can be run again and nobody need hear of it. */
export async function retrySerializationFailures<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (tries === TRIES || !isUndone(error)) throw error;
    }
  }
}

/** Drizzle wraps what PostgreSQL said. */
const isUndone = (error: unknown): boolean =>
  UNDONE_FOR_OTHERS.includes(errorCode(error) ?? '') || (error instanceof Error && isUndone(error.cause));
