import { uuidv7 } from 'uuidv7';
import { type Database, openDatabase } from '../../src/db/connection/client';
import { SERVICE_ROLE } from '../../src/db/setup/isolation';
import { shipped } from '../../src/policy/procedures';
import { createLandlord, FIRST_KEY_ROLES, issueKey } from '../../src/process/provisioning';
import { TEST_NOW } from './app';

/** The address of a service in a process of its own, and a key of it. */
export interface Caller {
  readonly url: string;
  readonly key: string;
}

/** A landlord with a key and a procedure at a service that runs in a process of its own. */
export interface RemoteLandlord extends Caller {
  readonly landlordId: string;
  /** The service's database, seen from here. */
  readonly database: Database;
}

export async function landlordAt(url: string, databaseUrl: string): Promise<RemoteLandlord> {
  const database = openDatabase({ url: databaseUrl, poolSize: 2, role: SERVICE_ROLE });
  const details = {
    name: 'Westfield Housing Association',
    division: 'england-and-wales',
    zone: 'Europe/London',
    homes: [],
    ombudsmanContact: null,
  } as const;
  const landlordId = await createLandlord(database, details, TEST_NOW, uuidv7());
  const made = { name: 'front desk', roles: FIRST_KEY_ROLES, expiresAt: null, by: 'test' };
  const key = await issueKey(database, landlordId, made, TEST_NOW);
  const document = shipped('westfield');
  const { status } = await send({ url, key }, 'PUT', `/v1/policies/${document?.version}`, { body: document });
  expect(status).toBe(201);
  return { url, landlordId, key, database };
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

export async function send(
  { url, key }: Caller,
  method: string,
  path: string,
  { body, headers }: { body?: unknown; headers?: Readonly<Record<string, string>> } = {},
): Promise<Answer> {
  const answer = await fetch(url + path, {
    method,
    headers: {
      authorization: `Bearer ${key}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
}
