import fc from 'fast-check';
import { COMMANDS } from '../../src/policy/commands/index';
import { addDays, localDateSchema } from '../../src/policy/dates/local-date';
import type { PolicyDocument } from '../../src/policy/document/document';
import { shipped } from '../../src/policy/procedures';
import { bodies, complaint, nextAct } from '../policy/support/acts';
import { startTestApp, type TestApp } from '../support/app';
import { type Desk, openDesk } from '../support/landlord-desk';
import { expectWholeRecord } from '../support/whole-record';

const START = localDateSchema.parse('2024-06-01');
// An erasure takes words away from every day, and what another complaint does is no act of this one's.
const ACTS = COMMANDS.map(({ act }) => act).filter((act) => act !== 'erasures' && act !== 'corrections');
const LIVES = 4;

let service: TestApp;
let corrected = 0;
const recorded = new Set<string>();

beforeAll(async () => {
  service = await startTestApp();
});
afterAll(async () => {
  await service.stop();
  // The days kept prove little unless much had happened by them, and corrections were among it.
  expect(recorded.size).toBeGreaterThan(18);
  expect(corrected).toBeGreaterThan(8);
});

/** The three answers about the complaint, now or as they were known. */
async function answers({ caller, complaint: { id } }: Desk, knownAt?: string) {
  const asked = knownAt === undefined ? '' : `?knownAt=${encodeURIComponent(knownAt)}`;
  const paths = ['', '/clocks', '/events'].map((part) => `/v1/complaints/${id}${part}${asked}`);
  return Promise.all(paths.map(async (path) => (await caller.get(path)).body));
}

/** A correction of some event: another day for its act, or its end. */
const correction = (version: number, today: string) =>
  fc.record({
    why: fc.constant('It had been entered from the wrong letter.'),
    changes: fc.tuple(
      fc.oneof(
        fc.record({
          event: fc.integer({ min: 1, max: version }),
          strike: fc.constantFrom(true, true, false),
        }),
        fc.record({
          event: fc.integer({ min: 1, max: version }),
          with: fc
            .nat({ max: 9 })
            .map((days) => ({ occurredOn: addDays(localDateSchema.parse(today), -days) })),
        }),
      ),
    ),
  });

/** A complaint through a random life, with the answers of each moment kept. */
async function live(desk: Desk, policy: PolicyDocument, draw: fc.GeneratorValue) {
  let today = addDays(START, draw(fc.nat, { max: 400 }));
  service.setNow(`${today}T09:00:00.000Z`);
  await desk.log(draw(() => complaint(policy, today)) as Record<string, unknown>);
  const kept = [{ at: `${today}T09:00:00.000Z`, answers: await answers(desk) }];
  for (let tries = draw(fc.integer, { min: 8, max: 24 }); tries > 0; tries -= 1) {
    today = addDays(today, 1 + draw(fc.nat, { max: 12 }));
    const at = `${today}T${draw(() => fc.constantFrom('00:30', '09:00', '23:10'))}:00.000Z`;
    service.setNow(at);
    const { version, stage, actions } = desk.complaint;
    const corrects = draw(fc.nat, { max: 3 }) === 0;
    const offered = COMMANDS.map(({ act }) => act).filter((act) =>
      actions.some((open) => open.act.replace(/\d+/, '{n}') === act),
    );
    const act = corrects ? 'corrections' : draw(() => nextAct(offered, ACTS));
    const given = corrects
      ? draw(() => correction(version, today))
      : draw(() => bodies(policy, stage, today)[act]?.() ?? fc.constant({}));
    const { n, ...body } = given as Record<string, unknown>;
    const { status, body: answer } = await desk.post(desk.path(act.replace('{n}', String(n))), body);
    expect(status).toBeLessThan(500);
    if (status === 201) {
      desk.complaint = answer;
      recorded.add(act);
      if (corrects) corrected += 1;
    }
    // A day without an act is kept too: dates pass by themselves.
    kept.push({ at, answers: await answers(desk) });
  }
  return kept;
}

test.each(['code-2024', 'westfield', 'hhs', 'settle'])(
  'the answers kept on any day of a life under %s are those asked for of that day later',
  async (name) => {
    const policy = shipped(name);
    if (!policy) throw new Error(`No procedure ${name}`);
    const desk = await openDesk(service, name);
    await fc.assert(
      fc.asyncProperty(fc.gen(), async (draw) => {
        const kept = await live(desk, policy, draw);
        service.setNow('2026-03-02T10:00:00.000Z');
        for (const { at, answers: then } of kept)
          expect({ at, answers: await answers(desk, at) }).toEqual({ at, answers: then });
        await expectWholeRecord(service, desk);
      }),
      { numRuns: LIVES, seed: 20261201, endOnFailure: true },
    );
  },
);
