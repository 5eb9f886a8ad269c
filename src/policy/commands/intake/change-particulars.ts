import { datesMoved } from '../../clocks/moves';
import type { Moment } from '../../dates/moment';
import { STAFF } from '../../rules/roles';
import { type ComplaintState, currentStage } from '../../complaint/state';
import type { EventOf } from '../../events/events';
import type { NamedParty } from '../../events/recorded-event';
import { isRejection, type Rejection, refusedAsInput } from '../../rules/rejection';
import type { KnownParticulars, Rules } from '../../rules/rules';
import { inFuture } from '../../rules/occurrence';
import { type Command, happened } from '../guards/command';
import { channelUnknown } from './log';
import {
  type ChangedReferences,
  complainantAfter,
  groupAfter,
  NO_GROUP,
  referencesAfter,
  same,
} from './change-people';
import { type ParticularsBody, particularsBody } from './particulars-body';

/**
 * Puts the particulars right, or brings them up to date: who complains, of which home, in which way and with what standing
 * (UK GDPR art. 5(1)(d), 16). What was recorded by mistake goes; what was true once is kept.
 */
export const changeParticulars: Command<ParticularsBody> = {
  act: 'particulars',
  name: 'changeParticulars',
  summary: 'Change or put right the particulars',
  description:
    'Change who complains, their property, tenure, categories, channel, what it is about, the group or the references in other systems. Only what is given changes; null takes it away. changed: it was so before, which is kept, and stages entered from that day go by what it is now. mistake: it was never so, and every date is worked out anew. The people as they were recorded by mistake are deleted, unless keepFormer says that something was sent there. A representative has an act of its own.',
  roles: STAFF,
  body: particularsBody,
  example: {
    why: 'changed',
    from: '2024-09-03',
    complainant: { phone: '020 7946 0018' },
    note: 'She rang from her new number.',
  },
  guard: () => null,
  decide(state, given, moment, rules) {
    const { why, from, keepFormer = false, note } = given;
    const known = rules.particulars ?? null;
    const refusal = contradicted(given) ?? outOfPlace(given, rules);
    if (refusal) return refusal;
    const people = peopleAfter(state, given, known);
    if (isRejection(people)) return people;
    const references = given.externalReferences
      ? referencesAfter(given.externalReferences, known?.externalReferences ?? null)
      : NO_REFERENCES;
    if (isRejection(references)) return references;
    const coded = codedAfter(state, given);
    const fields = [
      ...new Set([...people.fields, ...coded.fields, ...(isEmpty(references) ? [] : ['externalReferences'])]),
    ];
    if (fields.length === 0) return nothingToChange();
    const keeps = why === 'changed' || keepFormer;
    const data = {
      stage: currentStage(state).stage,
      moved: [],
      why,
      from: why === 'changed' ? (from ?? moment.on) : null,
      fields,
      facts: coded.facts,
      ...(coded.diedOn !== undefined && { diedOn: coded.diedOn }),
      ...(people.group !== undefined && { group: people.group }),
      keepsFormer: keeps,
    };
    const event = happened(
      'particulars-changed',
      moment,
      { ...data, moved: movedBy(state, data, moment, rules) },
      { note },
    );
    const parties = people.parties.map((party) => ({ ...party, keep: keeps }));
    return [
      { ...event, parties, ...(isEmpty(references) ? {} : { references: { ...references, keep: keeps } }) },
    ];
  },
};

type Facts = EventOf<'particulars-changed'>['data'];

const movedBy = (state: ComplaintState, data: Facts, moment: Moment, rules: Rules): Facts['moved'] =>
  datesMoved(state, { type: 'particulars-changed', ...moment, data, promised: [] }, rules);

const NO_REFERENCES: ChangedReferences = { add: [], remove: [] };
const isEmpty = ({ add, remove }: ChangedReferences): boolean => add.length + remove.length === 0;

