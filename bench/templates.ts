import { calendarOf } from '../src/policy/calendar/of-policy';
import { type Rows, rowsOf } from '../src/complaints/loading/rows';
import { isFault } from '../src/policy/calendar/calendar';
import { COMMANDS } from '../src/policy/commands/index';
import { logSchema, type NewComplaint } from '../src/policy/commands/intake/log';
import { type Decided, decide, decideLog } from '../src/policy/decide';
import { addDays, type Instant, type LocalDate, localDateIn } from '../src/policy/dates/local-date';
import { shipped } from '../src/policy/procedures/index';
import { isRejection, type Rejection } from '../src/policy/rules/rejection';
import { presentAt, type Rules } from '../src/policy/rules/rules';
import type { Phase } from './numbering';

const PROCEDURE = 'westfield';
export const ZONE = 'Europe/London';
const ACTOR = 'key:bench';

const paragraph =
  'The bedroom wall has been damp since the spring. It was reported twice and an operative came once, but nothing was done afterwards. ';

/** The bodies of the requests; a description and a message are as long as people write them. */
export const NEW_COMPLAINT = {
  channel: 'email',
  complainant: { name: 'A. Tenant', email: 'a.tenant@example.org', phone: '01632 960123', kind: 'tenant' },
  property: { reference: 'UPRN-100023336956', address: '1 Example Street, Exampleton' },
  categories: ['repairs', 'damp-and-mould'],
  tenure: 'social-rent',
  summary: 'Damp in the bedroom, reported in March and not repaired',
  description: paragraph.repeat(5).trim(),
  desiredOutcome: 'The damp is repaired and the wall repainted',
};
export const OUTCOME = { outcome: 'upheld', method: 'letter' };

const DEFINITION = {
  issues: [{ text: 'Damp in the bedroom, reported in March and not repaired' }],
  outcomesSought: 'The damp is repaired and the wall repainted',
};

export function procedure() {
  const document = shipped(PROCEDURE);
  if (document === undefined) throw new Error(`No procedure named ${PROCEDURE} is shipped`);
  return document;
}

export function rulesAt(now: Instant): Rules {
  const policy = procedure();
  const calendar = calendarOf(policy);
  if (isFault(calendar)) throw new Error(calendar.message);
  return { policy, calendar, ...presentAt(now, ZONE) };
}

export const newComplaint = (receivedOn: LocalDate): NewComplaint =>
  logSchema.parse({ ...NEW_COMPLAINT, receivedOn });

/** A complaint at a point of its life, as the service itself would have written it. */
export function template(phase: Phase, daysAgo: number, rules: Rules): Rows {
  const receivedOn = addDays(localDateIn(rules.now, ZONE), -daysAgo);
  const later = (days: number, rest: object) => ({ occurredOn: addDays(receivedOn, days), ...rest });
  const logged = unrefused(decideLog(newComplaint(receivedOn), null, rules));
  const message = paragraph.repeat(3).trim();
  const acknowledged = later(1, { method: 'email', definition: DEFINITION, message });
  const assigned = later(1, { person: 't.hughes', role: 'property-services-officer' });
  switch (phase) {
    case 'logged':
      return writtenBy([logged], rules);
    case 'in-hand':
      return writtenBy(
        acted(logged, rules, [
          ['acknowledgements', acknowledged],
          ['assignments', assigned],
        ]),
        rules,
      );
    case 'answered':
      return writtenBy(
        acted(logged, rules, [
          ['acknowledgements', acknowledged],
          ['assignments', assigned],
          ['outcomes', later(5, OUTCOME)],
        ]),
        rules,
      );
  }
}

/** The outcome on a complaint in hand, decided as the service decides it. */
export function outcomeOnOne(rules: Rules): Decided {
  const { columns } = template('in-hand', 10, rules);
  return decided('outcomes', columns.state, OUTCOME, rules);
}

function acted(logged: Decided, rules: Rules, acts: readonly (readonly [string, object])[]): Decided[] {
  const steps = [logged];
  for (const [act, body] of acts) steps.push(decided(act, steps.at(-1)!.state, body, rules));
  return steps;
}

function decided(act: string, state: Decided['state'], body: object, rules: Rules): Decided {
  const command = COMMANDS.find((known) => known.act === act);
  if (!command) throw new RangeError(`No act is called ${act}`);
  return unrefused(decide(command, { state }, command.body.parse(body), rules));
}

function writtenBy(steps: readonly Decided[], rules: Rules): Rows {
  const parts = steps.map((step) => rowsOf(step, { actor: ACTOR, recordedAt: rules.now, rules }));
  const [first, ...rest] = parts.flatMap(({ events }) => events);
  return { ...parts.at(-1)!, events: [first!, ...rest] };
}

function unrefused(result: Decided | Rejection): Decided {
  if (isRejection(result)) throw new Error(`The bench's own complaint was refused: ${result.detail}`);
  return result;
}
