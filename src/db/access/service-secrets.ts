import { and, eq } from 'drizzle-orm';
import type { Session } from '../connection/client';
import { serviceSecrets } from '../schema/access';
import { PLATFORM } from './api-keys';

/** The secret that signs the cursors of lists, in every process the same. */
export async function cursorSecret(db: Session): Promise<Buffer> {
  const [row] = await db
    .of(PLATFORM)
    .orm.select({ secret: serviceSecrets.secret })
    .from(serviceSecrets)
    .where(and(eq(serviceSecrets.landlordId, PLATFORM), eq(serviceSecrets.name, 'cursors')));
  if (!row) throw new Error('The database holds no secret for cursors: its migrations are not complete');
  return row.secret;
}
