import { z } from 'zod';
import { clockSchema } from './clocks/clock';
import type { Command } from './commands/guards/command';
import { COMMANDS } from './commands/index';
import { logSchema } from './commands/intake/log';
import { COMPLAINT_STATUSES, currentStage } from './complaint/state';
import { explainedAll } from './clocks/dated-clock';
import { type Decided, decide, decideLog } from './decide';
import { EVENT_TYPES } from './events/events';
import { localDateSchema } from './dates/local-date';
import { isRejection, type Rejection } from './rules/rejection';
import type { Occurred } from './rules/occurrence';
import { type Rules, todayOf } from './rules/rules';

const ACTS = COMMANDS.map(({ act }) => act);
export const MOST_ACTS = 100;

/** A complaint as it would be logged; who complains and of what moves no date, so both may be left out. */
export const plannedComplaintSchema = logSchema
  .extend({
    complainant: logSchema.shape.complainant.optional(),
    summary: logSchema.shape.summary.optional(),
  })
  .meta({ id: 'PlannedComplaint' });
export type PlannedComplaint = z.infer<typeof plannedComplaintSchema>;

export const plannedActSchema = z
  .strictObject({
    act: z.enum(ACTS).describe('As in the path of the act on a complaint.'),
    body: z
      .record(z.string(), z.unknown())
      .default({})
      .describe('What POST /v1/complaints/{id}/{act} takes, with the day it happens as occurredOn.'),
  })
  .meta({ id: 'PlannedAct' });

/** One act of a timeline, its body already parsed by the command's own schema. */
export interface Step {
  readonly command: Command;
  readonly body: Occurred;
}

export const timelineSchema = z.strictObject({
  status: z.enum(COMPLAINT_STATUSES).nullable().describe('null: the complaint itself was refused.'),
  stage: z.string().nullable(),
  clocks: z.array(clockSchema).readonly(),
  events: z.array(z.strictObject({ type: z.enum(EVENT_TYPES), on: localDateSchema })).readonly(),
});

export interface RefusedStep {
  /** Which of the acts; null: the complaint itself. */
  readonly index: number | null;
  readonly act: string;
  readonly rejection: Rejection;
}

export type Timeline = z.infer<typeof timelineSchema> & { readonly refused: RefusedStep | null };

/** The command an act of this name is; undefined where no act is called so. */
export const commandOf = (act: string): Command | undefined =>
  COMMANDS.find((command) => command.act === act);

/**
 * What would come of a complaint and a list of acts, in their order, up to the first that would be refused. It runs
 * the very commands that decide on real complaints, so it cannot promise what they would not do.
 */
export function timelineOf(planned: PlannedComplaint, steps: readonly Step[], given: Rules): Timeline {
  const rules = { ...given, today: { at: given.now, on: todayOf(given) } };
  const complainant = planned.complainant ?? { name: 'The resident' };
  const summary = planned.summary ?? 'What if';
  let latest = decideLog({ ...planned, complainant, summary }, null, rules);
  if (isRejection(latest)) {
    const refused = { index: null, act: 'complaints', rejection: latest };
    return { status: null, stage: null, clocks: [], events: [], refused };
  }
  const events = shown(latest);
  for (const [index, { command, body }] of steps.entries()) {
    const next: Decided | Rejection = decide(command, latest, body, rules);
    if (isRejection(next)) return timelineAt(latest, events, { index, act: command.act, rejection: next });
    latest = next;
    events.push(...shown(latest));
  }
  return timelineAt(latest, events, null);
}

type Shown = Timeline['events'][number];

const shown = ({ events }: Decided): Shown[] => events.map(({ event: { type, on } }) => ({ type, on }));

function timelineAt(
  { state, clocks }: Decided,
  events: readonly Shown[],
  refused: RefusedStep | null,
): Timeline {
  const { stage } = currentStage(state);
  return { status: state.status, stage, clocks: explainedAll(clocks, state), events, refused };
}
