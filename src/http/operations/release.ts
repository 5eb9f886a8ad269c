import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const manifestSchema = z.object({ version: z.string() });

/** The version of this release, one for the package, the API document and the changelog; read from package.json. */
export function release(): string {
  const manifest = readFileSync(join(__dirname, '../../../package.json'), 'utf8');
  return manifestSchema.parse(JSON.parse(manifest)).version;
}
