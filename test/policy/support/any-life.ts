import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import type { Clock } from '../../../src/policy/clocks/clock';
import { COMMANDS } from '../../../src/policy/commands/index';
import { currentStage } from '../../../src/policy/complaint/state';
import type { PolicyDocument } from '../../../src/policy/document/document';
import { evolve } from '../../../src/policy/complaint/evolve';
import { addDays, localDateSchema } from '../../../src/policy/dates/local-date';
import { NONE_PASSES, standing } from '../../../src/policy/rules/objections';
import { isRejection, type Rejection } from '../../../src/policy/rules/rejection';
import { bodies, complaint, nextAct } from './acts';
import { Walk } from './walk';

const START = localDateSchema.parse('2012-02-01');
const ACTS = COMMANDS.map(({ act }) => act);
const morning = (on: string) => `${on}T09:00:00Z`;

/** What must hold of a clock, as sentences about where it does not. */
function faultsOf(clock: Clock): string[] {
  const dates = [clock.dueOn, clock.originalDueOn, clock.policyEarliestOn, clock.schemeEarliestOn];
  const held: [boolean, string][] = [
    [/^[A-Z].*\.$/.test(clock.sentence), 'its sentence does not end as one'],
    [!/undefined|null|NaN| {2}/.test(clock.sentence), 'its sentence has a hole'],
    [dates.every((on) => on === null || on < '2100-01-01'), 'it has a far date'],
    [clock.kind === 'refer' || clock.limit !== null || clock.dueOn === null, 'it has a date without a limit'],
    [
      clock.kind === 'refer' || clock.projected || !clock.originalDueOn || !!clock.anchor?.on,
      'its date counts from nothing',
    ],
    [!clock.projected || clock.anchor?.on === null, 'it is projected though its anchor has happened'],
    [clock.metOn === null || clock.stoppedOn === null, 'it was both met and stopped'],
    [clock.status !== 'missed' || clock.limit !== null, 'it was missed without a limit'],
    [clock.excluded.every(({ why }) => why !== ''), 'a day was left out without a reason'],
  ];
  return held
    .filter(([holds]) => !holds)
    .map(([, fault]) => `${clock.kind} at ${clock.stage}: ${fault} (${clock.sentence})`);
}

/** What must hold of a refusal. */
function faultsIn(refusal: Rejection, policy: PolicyDocument): string[] {
  const pointers = refusal.errors?.map(({ pointer }) => pointer) ?? [];
  const held: [boolean, string][] = [
    [/^[a-z]+(_[a-z]+)*$/.test(refusal.code), 'its code is not snake_case'],
    [/^\S.*\.$/.test(refusal.detail), 'its detail is no sentence'],
    [!/undefined|NaN| {2}/.test(refusal.detail), 'its detail has a hole'],
    [refusal.policyVersion === policy.version, 'it does not say which version gave it'],
    [pointers.every((pointer) => pointer.startsWith('/')), 'a pointer does not start with a slash'],
    [refusal.rule === undefined || refusal.rule.clause.startsWith('/'), 'its clause is no pointer'],
  ];
  return held.filter(([holds]) => !holds).map(([, fault]) => `${refusal.code}: ${fault} (${refusal.detail})`);
}

/** What the act’s own guard says, unless the complaint was merged: then nothing but what says so itself can be done. */
const refusedNow = ({ guard, onMerged }: (typeof COMMANDS)[number], { state, rules }: Walk) =>
  state.mergers.into && !onMerged ? { code: 'merged' } : standing(guard(state, rules), NONE_PASSES);

/** What can be done when all is over: a life with nothing else on offer is no longer worth its time. */
const AT_THE_END = [
  'referrals',
  'learnings',
  'notes',
  'particulars',
  'links',
  'corrections',
  'assignment-endings',
];

interface Life {
  readonly walk: Walk;
  /** Where it got to. */
  readonly reached: string[];
  readonly faults: string[];
}

/** Lives one random complaint, looking after each attempt. What is wrong is gathered: an `expect` at each step took a third of the time. */
function live(policy: PolicyDocument, draw: fc.GeneratorValue): Life {
  let today = addDays(START, draw(fc.nat, { max: 365 * 14 }));
  const walk = new Walk(policy, morning(today)).log(draw(() => complaint(policy, today)));
  const reached: string[] = [];
  const faults: string[] = [];
  let { replayed } = walk;
  for (let tries = draw(fc.integer, { min: 5, max: 40 }); tries > 0; tries -= 1) {
    today = addDays(today, draw(fc.nat, { max: 12 }));
    walk.at(morning(today));
    const guards = new Map(COMMANDS.map((command) => [command.act, refusedNow(command, walk)]));
    const { offered } = walk;
    const open = ACTS.filter((act) => guards.get(act) === null);
    if (offered.join() !== open.join()) faults.push(`${offered.join()} are offered, ${open.join()} are open`);

    if (offered.every((act) => AT_THE_END.includes(act))) break;
    const act = draw(() => nextAct(offered, ACTS));
    const { stage } = currentStage(walk.state);
    const body = draw(() => bodies(policy, stage, today)[act]?.() ?? fc.constant({}));
    const decided = walk.try(act, body);
    const guarded = guards.get(act);
    if (isRejection(decided)) {
      faults.push(...faultsIn(decided, policy));
      if (guarded && decided.code !== guarded.code)
        faults.push(`${act} is refused as ${decided.code}, not as ${guarded.code}`);
    } else {
      if (guarded) faults.push(`${act} is taken, which is ${guarded.code}`);
      walk.take(decided);
      for (const { event } of decided.events) replayed = evolve(replayed, event);
      if (!isDeepStrictEqual(walk.state, replayed)) faults.push(`${act} leaves a state that is not replayed`);
    }

    faults.push(...walk.clocks.flatMap(faultsOf));
    reached.push(`${walk.state.status} at ${currentStage(walk.state).stage}`);
  }
  return { walk, reached, faults };
}

/** The walk itself, for the files that share the procedures out among them. */
export function expectWholeLives(policy: PolicyDocument): void {
  const reached = new Set<string>();
  fc.assert(
    fc.property(fc.gen(), (draw) => {
      const { walk, faults, ...life } = live(policy, draw);
      expect(faults).toEqual([]);
      expect(walk.state).toEqual(walk.replayed);
      for (const place of life.reached) reached.add(place);
    }),
    { numRuns: 140, seed: 20240902, endOnFailure: true },
  );
  // The walks are worth their time only if they get to the end of the procedure.
  expect([...reached]).toContain(`responded at ${policy.stages.at(-1)?.key}`);
}
