import { countKeys, PLATFORM } from './db/api-keys';
import { type Database, inTransaction, type Session } from './db/client';
import { countLandlords } from './db/landlords';
import { insertPolicy } from './db/policies';
import { seedComplaints } from './demo-complaints';
import type { DemoKeys } from './demo-keys';
import type { Instant } from './policy/local-date';
import { shipped } from './policy/procedures/index';
import { createLandlord, FIRST_KEY_ROLES, issueKey, issuePlatformKey } from './provisioning';

/** Each demo landlord under the name of the procedure it runs. */
const DEMO_LANDLORDS = {
  hexagon: 'Hexagon Housing Association',
  westfield: 'Westfield Housing Association',
  settle: 'settle',
  arches: 'Arches Housing',
  hhs: 'HHS',
} as const;

const BY = 'demo';

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
    const all = { platform: { key: await issuePlatformKey(session, 'demo platform', BY, now) }, ...keys };
    keep(all);
    return all;
  });
}

async function isEmpty(session: Session): Promise<boolean> {
  return (await countLandlords(session)) === 0 && (await countKeys(session, PLATFORM)) === 0;
}

async function seedLandlord(
  session: Session,
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
  const landlordId = await createLandlord(session, details, now);
  const { version, effectiveFrom, effectiveTo } = document;
  await insertPolicy(session, landlordId, {
    version,
    effectiveFrom,
    effectiveTo,
    document,
    publishedAt: now,
    publishedBy: BY,
  });
  await seedComplaints(session, landlordId, name, now);
  const key = await issueKey(
    session,
    landlordId,
    { name: `demo ${name}`, roles: FIRST_KEY_ROLES, expiresAt: null, by: BY },
    now,
  );
  return { key, landlordId };
}
