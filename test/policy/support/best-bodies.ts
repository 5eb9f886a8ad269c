import { effective } from '../../../src/policy/complaint/effective';
import { handlerAt } from '../../../src/policy/complaint/handlers';
import { currentStage } from '../../../src/policy/complaint/state';
import { stageOf } from '../../../src/policy/document/document';
import { COMMON_OUTCOMES } from '../../../src/policy/document/vocabulary';
import { addDays, type LocalDate } from '../../../src/policy/dates/local-date';
import { casesOf, INVESTIGATIONS } from '../../../src/policy/commands/ombudsman/case';
import { awaitedEvidence, openOrders } from '../../../src/policy/complaint/ombudsman';
import { handlersNow } from '../../../src/policy/complaint/handlers';
import { openHolds } from '../../../src/policy/complaint/privacy';
import { findingsUnder } from '../../../src/policy/conditions/ombudsman-findings';
import { COMMANDS } from '../../../src/policy/commands/index';
import { isRejection } from '../../../src/policy/rules/rejection';
import { todayOf } from '../../../src/policy/rules/rules';
import { type Body, departuresFrom, type Walk } from './walk';

const texts = (keys: readonly string[]) => Object.fromEntries(keys.map((key) => [key, `About ${key}.`]));
const DEFINITION = { issues: [{ text: 'Damp' }], outcomesSought: 'A repair' };
const DISCRETION = { decidedBy: 'o.one', applied: false, reasons: 'Considered.' };
const UPDATES = { every: { amount: 5, unit: 'working-days' }, method: 'phone', agreed: true };

const CONSIDERED = { reason: 'Calls.', evidence: 'A log.', equalityConsideration: 'None.' };

/** The same body for each of the numbers the act is on offer for. */
const numbered =
  (act: string, rest: Body = {}) =>
  ({ state }: Walk): Body[] =>
    (COMMANDS.find((command) => command.act === act)?.numbers?.(state) ?? []).map((n) => ({ n, ...rest }));

/**
 * For each act the bodies of somebody who knows the procedure and leaves nothing out. An act that is on offer must take
 * one of them. Acts without a line here are not looked at.
 */
