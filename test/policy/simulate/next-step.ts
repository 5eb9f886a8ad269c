import fc from 'fast-check';
import { COMMANDS } from '../../../src/policy/commands/index';
import { effective } from '../../../src/policy/complaint/effective';
import { currentStage } from '../../../src/policy/complaint/state';
import { actOf, isCorrectable, stands } from '../../../src/policy/corrections/acts';
import { addDays, type LocalDate, localDateSchema } from '../../../src/policy/dates/local-date';
import { bodies, nextAct } from '../support/acts';
import { bestBodies } from '../support/best-bodies';
import type { RecordedWalk } from '../support/recorded';
import { type Body, departuresFrom } from '../support/walk';
import type { Step } from './history';
import type { Against } from './life';

const ACTS = COMMANDS.map(({ act }) => act).filter((act) => act !== 'corrections');

/** The next step of a complaint: an act, a correction, or nothing. */
export function nextStep(walk: RecordedWalk, on: LocalDate, draw: fc.GeneratorValue): Step {
  const kind = draw(() => fc.constantFrom(...KINDS));
  if (kind === 'midnight') return [on, 'midnight', {}];
  if (kind === 'correction') return [on, 'corrections', draw(() => correctionOf(walk, on))];
  const offered = walk.offered.filter((act) => act !== 'corrections');
  const act = draw(() => nextAct(offered, ACTS));
  const body = draw(() => bodyOf(walk, act, on));
  const isKnown = offered.includes(act) && draw(fc.boolean);
  return [on, act, isKnown ? knowing(walk, [on, act, body], draw) : body];
}

/** The body of somebody who knows the procedure, but for a field or two. */
function knowing(walk: RecordedWalk, [on, act, body]: Step, draw: fc.GeneratorValue): Body {
  const best = [...bestBodies(walk, act, localDateSchema.parse(on))];
  if (best.length === 0) return body;
  const fields = Object.keys(body).filter((field) => body[field] !== undefined);
  const other = draw(() => fc.subarray(fields, { maxLength: Math.min(2, fields.length) }));
  const known = best[draw(fc.nat, { max: best.length - 1 })];
  return { ...known, ...Object.fromEntries(other.map((field) => [field, body[field]])) };
}

const KINDS = [
  ...Array<'act'>(14).fill('act'),
  'correction',
  'correction',
  'correction',
  'midnight',
] as const;

/** The same step as it happened all the same: departing from the procedure, or with what no longer fits put right too. */
export function allTheSame([on, act, body]: Step, against: Against, draw: fc.GeneratorValue): Step | null {
  if (draw(fc.boolean)) return null;
  if ('rejected' in against)
    return against.departures
      ? [on, act, { ...body, departures: departuresFrom(against).slice(0, 10) }]
      : null;
  const named = (body.changes ?? []) as readonly Body[];
  const departures: Body[] = [];
  const struck: Body[] = [];
  for (const { event, inserted, code, recordable } of against.misfits) {
    if (named.some((change) => change.event === event)) continue;
    if (recordable && draw(fc.boolean)) departures.push({ event, code, decidedBy: null, why: 'It was so.' });
    else struck.push({ event, ...(inserted !== null && { inserted }), strike: true });
  }
  return [on, act, { ...body, changes: [...named, ...struck], departures }];
}

const bodyOf = (walk: RecordedWalk, act: string, on: LocalDate): fc.Arbitrary<Body> =>
  bodies(walk.rules.policy, currentStage(walk.state).stage, on)[act]?.() ?? fc.constant({});

/** Most kinds of corrections of a record, mostly of acts that are there. */
function correctionOf(walk: RecordedWalk, on: LocalDate): fc.Arbitrary<Body> {
  const entries = effective(walk.events);
  const standing = entries.filter(stands).filter(({ event }) => isCorrectable(event));
  const struck = entries.filter((entry) => entry.struck && isCorrectable(entry.recorded));
  const place = ({ sequence, inserted }: (typeof entries)[number]): Body =>
    inserted === null ? { event: sequence } : { event: sequence, inserted };
  const day = (around: LocalDate) => fc.integer({ min: -6, max: 6 }).map((n) => addDays(around, n));
  const one = fc.constantFrom(...standing);
  const only = fc.constantFrom({}, {}, {}, { only: true });
  const otherDay = one.chain((entry) =>
    fc
      .tuple(day(entry.event.on), only)
      .map(([occurredOn, alone]): Body => ({ ...place(entry), ...alone, with: { occurredOn } })),
  );
  const otherBody = one.chain((entry) =>
    bodyOf(walk, actOf([entry]), on).chain((body) => {
      const fields = Object.keys(body).filter((field) => body[field] !== undefined);
      return fc
        .subarray(fields, { maxLength: Math.min(2, fields.length) })
        .map((some): Body => ({ ...place(entry), with: Object.fromEntries(some.map((f) => [f, body[f]])) }));
    }),
  );
  const strike = one.chain((entry) =>
    only.map(
      (alone): Body => ({
        ...place(entry),
        ...alone,
        strike: true,
        ...(entry.sequence === 1 && { as: 'duplicate' }),
      }),
    ),
  );
  const back = fc
    .constantFrom(...(struck.length > 0 ? struck : entries))
    .map((entry): Body => ({ ...place(entry), strike: false }));
  const forgotten = fc
    .constantFrom(...entries.filter(({ inserted, sequence }) => inserted === null && sequence > 1), null)
    .chain((entry) =>
      fc.constantFrom(...ACTS).chain((act) =>
        fc.tuple(bodyOf(walk, act, entry?.recorded.on ?? on), day(entry?.recorded.on ?? on)).map(
          ([body, occurredOn]): Body => ({
            before: entry?.sequence ?? 2,
            act,
            body: { occurredOn, ...body },
          }),
        ),
      ),
    );
  const change = fc.oneof(
    { weight: 4, arbitrary: otherDay },
    { weight: 3, arbitrary: otherBody },
    { weight: 4, arbitrary: strike },
    { weight: struck.length > 0 ? 5 : 1, arbitrary: back },
    { weight: 3, arbitrary: forgotten },
  );
  const changes = fc.record({
    changes: fc.array(change, { minLength: 1, maxLength: 2 }),
    residentTold: fc.constantFrom(undefined, undefined, true),
  });
  const received = day(walk.state.received.on).map((receivedOn): Body => ({ receivedOn }));
  return fc.oneof({ weight: 8, arbitrary: changes }, { weight: 1, arbitrary: received });
}
