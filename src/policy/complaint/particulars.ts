import type { EventOf } from '../events/events';
import type { LocalDate } from '../dates/local-date';

/** The particulars that limits and figures look at. */
export interface CodedFacts {
  readonly channel: string;
  readonly about: EventOf<'logged'>['data']['about'];
  readonly tenure: string | null;
  readonly categories: readonly string[];
  readonly complainantKind: string | null;
}

/** As they were before a change, up to the day from which they are others. */
export interface FormerFacts extends CodedFacts {
  readonly until: LocalDate;
}

interface Described extends CodedFacts {
  /** Oldest first; empty where nothing has changed since the complaint was received. */
  readonly formerFacts: readonly FormerFacts[];
}

/** The facts by which something is judged that began on a day: what changed since then changes nothing of it. */
export const factsOn = (
  state: ConditionFacts & { readonly formerFacts: readonly FormerFacts[] },
  on: LocalDate,
): ConditionFacts => state.formerFacts.find(({ until }) => on < until) ?? state;

type ConditionFacts = Pick<CodedFacts, 'channel' | 'tenure' | 'categories'>;

/** The facts at receipt: the regulator counts complaints by these. */
export const factsAtReceipt = (
  state: Described & { readonly received: { readonly on: LocalDate } },
): CodedFacts => state.formerFacts.find(({ until }) => state.received.on < until) ?? factsOf(state);

const factsOf = ({ channel, about, tenure, categories, complainantKind }: CodedFacts): CodedFacts => ({
  channel,
  about,
  tenure,
  categories,
  complainantKind,
});

type Segment = CodedFacts & { readonly until: LocalDate | null };

/** The complaint after particulars of it were changed or put right. */
export function particularsChanged<S extends Described & Told>(
  state: S,
  { on, data }: EventOf<'particulars-changed'>,
): S {
  const { why, facts, diedOn, group } = data;
  const known: Segment[] = [...state.formerFacts, { ...factsOf(state), until: null }];
  const after = why === 'mistake' ? corrected(known, facts) : changed(known, data.from ?? on, facts);
  const present = after.at(-1) ?? factsOf(state);
  return {
    ...state,
    ...factsOf(present),
    formerFacts: after.flatMap(({ until, ...rest }) => (until === null ? [] : [{ ...rest, until }])),
    diedOn: diedOn === undefined ? state.diedOn : diedOn,
    people: group === undefined ? state.people : { ...state.people, group },
  };
}

interface Told {
  readonly diedOn: LocalDate | null;
  readonly people: { readonly group: { readonly size: number } | null };
}

type Patch = EventOf<'particulars-changed'>['data']['facts'];

/** A mistake was one for as long as it stood: what went before another change is a fact of its own. */
function corrected(known: readonly Segment[], patch: Patch): Segment[] {
  return withEach(known, patch, (name) => {
    const mistaken = known.at(-1)?.[name];
    let first = known.length;
    while (first > 0 && same(known[first - 1]?.[name], mistaken)) first -= 1;
    return known.map((_, index) => index >= first);
  });
}

/** A fact that holds from a day on holds until another change of the same fact. */
function changed(known: readonly Segment[], from: LocalDate, patch: Patch): Segment[] {
  if (Object.keys(patch).length === 0) return [...known];
  const at = known.findIndex(({ until }) => until === null || from < until);
  const segment = known[at];
  if (!segment) return [...known];
  const begins = known[at - 1]?.until ?? null;
  const parts = begins === from ? [segment] : [{ ...segment, until: from }, segment];
  const all = [...known.slice(0, at), ...parts, ...known.slice(at + 1)];
  const start = at + parts.length - 1;
  return withEach(all, patch, (name) => {
    const before = segment[name];
    const next = all.findIndex((later, index) => index > start && !same(later[name], before));
    return all.map((_, index) => index >= start && (next === -1 || index < next));
  });
}

/** Each fact of the patch, put where it belongs. */
function withEach(
  known: readonly Segment[],
  patch: Patch,
  where: (name: keyof CodedFacts) => readonly boolean[],
): Segment[] {
  let after = [...known];
  for (const name of NAMES) {
    const value = patch[name];
    if (value === undefined) continue;
    const places = where(name);
    after = after.map((segment, index) => (places[index] ? { ...segment, [name]: value } : segment));
  }
  return after;
}

const NAMES = ['channel', 'about', 'tenure', 'categories', 'complainantKind'] as const;

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