const BEST: Readonly<Record<string, (walk: Walk) => Body[]>> = {
  acknowledgements: (walk) => [
    { definition: DEFINITION, contains: stageNow(walk).acknowledgement?.mustContain ?? [] },
  ],
  triages: () => [{ canBeAnsweredEarly: false, complex: true, vulnerabilityConsidered: false }],
  priorities: (walk) =>
    [null, ...(walk.rules.policy.intake.priorities ?? [])].map((priority) => ({ priority, why: 'It is.' })),
  'learnings/{n}/publications': numbered('learnings/{n}/publications', { to: 'website' }),
  definitions: () => [DEFINITION],
  assignments: (walk) => {
    const seniorTo = peopleOf(walk);
    // Somebody whom the complaint has not seen: a person who handled an earlier stage is not independent at the next.
    const person =
      ['f.one', 'f.two', 'f.three', 'f.four'].find((free) => !seniorTo.includes(free)) ?? 'f.new';
    const handler = { person, seniorTo };
    const declared = { ...handler, responsibleForService: false, subjectOfComplaint: false };
    return [undefined, ...(stageNow(walk).handler?.roles ?? [])].map((role) => ({ ...declared, role }));
  },
  'assignment-endings': (walk) =>
    handlersNow(walk.state).map(({ person }) => ({ person, reason: 'A neighbour.' })),
  contacts: () => [{}],
  refusals: (walk) => {
    const { exclusions } = walk.rules.policy.intake;
    const full = { evidence: 'As told.', decidedBy: 'o.one', ombudsmanRightTold: true };
    return [...exclusions.map(({ code }) => code), 'out-of-time'].map((reason) => ({
      ...full,
      reason,
      filedOn: walk.state.received.on,
      exception: 'It was considered.',
      notReportedAtTheTime: true,
      discretion: DISCRETION,
    }));
  },
  extensions: (walk) => {
    const clock = walk.clock('respond', currentStage(walk.state).stage);
    const from = clock.dueOn ?? clock.originalDueOn;
    if (from === null) return [];
    const full = {
      newDueOn: addDays(from, 1),
      reason: 'Staff.',
      goodReason: 'Flood.',
      agreed: true,
      noticeGiven: true,
      ombudsmanContactGiven: true,
      updatePlan: UPDATES,
    };
    return [undefined, ...(stageNow(walk).extension?.decidedBy ?? [])].map((role) => ({ ...full, role }));
  },
  hearings: (walk) => [{ arrangedFor: currentStage(walk.state).requested.on }],
  outcomes: (walk) => {
    const { policy } = walk.rules;
    const words = policy.outcomes?.map(({ code }) => code) ?? [...COMMON_OUTCOMES];
    const explained = [
      ...(stageNow(walk).response?.mustContain ?? []),
      ...(policy.outcomes?.flatMap(({ mustExplain }) => mustExplain) ?? []),
    ];
    const issues = currentStage(walk.state).definition?.issues ?? [];
    // Where nobody has it any more, on the last day on which somebody had.
    const { assignments } = currentStage(walk.state);
    const ends = handlerAt(currentStage(walk.state))
      ? []
      : assignments.flatMap(({ endedOn }) => endedOn ?? []);
    const days = ends.map((endedOn) => ({ occurredOn: addDays(endedOn, -1) }));
    return words.flatMap((outcome) =>
      [{}, ...days].map((when) => ({
        ...when,
        outcome,
        method: 'letter',
        explanations: texts(explained),
        assertions: policy.outcomes?.flatMap(({ mustAssert }) => mustAssert) ?? [],
        findings: issues.map(({ n }) => ({ issue: n, outcome })),
      })),
    );
  },
  escalations: (walk) => {
    const grounds =
      stageNow(walk)
        .escalation?.grounds?.slice(0, 1)
        .map(({ code }) => code) ?? [];
    const request = { grounds, reason: 'Not answered.' };
    return [request, { ...request, lateDiscretion: { decidedBy: 'o.one', reason: 'Ill.' } }];
  },
  'escalation-decisions': (walk) => {
    const gates = walk.rules.policy.stages.flatMap(({ escalation }) => (escalation ? [escalation] : []));
    const grounds = gates.flatMap(({ grounds: named }) => named?.map(({ code }) => code) ?? []);
    const roles = gates.flatMap(({ decision }) => decision?.decidedBy ?? []);
    const decider = { decidedBy: 'o.one', seniorTo: peopleOf(walk), responsibleForService: false };
    const codes = [
      ...gates.flatMap(({ decision }) => decision?.refusals.map(({ code }) => code) ?? []),
      ...walk.rules.policy.intake.exclusions.map(({ code }) => code),
    ];
    const refused = {
      accepted: false,
      reason: 'As told.',
      ombudsmanRightTold: true,
      filedOn: walk.state.received.on,
      exception: 'It was considered.',
    };
    const bodies: Body[] = [
      ...[undefined, ...grounds].map((ground) => ({ accepted: true, ground })),
      ...codes.map((refusal) => ({ ...refused, refusal })),
    ];
    return bodies.flatMap((body) => [undefined, ...roles].map((role) => ({ ...decider, ...body, role })));
  },
  particulars: ({ state: { tenure } }) => [
    { why: 'changed', tenure: tenure === 'leasehold' ? null : 'leasehold' },
  ],
  corrections: ({ state: { received } }) => [
    { receivedOn: addDays(received.on, -1), why: 'The postmark.' },
    { receivedAt: `${received.on}T00:00:00Z`, why: 'The log of the mail server.' },
  ],
  withdrawals: () => [{}],
  skips: (walk) =>
    (stageNow(walk).skip?.reasons ?? []).map(({ code }) => ({ reason: code, notice: 'At once.' })),
  settlements: () => [{ terms: 'The wall is painted.' }],
  reopenings: () => [{ reason: 'new-evidence', explanation: 'A report was found.', decidedBy: 'o.one' }],
  representatives: () => [{ name: 'A. Friend', permission: 'written', evidence: 'A form.' }],
  'representatives/{n}/changes': numbered('representatives/{n}/changes', { name: 'B. Friend' }),
  'representatives/{n}/endings': numbered('representatives/{n}/endings'),
  authorities: () => [{ form: 'written', evidence: 'A form.' }],
  'authorities/{n}/revocations': numbered('authorities/{n}/revocations'),
  adjustments: (walk) => [
    { kind: 'adjustment', text: 'Large print.', purpose: 'Letters.', reviewOn: todayOf(walk.rules) },
  ],
  'adjustments/{n}/reviews': (walk) =>
    numbered('adjustments/{n}/reviews', { reviewOn: todayOf(walk.rules) })(walk),
  'adjustments/{n}/endings': numbered('adjustments/{n}/endings'),
  restrictions: (walk) => [{ kind: 'writing-only', ...CONSIDERED, reviewOn: todayOf(walk.rules) }],
  'restrictions/{n}/reviews': (walk) => {
    const { evidence: _, ...considered } = CONSIDERED;
    const today = todayOf(walk.rules);
    return numbered('restrictions/{n}/reviews', { ...considered, reviewOn: today, endsOn: today })(walk);
  },
  'restrictions/{n}/endings': numbered('restrictions/{n}/endings'),
  closures: () =>
    ['resident-satisfied', 'refused', 'procedure-exhausted', 'window-passed'].map((reason) => ({ reason })),
  mergers: () => [{ into: 'C-2012-000001', sameComplainant: true, reason: 'Both are about the damp.' }],
  referrals: (walk) => [
    ...walk.rules.policy.referrals.map(({ to, purpose, via }) => ({ to, purpose, via: via ?? undefined })),
    { to: 'housing-ombudsman', purpose: 'advice' },
  ],
  'evidence-requests': (walk) => [{ dueOn: todayOf(walk.rules) }],
  'evidence-requests/{n}/submissions': ({ state }) => awaitedEvidence(state.ombudsman).map((n) => ({ n })),
  determinations: ({ state, rules }) => {
    const finding = findingsUnder(rules.policy.regime)[0];
    const first = { reference: '202400224', findings: [{ about: 'damp', finding }] };
    const latest = { ...first, referral: casesOf(state, INVESTIGATIONS).at(-1) };
    return [latest, { ...latest, onReview: true }];
  },
  orders: (walk) => [
    {
      source: 'complaint-handling-failure',
      type: 'apology',
      dueOn: todayOf(walk.rules),
      what: 'Say sorry.',
    },
  ],
  'orders/{n}/completions': ({ state }) => openOrders(state.ombudsman).map((n) => ({ n })),
  holds: (walk) => [{ reason: 'court-claim', reviewOn: todayOf(walk.rules) }],
  'holds/{n}/releases': ({ state }) => openHolds(state.privacy).map((n) => ({ n })),
  erasures: () => [{ basis: 'resident-request' }],
};

