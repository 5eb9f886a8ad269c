import type { KnownParticulars } from '../../rules/rules';
import { type Rejection, refusedAsInput, refusedByState } from '../../rules/rejection';
import type { ReferenceChange } from '../../events/recorded-event';
import type { ParticularsBody } from './particulars-body';

type Data = Readonly<Record<string, unknown>>;

/** The record with what is given in its place, and without what was taken away. */
export function patched(known: Data, given: Data): Data {
  const after = Object.entries({ ...known, ...given });
  return Object.fromEntries(after.filter(([, value]) => value !== null && value !== undefined));
}

export const same = (a: unknown, b: unknown): boolean =>
  JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

/** The complainant with their property, and which of it is another. */
export function complainantAfter(
  { complainant: given, property }: Pick<ParticularsBody, 'complainant' | 'property'>,
  known: Data,
): { readonly data: Data; readonly fields: readonly string[] } {
  const { diedOn: _, ...person } = given ?? {};
  const propertyBefore = known.property as Data | undefined;
  const propertyAfter =
    property === undefined
      ? propertyBefore
      : property === null
        ? undefined
        : patched(propertyBefore ?? {}, property);
  const kept = propertyAfter && Object.keys(propertyAfter).length > 0 ? propertyAfter : undefined;
  const data = patched(known, { ...person, property: kept });
  const changed = Object.keys(person).filter((field) => !same(data[field], known[field]));
  return {
    data,
    fields: [
      ...changed.map((field) => `complainant/${field}`),
      ...(same(kept, propertyBefore) ? [] : ['property']),
    ],
  };
}

const MOST_MEMBERS = 200;

/** Stands for a group that is none any more: what it was is kept beside it, or is gone. */
export const NO_GROUP = { removed: true } as const;

/** The group after the change. Its members are named by their places before it, where anybody knows those. */
export function groupAfter(
  given: NonNullable<ParticularsBody['group']>,
  known: Data | null | undefined,
  isGroup: boolean,
): Data | Rejection {
  const { add = [], change = [], remove = [], ...own } = given;
  if (!isGroup && (own.name === undefined || own.size === undefined)) return incomplete(own);
  const members = (known?.members ?? []) as readonly Data[];
  for (const [pointer, n] of [
    ...change.map(({ n }, index) => [`/group/change/${index}/n`, n] as const),
    ...remove.map((n, index) => [`/group/remove/${index}`, n] as const),
  ])
    if (known !== undefined && n > members.length) return noSuchMember(n, members.length, pointer);
  const left = members
    .map((member, index) => {
      const { n: _, ...rest } = change.find(({ n }) => n === index + 1) ?? { n: 0 };
      return patched(member, rest);
    })
    .filter((_, index) => !remove.includes(index + 1));
  const after = [...left, ...add];
  if (after.length > MOST_MEMBERS) return tooManyMembers(after.length);
  return patched(known ?? {}, { ...own, members: after.length > 0 ? after : undefined });
}

const incomplete = ({ name, size }: { name?: unknown; size?: unknown }): Rejection => {
  const missing = [...(name === undefined ? ['name'] : []), ...(size === undefined ? ['size'] : [])];
  return refusedAsInput({
    code: 'group_incomplete',
    detail: 'It is no group’s complaint so far; one that becomes it has a name and a size.',
    facts: { missing },
    errors: missing.map((field) => ({ pointer: `/group/${field}`, detail: 'is missing' })),
  });
};

const noSuchMember = (n: number, members: number, pointer: string): Rejection =>
  refusedByState({
    code: 'no_such_member',
    detail:
      members > 0
        ? `The group has no member ${n}; its members are numbered from 1 to ${members}.`
        : 'No member of the group is known by name.',
    facts: { n, members },
    errors: [{ pointer, detail: 'is no member of the group' }],
    allowed: { n: Array.from({ length: members }, (_, index) => index + 1) },
  });

const tooManyMembers = (members: number): Rejection =>
  refusedAsInput({
    code: 'too_many_members',
    detail: `The group would have ${members} members by name, and ${MOST_MEMBERS} are the most it can have.`,
    facts: { members },
    allowed: { most: MOST_MEMBERS },
  });

const MOST_REFERENCES = 20;

/** The references that come and those that go. */
export type ChangedReferences = Omit<ReferenceChange, 'keep'>;

/** Adds what is not there and takes away what is. Where nobody knows what is there, it is all that was given. */
export function referencesAfter(
  { add = [], remove = [] }: NonNullable<ParticularsBody['externalReferences']>,
  known: KnownParticulars['externalReferences'] | null,
): ChangedReferences | Rejection {
  if (known === null) return { add, remove };
  const missing = remove.findIndex((reference) => !isAmong(reference, known));
  if (missing >= 0) return noSuchReference(remove[missing], missing, known);
  const added = add.filter((reference, at) => !isAmong(reference, [...known, ...add.slice(0, at)]));
  const left = known.filter((reference) => !isAmong(reference, remove)).length + added.length;
  if (left <= MOST_REFERENCES) return { add: added, remove };
  return refusedAsInput({
    code: 'too_many_references',
    detail: `The complaint would have ${left} references, and ${MOST_REFERENCES} are the most it can have.`,
    facts: { externalReferences: left },
    errors: [{ pointer: '/externalReferences/add', detail: 'are too many' }],
    allowed: { most: MOST_REFERENCES },
  });
}

type Reference = KnownParticulars['externalReferences'][number];

const isAmong = ({ system, id }: Reference, others: readonly Reference[]): boolean =>
  others.some((other) => other.system === system && other.id === id);

const noSuchReference = (
  reference: Reference | undefined,
  at: number,
  known: readonly Reference[],
): Rejection =>
  refusedByState({
    code: 'no_such_reference',
    detail: `${reference?.id} of ${reference?.system} is no reference of this complaint.`,
    facts: { reference },
    errors: [{ pointer: `/externalReferences/remove/${at}`, detail: 'is no reference of the complaint' }],
    allowed: { externalReferences: known },
  });
