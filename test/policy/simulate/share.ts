import { live } from './simulate';
import type { Settings } from './settings';

/** A process of several: it is sent its share of the years, and answers with what it found. */
process.once('message', (share: Settings) => {
  process.send?.(live(share), () => process.disconnect());
});
