import fc from 'fast-check';
import { REOPENING_REASONS } from '../../../src/policy/events/progress';
import { type PolicyDocument, stageOf } from '../../../src/policy/document/document';
import { findingsUnder } from '../../../src/policy/conditions/ombudsman-findings';
import { addDays, type LocalDate } from '../../../src/policy/dates/local-date';
import type { Body } from './walk';

const PEOPLE = ['p.one', 'p.two', 'p.three', 'p.four'];
const person = fc.constantFrom(...PEOPLE);
const flag = fc.boolean();
const rarely = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.oneof({ weight: 7, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: value });
/** Now and then a word no policy has. */
const oneOf = (words: readonly string[]): fc.Arbitrary<string> =>
  fc.constantFrom(...words, ...words, ...words, 'no-such-word');
const texts = (keys: readonly string[]) => Object.fromEntries(keys.map((key) => [key, `About ${key}.`]));

/**
 * Bodies for a complaint that stands at this stage today: well formed and mostly what the policy asks for, so that walks
 * get far. Days lie around today, now and then before the complaint or tomorrow.
 */
export function bodies(
  policy: PolicyDocument,
  stage: string,
  today: LocalDate,
): Readonly<Record<string, () => fc.Arbitrary<Body>>> {
  const roles = stageOf(policy, stage).handler?.roles ?? [];
  const outcomes = policy.outcomes?.map(({ code }) => code) ?? ['upheld', 'partially-upheld', 'not-upheld'];
  const keys = [
    ...policy.stages.flatMap(({ response }) => response?.mustContain ?? []),
    ...(policy.outcomes?.flatMap(({ mustExplain }) => mustExplain) ?? []),
  ];
  const assertions = policy.outcomes?.flatMap(({ mustAssert }) => mustAssert) ?? [];
  const grounds = policy.stages.flatMap(
    ({ escalation }) => escalation?.grounds?.map(({ code }) => code) ?? [],
  );
  const reasons = stageOf(policy, stage).pause?.reasons.map(({ code }) => code) ?? ['awaiting-resident'];
  const stated = policy.compensation?.allOf.map(({ code }) => code) ?? [];
  const near = (min: number, max: number) => fc.integer({ min, max }).map((n) => addDays(today, n));
  const day = near(-40, 1);
  const sometimes = fc.option(day, { nil: undefined, freq: 1 });
  const later = fc.option(near(-2, 60), { nil: undefined, freq: 4 });
  const when = { occurredOn: rarely(day) };
  const referral = fc.constantFrom(undefined, undefined, undefined, 1, 2);
  const number = fc.constantFrom(1, 1, 1, 2, 3);
  const recipient = fc.constantFrom(undefined, 'resident', 'representative', 'both');
  const asker = fc.constantFrom(undefined, 'resident', 'representative');
  const companions = fc.constantFrom(undefined, undefined, [
    { as: 'friend', name: 'C. Friend' },
    { as: 'interpreter' },
  ]);
  const definition = fc.record({
    issues: fc.constantFrom(1, 1, 1, 2).map((n) => Array.from({ length: n }, () => ({ text: 'Damp' }))),
    outcomesSought: fc.constantFrom(undefined, 'A repair'),
    incident: fc.option(fc.record({ occurredOn: sometimes, becameAwareOn: sometimes }), { nil: undefined }),
  });
  return {
    mergers: () =>
      fc.record({
        ...when,
        into: fc.constant('C-2012-000001'),
        sameComplainant: fc.constantFrom(true, true, true, false),
        reason: fc.constant('One matter.'),
      }),
    holds: () => fc.record({ ...when, reason: fc.constant('court-claim'), reviewOn: near(-2, 60) }),
    'holds/{n}/releases': () => fc.record({ ...when, n: fc.constantFrom(1, 1, 2) }),
    erasures: () => fc.record({ basis: fc.constantFrom('retention', 'resident-request') }),
    acknowledgements: () =>
      fc.record({
        ...when,
        recipient,
        definition: fc.option(definition, { nil: undefined, freq: 8 }),
      }),
    definitions: () => fc.tuple(fc.record(when), definition).map(([a, b]) => ({ ...a, ...b })),
    assignments: () =>
      fc.record({
        ...when,
        person,
        role: fc.option(oneOf(roles), { nil: undefined, freq: 8 }),
        seniorTo: fc.constantFrom([], PEOPLE, PEOPLE, PEOPLE),
        responsibleForService: fc.constantFrom(undefined, false, false, false, true),
        subjectOfComplaint: fc.constantFrom(undefined, false),
        organisation: fc.constantFrom(undefined, undefined, 'contractor-a'),
      }),
    'assignment-endings': () => fc.record({ ...when, person, reason: fc.constant('A neighbour.') }),
    contacts: () =>
      fc.record({
        ...when,
        recipient,
        companions,
        confirmedDueOn: later,
        reasons: fc.constantFrom(undefined, 'Not answered.'),
      }),
    refusals: () =>
      fc.record({
        ...when,
        reason: oneOf([...policy.intake.exclusions.map(({ code }) => code), 'out-of-time']),
        evidence: fc.constant('Because.'),
        decidedBy: person,
        ombudsmanRightTold: flag,
        filedOn: sometimes,
        exception: fc.constantFrom(undefined, 'Considered.', 'Considered.'),
        notReportedAtTheTime: rarely(flag),
        discretion: fc.constantFrom(undefined, { decidedBy: 'p.one', applied: false, reasons: 'None.' }),
      }),
    extensions: () =>
      fc.record({
        ...when,
        newDueOn: later,
        reason: fc.constantFrom(undefined, 'Staff.', 'Parts.'),
        goodReason: fc.constantFrom(undefined, 'Flood.'),
        agreed: flag,
        noticeGiven: flag,
        ombudsmanContactGiven: flag,
        role: fc.constantFrom(undefined, 'senior-staff'),
        recipient: rarely(recipient),
        updatePlan: fc.constantFrom(undefined, {
          every: { amount: 5, unit: 'working-days' },
          method: 'phone',
          agreed: true,
        }),
      }),
    hearings: () =>
      fc.oneof(
        fc.record({ ...when, arrangedFor: near(-2, 60) }),
        fc.record({
          ...when,
          panel: fc.array(fc.record({ person, role: oneOf(roles) }), { minLength: 1, maxLength: 3 }),
          attended: rarely(fc.constantFrom('resident', 'both', 'neither')),
          companions,
        }),
      ),
    outcomes: () =>
      fc.record({
        ...when,
        outcome: oneOf(outcomes),
        recipient: rarely(recipient),
        method: fc.constantFrom(undefined, 'letter', 'phone'),
        sentOn: rarely(day),
        writtenOn: rarely(day),
        decidedBy: rarely(person),
        explanations: fc.constantFrom({}, texts(keys), texts(keys), texts(keys)),
        assertions: fc.constantFrom([], assertions, assertions),
        // A first answer revises none, and a stage that has one takes no other.
        revises: fc.constantFrom(undefined, undefined, undefined, true),
        findings: fc
          .constantFrom(0, 1, 1, 1, 2)
          .map((n) => [1, 2].slice(0, n).map((issue) => ({ issue, outcome: outcomes[0] }))),
      }),
    escalations: () =>
      fc.record({
        ...when,
        loggedOn: rarely(day),
        grounds: grounds.length > 0 ? fc.subarray(grounds) : fc.constantFrom([], [], [], ['no-such-ground']),
        requestedBy: rarely(fc.constantFrom('resident', 'representative', 'landlord')),
        reason: fc.constantFrom(undefined, 'Not answered.'),
        lateDiscretion: fc.constantFrom(undefined, undefined, { decidedBy: 'p.one', reason: 'Ill.' }),
      }),
    'escalation-decisions': () =>
      fc.record({
        ...when,
        accepted: flag,
        ground: fc.option(oneOf(grounds), { nil: undefined }),
        refusal: fc.option(oneOf(['no-ground', ...policy.intake.exclusions.map(({ code }) => code)]), {
          nil: undefined,
        }),
        filedOn: sometimes,
        reason: fc.constantFrom(undefined, 'Answered.'),
        decidedBy: person,
        ombudsmanRightTold: flag,
        recipient: rarely(recipient),
      }),
    issues: () =>
      fc.record({
        ...when,
        text: fc.constant('Mould'),
        related: fc.constantFrom(true, true, false),
        wouldUnreasonablyDelay: rarely(flag),
      }),
    updates: () => fc.record({ ...when, recipient }),
    pauses: () => fc.record({ ...when, reason: oneOf(reasons) }),
    resumptions: () => fc.record(when),
    deliveries: () =>
      fc.record({
        ...when,
        recipient: rarely(recipient),
        stage: fc.constantFrom(undefined, ...policy.stages.map(({ key }) => key)),
      }),
    representatives: () =>
      fc.record({
        ...when,
        name: fc.constant('A. Friend'),
        type: fc.constantFrom(undefined, 'advocate', 'councillor'),
        permission: fc.constantFrom('none', 'verbal', 'written'),
        evidence: fc.constantFrom(undefined, 'A form.'),
      }),
    'representatives/{n}/changes': () => fc.record({ ...when, n: number, name: fc.constant('B. Friend') }),
    'representatives/{n}/endings': () => fc.record({ ...when, n: number }),
    authorities: () =>
      fc.record({
        ...when,
        form: fc.constantFrom('verbal', 'written', 'written'),
        evidence: fc.constantFrom(undefined, 'A form.', 'A form.'),
        scope: fc.constantFrom(undefined, ['acceptance'], ['disclosure']),
        from: rarely(near(-20, 20)),
        until: rarely(near(-20, 60)),
      }),
    'authorities/{n}/revocations': () => fc.record({ ...when, n: number }),
    adjustments: () =>
      fc.record({
        ...when,
        kind: fc.constantFrom('adjustment', 'vulnerability'),
        text: fc.constant('Large print.'),
        purpose: fc.constant('Letters.'),
        reviewOn: near(-2, 60),
      }),
    'adjustments/{n}/reviews': () => fc.record({ ...when, n: number, reviewOn: near(-2, 60) }),
    'adjustments/{n}/endings': () => fc.record({ ...when, n: number }),
    restrictions: () =>
      fc.record({
        ...when,
        kind: fc.constant('writing-only'),
        reason: fc.constant('Calls.'),
        evidence: fc.constant('A log.'),
        equalityConsideration: fc.constantFrom(undefined, 'None.', 'None.', 'None.'),
        reviewOn: fc.option(near(-2, 60), { nil: undefined, freq: 8 }),
        endsOn: rarely(near(-2, 90)),
      }),
    'restrictions/{n}/reviews': () =>
      fc.record({
        ...when,
        n: number,
        reason: fc.constant('Calls.'),
        equalityConsideration: fc.constant('None.'),
        reviewOn: near(-2, 60),
        endsOn: rarely(near(-2, 90)),
      }),
    'restrictions/{n}/endings': () => fc.record({ ...when, n: number }),
    remedies: () =>
      fc.record({
        ...when,
        type: fc.constantFrom('apology', 'financial'),
        what: fc.constant('Said sorry.'),
        dueOn: near(-2, 60),
        agreedWithResident: flag,
        stated: fc.constantFrom([], stated, stated),
        order: rarely(number),
        award: rarely(number),
      }),
    'remedies/{n}/completions': () => fc.record({ ...when, n: fc.constantFrom(1, 1, 2, 3) }),
    compensation: () =>
      fc.record({
        ...when,
        pence: fc.integer({ min: 1, max: 100000 }),
        for: fc.constant('delay'),
        stated: fc.constantFrom([], stated, stated),
        order: rarely(number),
        replaces: fc.constantFrom(undefined, undefined, 1, 2),
      }),
    triages: () =>
      fc.record({ ...when, canBeAnsweredEarly: flag, complex: flag, vulnerabilityConsidered: flag }),
    priorities: () =>
      fc.record({
        ...when,
        priority: fc.option(oneOf(policy.intake.priorities ?? []), { freq: 5 }),
        why: fc.constant('A newborn child.'),
      }),
    'learnings/{n}/publications': () =>
      fc.record({
        ...when,
        n: fc.constantFrom(1, 1, 2),
        to: fc.constantFrom('website', 'staff'),
      }),
    learnings: () =>
      fc.record({ ...when, theme: fc.constant('repairs'), learning: fc.constant('Call first.') }),
    notes: () => fc.record({ ...when, note: fc.constant('A note.') }),
    particulars: () =>
      fc.record({
        ...when,
        why: fc.constantFrom('mistake', 'changed'),
        from: rarely(day),
        complainant: rarely(
          fc.record({
            phone: fc.constantFrom(null, '020 7946 0018'),
            kind: fc.constantFrom(undefined, null, 'tenant', 'leaseholder'),
            diedOn: rarely(day),
          }),
        ),
        tenure: fc.constantFrom(undefined, null, 'leasehold', 'social-rent'),
        categories: fc.constantFrom(undefined, [], ['repairs'], ['repairs', 'damp-and-mould']),
        channel: fc.constantFrom(undefined, undefined, 'letter', 'no-such-word'),
        about: fc.constantFrom(undefined, null, 'staff'),
        group: rarely(fc.constantFrom(null, { name: 'The close', size: 3 }, { size: 4 })),
      }),
    links: () =>
      fc.record({
        ...when,
        to: fc.constant('C-2012-000001'),
        as: fc.constantFrom('same-matter', 'follows', 'replaces'),
      }),
    corrections: () =>
      fc.record({
        receivedOn: fc.oneof(near(-60, 1), near(-9, 0)),
        why: fc.constant('The postmark.'),
      }),
    withdrawals: () =>
      fc.record({
        ...when,
        by: asker,
        investigationContinues: fc.constantFrom(undefined, undefined, true),
      }),
    skips: () =>
      fc.record({
        ...when,
        reason: oneOf(stageOf(policy, stage).skip?.reasons.map(({ code }) => code) ?? []),
        notice: fc.constant('It is investigated at once.'),
      }),
    settlements: () => fc.record({ ...when, terms: fc.constant('The wall is painted.') }),
    reopenings: () =>
      fc.record({
        ...when,
        reason: fc.constantFrom(...REOPENING_REASONS),
        explanation: fc.constant('A report was found.'),
        decidedBy: person,
      }),
    closures: () =>
      fc.record({
        ...when,
        lastHeardOn: rarely(day),
        reason: fc.constantFrom(
          'resident-satisfied',
          'actions-complete',
          'procedure-exhausted',
          'window-passed',
          'answered',
          'silence',
          'refused',
        ),
      }),
    referrals: () =>
      fc.record({
        ...when,
        to: fc.constantFrom('housing-ombudsman', 'designated-person', 'spso', 'county-court'),
        purpose: fc.constantFrom('advice', 'investigation', 'help', 'claim'),
        via: fc.constantFrom(undefined, 'designated-person'),
        who: fc.constantFrom(undefined, 'mp', 'tenant-panel', 'other'),
        ground: fc.constantFrom(undefined, 'other', 'race-discrimination'),
      }),
    'evidence-requests': () => fc.record({ ...when, referral, dueOn: near(-2, 60) }),
    'evidence-requests/{n}/submissions': () => fc.record({ ...when, n: fc.constantFrom(1, 1, 2, 3) }),
    determinations: () =>
      fc.record({
        ...when,
        referral,
        reference: fc.constant('202400224'),
        findings: fc
          .array(oneOf(findingsUnder(policy.regime)), { minLength: 1, maxLength: 3 })
          .map((found) => found.map((finding) => ({ about: 'damp', finding, inWords: 'As said.' }))),
        onReview: flag,
      }),
    orders: () =>
      fc.record({
        ...when,
        referral,
        source: fc.constantFrom('determination', 'complaint-handling-failure'),
        type: fc.constantFrom('apology', 'repair'),
        binding: flag,
        dueOn: later,
        what: fc.constant('Say sorry.'),
      }),
    'orders/{n}/completions': () => fc.record({ ...when, n: fc.constantFrom(1, 1, 2, 3) }),
  };
}

