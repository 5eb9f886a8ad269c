import { ROLES } from '../../../src/policy/rules/roles';
import { exceptionFields } from '../../../src/policy/code/compliance-exception';
import { PROVISIONS } from '../../../src/policy/code/reading/provisions';
import { selfAssessmentFields, triggerSchema } from '../../../src/policy/code/self-assessment';
import { COMMANDS } from '../../../src/policy/commands/index';
import { contactEventSchemas } from '../../../src/policy/contacts/events';
import { REOPENING_REASONS } from '../../../src/policy/events/progress';
import { eventSchemas } from '../../../src/policy/events/events';

type Fields = Readonly<Record<string, { shape: object }>>;

/** Where the record keeps what a provision asks for: the event and its field, or the body where only its words are kept. */
type Place =
  | `event ${string}.${string}`
  | `contact ${string}.${string}`
  | `words ${string}.${string}`
  | `assessment ${string}`
  | `exception ${string}`
  | `trigger ${string}`
  | `role ${string}`
  | `reopening ${string}`;

const PLACES: Readonly<Record<string, readonly Place[]>> = {
  '1.2': ['event logged.group', 'event logged.about'],
  '1.3': [
    'contact received.choiceOffered',
    'contact choice-offered.answer',
    'event representative-named.n',
    'event authority-recorded.form',
  ],
  '1.4': ['contact received.kind', 'contact completed.result'],
  '1.6': ['contact received.channel', 'contact received.dissatisfied'],
  '2.4': ['event refused.ombudsmanRightTold', 'reopening ombudsman-directed'],
  '3.1': ['event logged.channel', 'event adjustment-recorded.reviewOn'],
  '3.6': [
    'event representative-named.type',
    'event authority-recorded.scope',
    'event authority-recorded.until',
    'event contacted.companions',
    'event hearing-held.companions',
  ],
  '4.1': ['role complaints-officer'],
  '4.2': ['role complaints-officer'],
  '5.5': ['event assigned.organisation'],
  '5.6': ['event defined.issues', 'event defined.outcomesSought'],
  '5.7': ['event defined.issues', 'event issue-added.issue'],
  '5.9': ['event extended.updatePlan', 'event update-given.method'],
  '5.10': [
    'event adjustment-recorded.reviewOn',
    'event adjustment-reviewed.reviewOn',
    'words adjustments.purpose',
  ],
  '5.12': ['event logged.receivedOn', 'event responded.outcome', 'event acknowledged.method'],
  '5.14': ['event restriction-imposed.reviewOn', 'words restrictions.reason', 'words restrictions.evidence'],
  '5.15': ['words restrictions.equalityConsideration'],
  '6.1': [
    'event triaged.canBeAnsweredEarly',
    'event triaged.complex',
    'event triaged.vulnerabilityConsidered',
  ],
  '7.1': ['event remedy-offered.type'],
  '7.2': ['words remedies.impact'],
  '7.4': ['words remedies.guidance', 'words compensation.guidance'],
  '8.2': ['assessment governingBodyResponse', 'assessment governingBodyRespondedOn'],
  '8.3': ['trigger restructure', 'trigger merger', 'trigger change-of-procedures'],
  '8.4': ['trigger ombudsman-investigation'],
  '8.5': [
    'exception from',
    'exception reason',
    'exception expectedReturnOn',
    'exception ombudsmanToldOn',
    'exception residentsToldOn',
    'exception publishedOn',
    'exception returnedOn',
  ],
  '9.1': ['event learning-recorded.theme', 'words learnings.learning'],
  '9.4': ['role landlord-admin'],
  '9.5': ['role scrutiny'],
};

function exists(place: Place): boolean {
  const [kind = '', what = ''] = place.split(' ');
  const [name = '', field = ''] = what.split('.');
  switch (kind) {
    case 'event':
      return field in ((eventSchemas as Fields)[name]?.shape ?? {});
    case 'contact':
      return field in ((contactEventSchemas as Fields)[name]?.shape ?? {});
    case 'words':
      return COMMANDS.some(
        ({ act, body }) => act === name && field in (body as unknown as { shape: object }).shape,
      );
    case 'assessment':
      return name in selfAssessmentFields;
    case 'exception':
      return name in exceptionFields;
    case 'trigger':
      return triggerSchema.options.some((known) => known === name);
    case 'role':
      return ROLES.some((role) => role === name);
    default:
      return REOPENING_REASONS.some((reason) => reason === name);
  }
}

test('every provision of the Code that is to be recorded has a place, and no other is said to be', () => {
  const tagged = PROVISIONS.filter(({ tags }) => tags.includes('recorded'));
  expect(tagged.map(({ number }) => number)).toEqual(
    PROVISIONS.map(({ number }) => number).filter((number) => number in PLACES),
  );
  expect(Object.keys(PLACES).filter((number) => !tagged.some((each) => each.number === number))).toEqual([]);
});

test.each(Object.entries(PLACES))('Code %s is recorded in %j', (_, places) => {
  expect(places.filter((place) => !exists(place))).toEqual([]);
});