/** Refuses what is said of a change about a mistake, and the other way round. */
function contradicted({ why, from, keepFormer }: ParticularsBody): Rejection | null {
  const astray = why === 'mistake' && from !== undefined ? 'from' : null;
  const kept = why === 'changed' && keepFormer !== undefined ? 'keepFormer' : null;
  const field = astray ?? kept;
  if (!field) return null;
  return refusedAsInput({
    code: 'of_the_other_reason',
    detail:
      field === 'from'
        ? 'A mistake was one from the beginning, so no day is given for it.'
        : 'What has changed is kept as it was before in any case.',
    facts: { why, field },
    errors: [
      {
        pointer: `/${field}`,
        detail: `is not said of what is ${why === 'mistake' ? 'a mistake' : 'changed'}`,
      },
    ],
  });
}

/** Words that the procedure does not have, and days that have not come. */
const outOfPlace = ({ from, channel, complainant }: ParticularsBody, rules: Rules): Rejection | null =>
  (from ? inFuture(from, '/from', rules) : null) ??
  (complainant?.diedOn ? inFuture(complainant.diedOn, '/complainant/diedOn', rules) : null) ??
  (channel === undefined ? null : channelUnknown(channel, rules.policy));

interface People {
  readonly fields: readonly string[];
  readonly parties: readonly NamedParty[];
  readonly group: Facts['group'];
}

function peopleAfter(
  state: ComplaintState,
  given: ParticularsBody,
  known: KnownParticulars | null,
): People | Rejection {
  const complainant = complainantAfter(given, known?.complainant ?? {});
  const own: readonly NamedParty[] =
    complainant.fields.length > 0 ? [{ role: 'complainant', n: 0, data: complainant.data }] : [];
  const { group: isGroup } = state.people;
  if (given.group === undefined || (given.group === null && !isGroup))
    return { fields: complainant.fields, parties: own, group: undefined };
  const after =
    given.group === null
      ? NO_GROUP
      : groupAfter(given.group, known ? known.group : undefined, isGroup !== null);
  if (isRejection(after)) return after;
  if (known && same(after, known.group))
    return { fields: complainant.fields, parties: own, group: undefined };
  const size = given.group === null ? null : { size: given.group.size ?? isGroup?.size ?? 2 };
  return {
    fields: [...complainant.fields, 'group'],
    parties: [...own, { role: 'group', n: 0, data: after }],
    group: same(size, isGroup) ? undefined : size,
  };
}

/** The words of lists that are others now. */
function codedAfter(
  state: ComplaintState,
  { complainant, tenure, categories, channel, about }: ParticularsBody,
): { readonly facts: Facts['facts']; readonly diedOn: Facts['diedOn']; readonly fields: readonly string[] } {
  const kind = complainant?.kind;
  const diedOn = complainant?.diedOn;
  const listed = categories && [...new Set(categories)];
  const facts = {
    ...(channel !== undefined && channel !== state.channel && { channel }),
    ...(about !== undefined && about !== state.about && { about }),
    ...(tenure !== undefined && tenure !== state.tenure && { tenure }),
    ...(listed && !same(listed, state.categories) && { categories: listed }),
    ...(kind !== undefined && kind !== state.complainantKind && { complainantKind: kind }),
  };
  const died = diedOn !== undefined && diedOn !== state.diedOn ? diedOn : undefined;
  const fields = Object.keys(facts).map((name) => (name === 'complainantKind' ? 'complainant/kind' : name));
  return { facts, diedOn: died, fields: [...fields, ...(died === undefined ? [] : ['complainant/diedOn'])] };
}

const nothingToChange = (): Rejection =>
  refusedAsInput({
    code: 'nothing_to_change',
    detail: 'No particular is named that is recorded otherwise.',
    allowed: {
      oneOf: [
        'complainant',
        'property',
        'tenure',
        'categories',
        'channel',
        'about',
        'group',
        'externalReferences',
      ],
    },
  });
