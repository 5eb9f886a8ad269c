import { isFault } from '../../src/policy/calendar/calendar';
import { decideLog } from '../../src/policy/decide';
import { clocksOf } from '../../src/policy/clocks/deadlines';
import { logSchema } from '../../src/policy/commands/intake/log';
import { instantSchema } from '../../src/policy/dates/local-date';
import { calendarOf } from '../../src/policy/calendar/of-policy';
import { shipped } from '../../src/policy/procedures/index';
import { isRejection } from '../../src/policy/rules/rejection';
import { presentAt, type Rules } from '../../src/policy/rules/rules';
import { commandOf, plannedComplaintSchema, type Step, timelineOf } from '../../src/policy/timeline';

const definition = { issues: [{ text: 'Damp in the bedroom.' }], outcomesSought: 'A repair.' };

function answer(onward: string): Record<string, unknown> {
  const keys = [
    'stage',
    'complaint-definition',
    'decision',
    'reasons',
    'remedy',
    'outstanding-actions',
    onward,
  ];
  return {
    outcome: 'upheld',
    method: 'letter',
    explanations: Object.fromEntries(keys.map((key) => [key, `The ${key}.`])),
    findings: [{ issue: 1, outcome: 'upheld' }],
  };
}

/** Through both stages of the Code of 2024, each answered on its last day. */
const ACTS: readonly (readonly [string, Record<string, unknown>])[] = [
  ['acknowledgements', { definition, occurredOn: '2024-06-10' }],
  ['assignments', { person: 'h.one', occurredOn: '2024-06-10' }],
  ['outcomes', { ...answer('how-to-escalate'), occurredOn: '2024-06-24' }],
  ['escalations', { occurredOn: '2024-07-12' }],
  ['acknowledgements', { definition, occurredOn: '2024-07-19' }],
  ['assignments', { person: 'h.two', occurredOn: '2024-07-19' }],
  ['outcomes', { ...answer('how-to-reach-ombudsman'), occurredOn: '2024-08-16' }],
];

const COMPLAINT = { receivedOn: '2024-06-03', channel: 'email' };

function rulesOf(name: string): Rules {
  const policy = shipped(name);
  if (!policy) throw new Error(`No procedure is called ${name}`);
  const calendar = calendarOf(policy);
  if (isFault(calendar)) throw new Error(calendar.message);
  return { policy, calendar, ...presentAt(instantSchema.parse('2025-01-31T12:00:00Z'), 'Europe/London') };
}

function stepOf([act, body]: (typeof ACTS)[number]): Step {
  const command = commandOf(act);
  if (!command) throw new Error(`No act is called ${act}`);
  return { command, body: command.body.parse(body) };
}

export interface ComplaintWork {
  /** Logged and through both stages, every act decided and every clock explained at each. */
  readonly timeline: () => unknown;
  readonly acts: number;
  /** The clocks of a complaint just logged: what a form shows at each key press. */
  readonly logged: () => unknown;
}

export function complaintWork(): ComplaintWork {
  const rules = rulesOf('code-2024');
  const planned = plannedComplaintSchema.parse(COMPLAINT);
  const steps = ACTS.map(stepOf);
  const whole = timelineOf(planned, steps, rules);
  if (whole.refused) throw new Error(`${whole.refused.act}: ${whole.refused.rejection.detail}`);
  const complete = { ...COMPLAINT, complainant: { name: 'A. Tenant' }, summary: 'Damp' };
  const logged = decideLog(logSchema.parse(complete), null, rules);
  if (isRejection(logged)) throw new Error(logged.detail);
  return {
    timeline: () => timelineOf(planned, steps, rules),
    acts: steps.length,
    logged: () => clocksOf(logged.state, rules),
  };
}
