import type { QueryConfig } from 'pg';
import { partiesOf } from '../src/complaints/log';
import { rowsOf } from '../src/complaints/loading/rows';
import type { Session } from '../src/db/connection/client';
import { worklist } from '../src/db/complaints/clocks';
import { appendToComplaint, insertLoggedComplaint } from '../src/db/complaints/write';
import { decideLog } from '../src/policy/decide';
import { addDays, localDateIn } from '../src/policy/dates/local-date';
import { isRejection } from '../src/policy/rules/rejection';
import type { Rules } from '../src/policy/rules/rules';
import { complaintId, landlordId } from './numbering';
import { newComplaint, outcomeOnOne, template, ZONE } from './templates';

/** What is chosen anew for each run of a statement; everything else stays as it was captured. */
export type Varying = 'landlord' | 'new-complaint' | 'complaint-in-hand' | 'version-in-hand';

export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
  /** By the number of the parameter. */
  readonly vary: Readonly<Record<number, Varying>>;
}

const ACTOR = 'key:bench';

/** The very statements of the service, with the very values, taken from its own functions. */
export async function statementsOf(rules: Rules) {
  return { worklist: await worklistOf(rules), log: await logOf(rules), act: await actOf(rules) };
}

async function worklistOf({ now }: Rules): Promise<Statement> {
  const today = localDateIn(now, ZONE);
  const query = { due: null, today, weekEnd: addDays(today, 6), kinds: null, handler: null, stages: null };
  const captured = await capture((db) => worklist(db, landlordId(0), { ...query, after: null, limit: 51 }));
  return { ...captured, vary: { 1: 'landlord' } };
}

async function logOf(rules: Rules): Promise<Statement> {
  const given = newComplaint(localDateIn(rules.now, ZONE));
  const decided = decideLog(given, null, rules);
  if (isRejection(decided)) throw new Error(`The bench's own complaint was refused: ${decided.detail}`);
  const { columns, events, clocks } = rowsOf(decided, { actor: ACTOR, recordedAt: rules.now, rules });
  const record = { ...columns, events, clocks, parties: partiesOf(given), externalReferences: [] };
  const captured = await capture((db) =>
    insertLoggedComplaint(db, landlordId(0), {
      ...record,
      id: complaintId(0),
      zone: ZONE,
      loggedAt: rules.now,
    }),
  );
  return { ...captured, vary: { 1: 'landlord', 2: 'new-complaint' } };
}

async function actOf(rules: Rules): Promise<Statement> {
  const { columns, events, clocks } = rowsOf(outcomeOnOne(rules), {
    actor: ACTOR,
    recordedAt: rules.now,
    rules,
  });
  const change = { ...columns, events, clocks, parties: [], updatedAt: rules.now };
  const captured = await capture((db) =>
    appendToComplaint(db, landlordId(0), { id: complaintId(0), version: 1, change }),
  );
  return { ...captured, vary: { 1: 'landlord', 2: 'complaint-in-hand', 3: 'version-in-hand' } };
}

/** The version at which a seeded complaint in hand stands. */
export const versionInHand = (rules: Rules): number => template('in-hand', 10, rules).events.length;

async function capture(call: (db: Session) => Promise<unknown>): Promise<Pick<Statement, 'text' | 'values'>> {
  const seen: QueryConfig<unknown[]>[] = [];
  const query = async (statement: QueryConfig<unknown[]>) => {
    seen.push(statement);
    return [{ reference: 'C-2026-000001' }];
  };
  // The functions called here use `query` alone; a session with an ORM would need a database to be opened.
  const session = () => ({ query });
  await call({ of: session, wholly: session } as unknown as Session);
  const [statement] = seen;
  if (!statement || seen.length > 1) throw new Error(`Expected one statement, saw ${seen.length}`);
  return { text: statement.text, values: statement.values ?? [] };
}
