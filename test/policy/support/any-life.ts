import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import type { Command } from '../../../src/policy/commands/guards/command';
import { COMMANDS } from '../../../src/policy/commands/index';
import { currentStage } from '../../../src/policy/complaint/state';
import type { PolicyDocument } from '../../../src/policy/document/document';
import { evolve } from '../../../src/policy/complaint/evolve';
import { addDays, localDateSchema } from '../../../src/policy/dates/local-date';
import { NONE_PASSES, standing } from '../../../src/policy/rules/objections';
import type { Occurred } from '../../../src/policy/rules/occurrence';
import { isRejection } from '../../../src/policy/rules/rejection';
import { bodies, complaint, nextAct } from './acts';
import { shapeFaults } from './clock-faults';
import { refusalFaults } from './refusal-faults';
import { type Body, Walk } from './walk';

const START = localDateSchema.parse('2012-02-01');
const ACTS = COMMANDS.map(({ act }) => act);
const morning = (on: string) => `${on}T09:00:00Z`;

/**
 * The refusal of the act’s own guard, for this body or for any. Of a merged complaint nothing can be done but what says so
 * itself.
 */
const refusedNow = ({ guard, onMerged }: Command, { state, rules }: Walk, body?: Occurred) =>
  state.mergers.into && !onMerged ? { code: 'merged' } : standing(guard(state, rules, body), NONE_PASSES);

/** The same of a body as a caller sends it: a second answer is refused for other reasons than a first. */
function refusedWith(act: string, body: Body, walk: Walk) {
  const command = COMMANDS.find((known) => known.act === act);
  if (!command) throw new Error(`No act ${act}`);
  return refusedNow(command, walk, command.body.parse(body));
}

/** Acts that can be done when all is over: a life with nothing else on offer is no longer worth its time. */
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
    const guarded = refusedWith(act, body, walk);
    const decided = walk.try(act, body);
    if (isRejection(decided)) {
      faults.push(...refusalFaults(decided, policy));
      if (guarded && decided.code !== guarded.code)
        faults.push(`${act} is refused as ${decided.code}, not as ${guarded.code}`);
    } else {
      if (guarded) faults.push(`${act} is taken, which is ${guarded.code}`);
      walk.take(decided);
      for (const { event } of decided.events) replayed = evolve(replayed, event);
      if (!isDeepStrictEqual(walk.state, replayed)) faults.push(`${act} leaves a state that is not replayed`);
    }

    faults.push(...walk.clocks.flatMap(shapeFaults));
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
