import fc from 'fast-check';
import { isDeepStrictEqual } from 'node:util';
import { COMMANDS } from '../../../src/policy/commands/index';
import { currentStage } from '../../../src/policy/complaint/state';
import { addDays, localDateSchema } from '../../../src/policy/dates/local-date';
import type { PolicyDocument } from '../../../src/policy/document/document';
import { shippedProcedures } from '../../../src/policy/procedures/index';
import { isRejection } from '../../../src/policy/rules/rejection';
import { bodies, complaint } from '../support/acts';
import { departureFaults } from '../support/clock-faults';
import { departuresFrom, Walk, walkOf } from '../support/walk';

/**
 * An act against the procedure moves no date later that the landlord is judged by, ends none of the resident's, and is
 * on record. Lives are random; whatever can be recorded as a departure is tried at any point of them.
 */

const START = localDateSchema.parse('2012-02-01');
const ACTS = COMMANDS.map(({ act }) => act).filter((act) => act !== 'corrections');
const morning = (on: string) => `${on}T09:00:00Z`;

function live(policy: PolicyDocument, draw: fc.GeneratorValue): { faults: string[]; codes: string[] } {
  let today = addDays(START, draw(fc.nat, { max: 365 * 14 }));
  const walk = new Walk(policy, morning(today)).log(draw(() => complaint(policy, today)));
  const faults: string[] = [];
  const codes: string[] = [];
  for (let tries = draw(fc.integer, { min: 5, max: 30 }); tries > 0; tries -= 1) {
    today = addDays(today, draw(fc.nat, { max: 12 }));
    walk.at(morning(today));
    const act = draw(() => fc.constantFrom(...(draw(fc.boolean) ? ACTS : walk.offered)));
    const body = draw(
      () => bodies(policy, currentStage(walk.state).stage, today)[act]?.() ?? fc.constant({}),
    );
    const decided = walk.try(act, body);
    if (!isRejection(decided)) {
      walk.take(decided);
      continue;
    }
    if (!decided.departures) continue;
    const departures = departuresFrom(decided).slice(0, 10);
    const recorded = walk.try(act, { ...body, departures });
    if (isRejection(recorded)) {
      if (recorded.kind === 'policy')
        faults.push(`${act} is refused as ${recorded.code} with all departures named`);
      continue;
    }
    const { clocks } = walk;
    const known = walk.state.departures.length;
    walk.take(recorded);
    codes.push(...departures.map(({ code }) => code));
    faults.push(
      ...departureFaults(clocks, walk.clocks, {
        act,
        on: recorded.events[0]?.event.on ?? today,
        codes: departures.map(({ code }) => code),
      }),
    );
    if (walk.state.departures.length !== known + departures.length)
      faults.push(`${act} is not on record whole`);
    if (!isDeepStrictEqual(walk.state, walk.replayed))
      faults.push(`${act} leaves a state that is not replayed`);
  }
  return { faults, codes };
}

const met = new Set<string>();

test.each(shippedProcedures().map((policy) => [policy.name, policy] as const))(
  '%s: no date is judged later, and none of the resident’s ends',
  (_, policy) => {
    fc.assert(
      fc.property(fc.gen(), (draw) => {
        const { faults, codes } = live(policy, draw);
        for (const code of codes) met.add(code);
        expect(faults).toEqual([]);
      }),
      { numRuns: 60, seed: 12, endOnFailure: true },
    );
  },
);

test('most rules that can be departed from are met on the way', () => {
  expect(met.size).toBeGreaterThan(25);
});

test('an extension told to somebody without permission moves no date it is judged by', () => {
  const walk = walkOf('psow', '2018-08-10T09:00:00Z').log({
    receivedOn: '2018-06-30',
    representative: { name: 'A. Friend' },
    stage: 'formal',
  });
  expect(walk.clock('respond', 'formal').judgedOn).toBe('2018-07-27');
  walk.act('extensions', {
    occurredOn: '2018-07-18',
    newDueOn: '2018-07-28',
    reason: 'Staff.',
    noticeGiven: true,
    updatePlan: { every: { amount: 5, unit: 'working-days' }, method: 'phone', agreed: true },
    recipient: 'both',
    departures: [{ code: 'authority_needed', decidedBy: 'o.one', why: 'It was sent to her friend.' }],
  });
  const { dueOn, judgedOn, sentence } = walk.clock('respond', 'formal');
  expect({ dueOn, judgedOn }).toEqual({ dueOn: '2018-07-28', judgedOn: '2018-07-27' });
  expect(sentence).toContain('it was told to somebody without permission');
});
