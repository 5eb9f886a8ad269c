// A stale file in dist would still be loaded after its source was renamed, so each build starts from nothing.
import { rmSync } from 'node:fs';

rmSync('dist', { recursive: true, force: true });