/** Acts that leave the complaint where it stands: tried, but not in place of what takes it on. */
const BESIDE = [
  'evidence-requests',
  'determinations',
  'orders',
  'updates',
  'remedies',
  'compensation',
  'learnings',
  'learnings/{n}/publications',
  'triages',
  'priorities',
  'assignment-endings',
  'notes',
  'particulars',
  'links',
  'corrections',
  'holds',
  'holds/{n}/releases',
  'erasures',
  'deliveries',
  'issues',
  'representatives',
  'representatives/{n}/changes',
  'representatives/{n}/endings',
  'authorities',
  'authorities/{n}/revocations',
  'adjustments',
  'adjustments/{n}/reviews',
  'adjustments/{n}/endings',
  'restrictions',
  'restrictions/{n}/reviews',
  'restrictions/{n}/endings',
];

/** What is tried next: mostly something on offer, and seldom what ends the complaint, so that most walks see more than one stage. */
export function nextAct(offered: readonly string[], all: readonly string[]): fc.Arbitrary<string> {
  const weight = (act: string): number => {
    if (
      [
        'withdrawals',
        'closures',
        'refusals',
        'settlements',
        'mergers',
        'reopenings',
        'skips',
        ...BESIDE,
      ].includes(act)
    )
      return 1;
    return ['outcomes', 'escalations', 'escalation-decisions', 'hearings'].includes(act) ? 90 : 10;
  };
  return fc.oneof(...offered.map((act) => ({ weight: weight(act), arbitrary: fc.constant(act) })), {
    weight: 8,
    arbitrary: fc.constantFrom(...all),
  });
}

/** A new complaint, received on this day. */
export const complaint = (policy: PolicyDocument, first: LocalDate): fc.Arbitrary<Body> =>
  fc.record({
    receivedOn: fc.constant(first),
    channel: fc.constantFrom('email', 'phone', 'letter'),
    about: fc.constantFrom(undefined, 'landlord', 'acting-for-landlord'),
    representative: fc.constantFrom(
      undefined,
      undefined,
      { name: 'A. Friend' },
      { name: 'A. Friend', permission: 'written', evidence: 'A form.' },
    ),
    group: fc.constantFrom(undefined, undefined, { name: 'Beech Court', size: 12 }),
    stage: fc.constantFrom(undefined, ...policy.stages.filter(({ entry }) => entry).map(({ key }) => key)),
    incident: fc.option(
      fc.record({
        occurredOn: fc.integer({ min: 0, max: 800 }).map((n) => addDays(first, -n)),
        reportedOn: fc.option(
          fc.integer({ min: 0, max: 800 }).map((n) => addDays(first, -n)),
          { nil: undefined },
        ),
      }),
      { nil: undefined },
    ),
  });
