import { setImmediate as turn } from 'node:timers/promises';

/** So few that the next is soon there, and so many that the round trips cost little. */
const PAGE = 100;
/** A millisecond or two of reckoning: whoever asks for something meanwhile does not notice. */
const AT_A_STRETCH = 50;
/** Sorts before every id. */
export const FIRST = '00000000-0000-0000-0000-000000000000';

interface Page {
  readonly after: string;
  readonly limit: number;
}

/**
 * What is read in the order of its ids, page by page. While one is dealt with the next is on its way: else the database
 * and this process take turns at waiting for each other.
 */
export async function* readAhead<Row extends { readonly id: string }>(
  read: (page: Page) => Promise<readonly Row[]>,
): AsyncGenerator<readonly Row[]> {
  let coming: Promise<readonly Row[]> | null = read({ after: FIRST, limit: PAGE });
  try {
    while (coming) {
      const page: readonly Row[] = await coming;
      const last = page.length === PAGE ? page.at(-1) : undefined;
      coming = last ? read({ after: last.id, limit: PAGE }) : null;
      // Its failure is told to whoever waits for it; until then nobody does.
      coming?.catch(() => undefined);
      if (page.length > 0) yield page;
    }
  } finally {
    // Whoever stops in the middle has the connection to themselves again.
    await coming?.catch(() => undefined);
  }
}

/** Writes what was made of each page while that of the next is made. */
export async function writeBehind<Made>(
  made: AsyncIterable<Made>,
  write: (made: Made) => Promise<void>,
): Promise<void> {
  let writing = Promise.resolve();
  try {
    for await (const one of made) {
      await writing;
      writing = write(one);
      writing.catch(() => undefined);
    }
  } finally {
    await writing;
  }
}

/** The items one after the other, with a turn for other requests after every so many. */
export async function* inTurns<T>(items: readonly T[]): AsyncGenerator<T> {
  for (const [at, item] of items.entries()) {
    if (at > 0 && at % AT_A_STRETCH === 0) await turn();
    yield item;
  }
}
