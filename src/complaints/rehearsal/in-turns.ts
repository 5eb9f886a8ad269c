import { setImmediate as turn } from 'node:timers/promises';

/** A millisecond or two of reckoning: whoever asks for something meanwhile does not notice. */
const AT_A_STRETCH = 50;

/** The items one after the other, with a turn for other requests after every so many. */
export async function* inTurns<T>(items: readonly T[]): AsyncGenerator<T> {
  for (const [at, item] of items.entries()) {
    if (at > 0 && at % AT_A_STRETCH === 0) await turn();
    yield item;
  }
}
