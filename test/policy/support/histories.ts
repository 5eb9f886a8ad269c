import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { COMMANDS } from '../../../src/policy/commands/index';
import { currentStage } from '../../../src/policy/complaint/state';
import type { PolicyDocument } from '../../../src/policy/document/document';
import { EVENT_TYPES } from '../../../src/policy/events/events';
import { replay } from '../../../src/policy/complaint/evolve';
import { addDays, localDateSchema } from '../../../src/policy/dates/local-date';
import { shippedProcedures } from '../../../src/policy/procedures/index';
import { isRejection } from '../../../src/policy/rules/rejection';
import { eventOf, type StoredEvent } from '../../../src/policy/events/stored-event';
import { firstBuildLines } from '../../support/databases/first-build-database';
import { bodies, complaint, nextAct } from './acts';
import { withPausesAndPriorities } from './with-pauses-and-priorities';
import { Walk } from './walk';

const RECORDS = join(__dirname, '../../records');
/** Events of the kinds that came later, one complaint a line, as the release that brought them wrote them. */
export const LATER = join(RECORDS, 'later-kinds.jsonl');
/** The format, and in the lines below it what each of the histories comes to in it. */
export const STATES = join(RECORDS, 'states.jsonl');

export const linesOf = (file: string): unknown[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));

export type History = readonly StoredEvent[];

/** What every release has to read for ever: complaints as the first build recorded them, then the later kinds of events. */
export const histories = (): History[] => [...ofTheFirstBuild(), ...(linesOf(LATER) as History[])];

function ofTheFirstBuild(): History[] {
  const byComplaint = new Map<unknown, StoredEvent[]>();
  for (const { table, row } of firstBuildLines()) {
    if (table !== 'complaint_events') continue;
    const { complaint_id, type, data, promised, occurred_on: occurredOn, occurred_at: occurredAt } = row;
    const event = { type, data, promised, occurredOn, occurredAt } as StoredEvent;
    byComplaint.set(complaint_id, [...(byComplaint.get(complaint_id) ?? []), event]);
  }
  return [...byComplaint.values()];
}

/** As it would stand in the database. */
export function stateOf(history: History): unknown {
  const events = history.map((stored) => {
    const event = eventOf(stored);
    if (!event)
      throw new Error(`An event of the type ${stored.type} can no longer be read: ${JSON.stringify(stored)}`);
    return event;
  });
  return JSON.parse(JSON.stringify(replay(events)));
}

export function missingKinds(known: readonly History[]): string[] {
  const there = new Set(known.flatMap((history) => history.map(({ type }) => type)));
  return EVENT_TYPES.filter((type) => !there.has(type));
}

/** Complaints in which the kinds that are missing happen, as far as they come about by acts; each adds some. */
export function withMissingKinds(known: readonly History[]): History[] {
  if (missingKinds(known).length === 0) return [];
  const pool = [...shippedProcedures(), withPausesAndPriorities()].flatMap(livesUnder);
  const found: History[] = [];
  for (;;) {
    const missing = missingKinds([...known, ...found]);
    const gain = (history: History) =>
      missing.filter((kind) => history.some(({ type }) => type === kind)).length;
    const best = pool.reduce((most, history) => (gain(history) > gain(most) ? history : most), [] as History);
    if (gain(best) === 0) return found;
    found.push(best);
  }
}

const START = localDateSchema.parse('2021-02-01');
const ACTS = COMMANDS.map(({ act }) => act);

function livesUnder(policy: PolicyDocument): History[] {
  const lives: History[] = [];
  fc.assert(
    fc.property(fc.gen(), (draw) => {
      let today = addDays(START, draw(fc.nat, { max: 365 }));
      const walk = new Walk(policy).log(draw(() => complaint(policy, today)));
      for (let tries = 30; tries > 0; tries -= 1) {
        today = addDays(today, draw(fc.nat, { max: 12 }));
        walk.at(`${today}T09:00:00Z`);
        const act = draw(() => nextAct(walk.offered, ACTS));
        const { stage } = currentStage(walk.state);
        const decided = walk.try(
          act,
          draw(() => bodies(policy, stage, today)[act]?.() ?? fc.constant({})),
        );
        if (!isRejection(decided)) walk.take(decided);
      }
      lives.push(
        walk.events.map(({ type, on, at, data, promised }) => ({
          type,
          data,
          promised,
          occurredOn: on,
          occurredAt: at,
        })),
      );
    }),
    { numRuns: 40, seed: 20260301 },
  );
  return lives;
}
