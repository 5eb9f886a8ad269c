import { rehearse } from '../complaints/rehearsal/rehearse';
import { Rulebook } from '../complaints/loading/rulebook';
import { countKeys, PLATFORM } from '../db/access/api-keys';
import { type Database, inTransaction, type Session } from '../db/connection/client';
import { type ExceptionRow, insertException } from '../db/landlords/compliance-exceptions';
import { countLandlords } from '../db/landlords/landlords';
import { insertSelfAssessment, type SelfAssessmentDetails } from '../db/landlords/self-assessments';
import { seedComplaints } from './complaints';
import type { DemoKeys } from './keys';
import { EXAMPLE_KEY_ID, exampleKey } from '../http/schemas/api-key';
import { EXAMPLE_YEAR } from '../http/schemas/code-check';
import { EXAMPLE_EXCEPTION_ID, exampleNewException } from '../http/schemas/compliance-exception';
import { EXAMPLE_LANDLORD_ID } from '../http/schemas/landlord';
import { EXAMPLE_REHEARSAL_ID } from '../http/schemas/rehearsal';
import { checkAgainstCode } from '../policy/code/check';
import { newExceptionSchema } from '../policy/code/compliance-exception';
import type { PolicyDocument } from '../policy/document/document';
import { type Instant, localDateSchema } from '../policy/dates/local-date';
import { shipped } from '../policy/procedures/index';
import {
  createLandlord,
  FIRST_KEY_ROLES,
  issueKey,
  issuePlatformKey,
  publishProcedure,
} from '../process/provisioning';

/** Each demo landlord under the name of the procedure it runs. */
const DEMO_LANDLORDS = {
  hexagon: 'Hexagon Housing Association',
  westfield: 'Westfield Housing Association',
  settle: 'settle',
  arches: 'Arches Housing',
  hhs: 'HHS',
} as const;

const BY = 'demo';

/** The landlord that the examples of the API document name by its id. */
const EXAMPLE_LANDLORD = 'hexagon';

/**
 * Fills an empty database for a trial: a landlord for each shipped procedure, its policy and its key, and a key of
 * the platform. All of it or nothing; `keep` has the keys before they count. Null where anything is there already.
 */
export async function seedDemo(
  database: Database,
  now: Instant,
  keep: (keys: DemoKeys) => void,
): Promise<DemoKeys | null> {
  return inTransaction(database, async (session) => {
    if (!(await isEmpty(session))) return null;
    const keys: Record<string, DemoKeys[string]> = {};
    for (const [name, title] of Object.entries(DEMO_LANDLORDS)) {
      keys[name] = await seedLandlord(session, name, title, now);
    }
    await rehearseExample(database, now);
    const all = { platform: { key: await issuePlatformKey(session, 'demo platform', BY, now) }, ...keys };
    keep(all);
    return all;
  });
}

/** For the examples that read and apply a rehearsal: of one complaint, which no other example touches. */
async function rehearseExample(database: Database, now: Instant): Promise<void> {
  const clock = () => now;
  const deps = { database, rulebook: new Rulebook(database, clock), now: clock };
  const change = {
    kind: 'received-date',
    complaint: 'C-2024-000002',
    receivedOn: localDateSchema.parse('2024-08-30'),
    why: 'The letter is stamped 30 August.',
  } as const;
  const by = { landlordId: EXAMPLE_LANDLORD_ID, actor: BY };
  const rehearsed = await rehearse(deps, by, { change, why: null }, EXAMPLE_REHEARSAL_ID);
  if (rehearsed.kind !== 'done') throw new Error(`The demo rehearsal failed: ${JSON.stringify(rehearsed)}`);
}

async function isEmpty(session: Session): Promise<boolean> {
  return (await countLandlords(session)) === 0 && (await countKeys(session, PLATFORM)) === 0;
}

async function seedLandlord(
  database: Database,
  name: string,
  title: string,
  now: Instant,
): Promise<DemoKeys[string]> {
  const document = shipped(name);
  if (document === undefined) throw new Error(`No procedure named ${name} is shipped`);
  const { ombudsman: ombudsmanContact } = document;
  const details = {
    name: title,
    division: document.calendar.division,
    zone: 'Europe/London',
    homes: [],
    ombudsmanContact,
  };
  const isExample = name === EXAMPLE_LANDLORD;
  const landlordId = await createLandlord(
    database,
    details,
    now,
    isExample ? EXAMPLE_LANDLORD_ID : undefined,
  );
  await publishProcedure(database, landlordId, document, { by: BY, now });
  await insertSelfAssessment(database, landlordId, EXAMPLE_YEAR, { details: assessmentOf(document), now });
  await seedComplaints(database, landlordId, name, now);
  const key = await issueKey(
    database,
    landlordId,
    { name: `demo ${name}`, roles: FIRST_KEY_ROLES, expiresAt: null, by: BY },
    now,
  );
  if (isExample) {
    await issueSpareKey(database, landlordId, now);
    await insertException(database, landlordId, exampleExceptionOf(now));
  }
  return { key, landlordId };
}

/** What the check finds; the landlord's own part is left to be tried. */
const assessmentOf = (document: PolicyDocument): SelfAssessmentDetails => ({
  policyVersion: document.version,
  findings: checkAgainstCode(document).findings,
  entries: [],
  trigger: 'annual',
  governingBodyResponse: null,
  governingBodyRespondedOn: null,
});

/** For the examples that read and change one. */
const exampleExceptionOf = (now: Instant): ExceptionRow => ({
  ...newExceptionSchema.parse(exampleNewException),
  id: EXAMPLE_EXCEPTION_ID,
  version: 1,
  why: null,
  recordedAt: now,
  recordedBy: BY,
  redactions: [],
});

/** A key nobody holds, for the examples that rotate and revoke one. */
async function issueSpareKey(session: Session, landlordId: string, now: Instant): Promise<void> {
  const { name } = exampleKey;
  const roles = ['complaints-officer'] as const;
  await issueKey(session, landlordId, { id: EXAMPLE_KEY_ID, name, roles, expiresAt: null, by: BY }, now);
}
