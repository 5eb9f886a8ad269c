import type { FastifyRequest } from 'fastify';
import { asStored, complaintIdOf, findComplaint } from '../../db/complaints/read';
import type { Database, Session } from '../../db/connection/client';
import { findContact } from '../../db/contacts/contacts';
import { findRehearsal } from '../../db/rehearsals/rehearsals';
import { principalOf } from '../auth/principal';

const ONE_COMPLAINT = '/v1/complaints/:id';

type Asked = Pick<FastifyRequest, 'principal' | 'routeOptions' | 'params'>;

/** The address of what a request is for, the same however the caller wrote it: a complaint by its id, ids in small letters. */
export async function addressOf(request: Asked, database: Database): Promise<string> {
  const { url = '' } = request.routeOptions;
  const params = new Map(Object.entries(request.params ?? {}).map(([name, value]) => [name, String(value)]));
  const { landlordId } = principalOf(request);
  const named = params.get('id') ?? '';
  const known = url.startsWith(ONE_COMPLAINT) ? await complaintIdOf(database, landlordId, named) : null;
  params.set('id', known ?? asStored(named));
  return url.replace(/:(\w+)/g, (_, name) => encodeURIComponent(params.get(name) ?? ''));
}

type Find = (db: Session, landlordId: string, id: string) => Promise<unknown>;

/** Things that only some callers of a landlord may see. */
const LIMITED: Readonly<Record<string, Find>> = {
  complaints: findComplaint,
  contacts: findContact,
  rehearsals: findRehearsal,
};

/** True where the present caller can read every complaint, contact and rehearsal that these addresses are of or below. */
export async function canRead(
  database: Database,
  landlordId: string,
  addresses: readonly string[],
): Promise<boolean> {
  if (database.visibleComplaints.all) return true;
  for (const address of addresses) {
    const [, collection = '', id] = /^\/v1\/([a-z-]+)\/([^/]+)/.exec(address) ?? [];
    const find = LIMITED[collection];
    if (find && id !== undefined && (await find(database, landlordId, id)) === null) return false;
  }
  return true;
}
