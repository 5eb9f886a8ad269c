import { type Instant, type LocalDate, localDateIn } from '../../policy/dates/local-date';
import type { Present } from '../../policy/rules/rules';

const MINUTE_MS = 60_000;

/**
 * The present moment in each zone. A zone changes its clocks on a whole minute, so the day of a minute is read once:
 * reading wall clocks took a tenth of a request.
 */
export class WallClock {
  private readonly lastRead = new Map<string, { readonly minute: number; readonly on: LocalDate }>();

  constructor(private readonly now: () => Instant) {}

  in(zone: string): Present {
    const now = this.now();
    const minute = Math.floor(Date.parse(now) / MINUTE_MS);
    const last = this.lastRead.get(zone);
    const on = last?.minute === minute ? last.on : localDateIn(now, zone);
    this.lastRead.set(zone, { minute, on });
    return { now, zone, today: { at: now, on } };
  }
}
