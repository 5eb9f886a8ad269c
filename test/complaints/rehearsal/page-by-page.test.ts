import { readAhead, writeBehind } from '../../../src/complaints/rehearsal/page-by-page';

const ROWS = Array.from({ length: 250 }, (_, n) => ({ id: `id-${String(n).padStart(3, '0')}` }));

/** What there is, in the order of its ids, and what was asked for and written, as it happened. */
function shelf() {
  const seen: string[] = [];
  const read = async ({ after, limit }: { after: string; limit: number }) => {
    seen.push(`read after ${after.slice(0, 6)}`);
    return ROWS.filter(({ id }) => after.startsWith('0000') || id > after).slice(0, limit);
  };
  return { seen, read };
}

test('every row comes once and in order, and the next page is asked for before this one is dealt with', async () => {
  const { seen, read } = shelf();
  const come: string[] = [];
  for await (const page of readAhead(read)) {
    seen.push(`dealt with ${page[0]?.id} to ${page.at(-1)?.id}`);
    come.push(...page.map(({ id }) => id));
  }
  expect(come).toEqual(ROWS.map(({ id }) => id));
  expect(seen).toEqual([
    'read after 000000',
    'read after id-099',
    'dealt with id-000 to id-099',
    'read after id-199',
    'dealt with id-100 to id-199',
    'dealt with id-200 to id-249',
  ]);
});

test('whoever stops in the middle leaves nothing under way', async () => {
  let underWay = 0;
  const { read } = shelf();
  const slowly: typeof read = async (page) => {
    underWay += 1;
    await new Promise((resolve) => setImmediate(resolve));
    underWay -= 1;
    return read(page);
  };
  for await (const _ of readAhead(slowly)) break;
  expect(underWay).toBe(0);
});

test('a page that cannot be read is told to whoever waits for it', async () => {
  const { read } = shelf();
  const failing: typeof read = async (page) => {
    if (page.after !== 'id-099') return read(page);
    throw new Error('The connection was lost');
  };
  const come: number[] = [];
  const reading = async () => {
    for await (const page of readAhead(failing)) come.push(page.length);
  };
  await expect(reading()).rejects.toThrow('The connection was lost');
  expect(come).toEqual([100]);
});

async function* counted(seen: string[]): AsyncGenerator<number> {
  for (const n of [1, 2, 3]) {
    seen.push(`made ${n}`);
    yield n;
  }
}

test('what was made is written in order, while the next is made', async () => {
  const seen: string[] = [];
  await writeBehind(counted(seen), async (n) => {
    seen.push(`begun ${n}`);
    await new Promise((resolve) => setImmediate(resolve));
    seen.push(`written ${n}`);
  });
  expect(seen).toEqual([
    'made 1',
    'begun 1',
    'made 2',
    'written 1',
    'begun 2',
    'made 3',
    'written 2',
    'begun 3',
    'written 3',
  ]);
});

test.each([1, 3])('what cannot be written ends it, the first or the last (%i)', async (bad) => {
  const written: number[] = [];
  const writing = writeBehind(counted([]), async (n) => {
    if (n === bad) throw new Error(`No room for ${n}`);
    written.push(n);
  });
  await expect(writing).rejects.toThrow(`No room for ${bad}`);
  expect(written).toEqual([1, 2, 3].filter((n) => n < bad));
});
