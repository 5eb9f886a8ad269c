import { z } from 'zod';
import type { ListCursors } from './cursors';
import { wholeNumber } from '../requests/whole-number';
import { pathOf } from '../problems/problem';

const LARGEST_PAGE = 200;
const PAGE = 50;

export const flag = z.preprocess(
  (given) => (given === 'true' ? true : given === 'false' ? false : given),
  z.boolean('must be true or false'),
);

const MOST_VALUES = 40;

/** A parameter that takes several values: given more than once, with commas between them, or both. */
export const several = <S extends z.ZodType>(one: S, most = MOST_VALUES) =>
  z.preprocess((given) => {
    if (given === '' || (typeof given !== 'string' && !Array.isArray(given))) return given;
    return [
      ...new Set([given].flat().flatMap((part) => (typeof part === 'string' ? part.split(',') : [part]))),
    ];
  }, z.array(one).min(1).max(most));

/** Where a page ended: callers hand it back and do not build it, and the route reads it with `Cursors`. */
export const cursorText = z.string().min(1).max(500).describe('The `next` of the page before.');

export const pageQuery = {
  limit: wholeNumber(1, LARGEST_PAGE).default(PAGE).describe(`How many at most; ${PAGE} unless told.`),
  count: flag.default(false).describe('true: say how many there are in all, which costs a second look.'),
};

/** Of a list that has the latest first unless told. */
export const orderQuery = {
  order: z.enum(['latest', 'oldest']).default('latest').describe('Which comes first.'),
};

export function pageOf<S extends z.ZodType>(item: S) {
  return z.strictObject({
    items: z.array(item),
    next: z.string().nullable().describe('Hand it back as `cursor` for the next page; null on the last.'),
    count: z.int().optional().describe('How many there are in all; only with count=true.'),
  });
}

interface ListReply {
  readonly request: { readonly url: string };
  header(name: string, value: string): unknown;
}

/** Ask the database for one more than the limit; that one shows that a next page exists. */
export function page<Row, Item>(
  reply: ListReply,
  {
    rows,
    limit,
    cursors,
    position,
    view,
  }: {
    rows: readonly Row[];
    limit: number;
    cursors: Pick<ListCursors, 'write'>;
    position: (row: Row) => unknown;
    view: (row: Row) => Item;
  },
): { items: Item[]; next: string | null } {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const next = rows.length > limit && last !== undefined ? cursors.write(position(last)) : null;
  if (next !== null) reply.header('link', `<${withCursor(reply.request.url, next)}>; rel="next"`);
  return { items: shown.map(view), next };
}

/** Relative, so that it holds behind any proxy. */
function withCursor(url: string, cursor: string): string {
  const query = new URLSearchParams(url.slice(pathOf(url).length + 1));
  query.set('cursor', cursor);
  return `${pathOf(url)}?${query}`;
}