const stageNow = ({ state, rules }: Walk) => stageOf(rules.policy, currentStage(state).stage);

const peopleOf = ({ state }: Walk): string[] => [
  ...new Set(
    state.stages.flatMap(({ assignments, response, hearing }) => [
      ...assignments.map(({ person }) => person),
      ...(response?.decidedBy ? [response.decidedBy] : []),
      ...hearing.panel,
    ]),
  ),
];

/** Whether some body is accepted for the act: entered today, or as having happened on a day when something else did. */
export function takesSome(walk: Walk, act: string, today: LocalDate): boolean {
  if (!BEST[act]) return true;
  for (const body of bestBodies(walk, act, today)) if (walk.takes(act, body)) return true;
  return false;
}

/** The bodies of the act on each day on which something happened, today first; none of an act without a line. */
export function* bestBodies(walk: Walk, act: string, today: LocalDate): Generator<Body> {
  const days = [today, ...new Set(effective(walk.events).flatMap(({ event }) => event?.on ?? []))];
  for (const body of BEST[act]?.(walk) ?? []) for (const occurredOn of days) yield { occurredOn, ...body };
}

/** Why an act is no departure that can be recorded: some body is taken without one, or none with all that are met. */
export function recordableFaults(walk: Walk, act: string, today: LocalDate): string[] {
  let tried = 0;
  for (const body of bestBodies(walk, act, today)) {
    tried += 1;
    const refused = walk.try(act, body);
    if (!isRejection(refused)) return [`${act} is not on offer, and ${JSON.stringify(body)} is taken`];
    const departures = departuresFrom(refused);
    if (departures.length > 0 && walk.takes(act, { ...body, departures })) return [];
  }
  return tried === 0 ? [] : [`${act} can be recorded, and no body records it`];
}
