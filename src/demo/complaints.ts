import { act } from '../complaints/act';
import type { ComplaintDeps } from '../complaints/loading/deps';
import { Rulebook } from '../complaints/loading/rulebook';
import { logComplaint } from '../complaints/log';
import type { Database } from '../db/connection/client';
import { seedContacts } from './contacts';
import { type Act, definition, WALKTHROUGHS } from './walkthroughs';
import { COMMANDS } from '../policy/commands/index';
import { EXAMPLE_CASE } from '../http/schemas/examples';
import { logSchema } from '../policy/commands/intake/log';
import { addDays, type Instant, localDateIn } from '../policy/dates/local-date';

const DEMO_RECEIVED_ON = '2024-09-02';
const BY = 'key:demo';

/**
 * Complaints to try things on, logged through the same path as any other: C-2024-000001 untouched, -000002 in hand,
 * -000003 answered, -000004 further on, with fixed dates so that their examples always work; and one that came in a
 * few days ago, so that something is due soon; and contacts that have not become complaints.
 */
export async function seedComplaints(
  database: Database,
  landlordId: string,
  name: string,
  now: Instant,
): Promise<void> {
  const walkthrough = WALKTHROUGHS[name];
  if (!walkthrough) throw new RangeError(`No demo complaints are written for ${name}`);
  const clock = () => now;
  const deps: ComplaintDeps = { database, rulebook: new Rulebook(database, clock), now: clock };
  const recently = addDays(localDateIn(now, 'Europe/London'), -3);
  const { inHand, answered, further } = walkthrough;
  await seedComplaint(deps, landlordId, { receivedOn: DEMO_RECEIVED_ON, caseId: EXAMPLE_CASE }, []);
  for (const acts of [inHand, answered, further])
    await seedComplaint(deps, landlordId, { receivedOn: DEMO_RECEIVED_ON }, acts);
  await seedComplaint(deps, landlordId, { receivedOn: recently }, []);
  await seedContacts(deps, landlordId, BY);
}

async function seedComplaint(
  deps: ComplaintDeps,
  landlordId: string,
  about: { readonly receivedOn: string; readonly caseId?: typeof EXAMPLE_CASE },
  acts: readonly Act[],
): Promise<void> {
  const by = { landlordId, actor: BY };
  const given = logSchema.parse({
    ...about,
    channel: 'email',
    complainant: { name: 'A. Tenant', email: 'a.tenant@example.org' },
    summary: definition.issues[0]?.text,
    desiredOutcome: definition.outcomesSought,
    categories: ['repairs'],
  });
  const logged = await logComplaint(deps, by, given);
  if (logged.kind !== 'done') throw new Error(`A demo complaint failed: ${JSON.stringify(logged)}`);
  for (const [name, body] of acts) {
    const command = COMMANDS.find((known) => known.act === name);
    if (!command) throw new RangeError(`No act is called ${name}`);
    const attempt = { ...by, id: logged.value.row.id, matches: null };
    const acted = await act(deps, command, command.body.parse(body), attempt);
    if (acted.kind !== 'done') throw new Error(`The demo act ${name} failed: ${JSON.stringify(acted)}`);
  }
}
