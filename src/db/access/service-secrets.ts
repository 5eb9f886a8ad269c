import type { Session } from '../connection/client';
import { PLATFORM } from './api-keys';

/** What the cursors of lists are signed with, in every process the same. */
export async function cursorSecret(db: Session): Promise<Buffer> {
  const [row] = await db.of(PLATFORM).query<{ secret: Buffer }>({
    text: "select secret from service_secrets where landlord_id = $1 and name = 'cursors'",
    values: [PLATFORM],
  });
  if (!row) throw new Error('The database holds no secret for cursors: its migrations are not complete');
  return row.secret;
}
