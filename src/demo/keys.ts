import { closeSync, fsyncSync, openSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** One entry a demo landlord, under the name of its procedure, beside the platform's own key. */
export interface DemoKeys {
  readonly platform: { readonly key: string };
  readonly [landlord: string]: { readonly key: string; readonly landlordId?: string };
}

/** On disk before the keys count in the database: a crash in between costs nothing, the other order costs the keys. */
export function writeDemoKeys(dataDir: string, keys: DemoKeys): void {
  const file = join(dataDir, 'demo-keys.json');
  const unfinished = `${file}.new`;
  const handle = openSync(unfinished, 'w', 0o600);
  writeSync(handle, `${JSON.stringify(keys, null, 2)}\n`);
  fsyncSync(handle);
  closeSync(handle);
  renameSync(unfinished, file);
}
