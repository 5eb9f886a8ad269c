import { Counter, Gauge, type Registry } from 'prom-client';
import type { Figures } from '../db/figures';
import type { Instant } from '../policy/local-date';

/** What the rounds of maintenance came to in this process. A scrape reads it and asks the database nothing. */
export class Rounds {
  private last: { readonly at: Instant; readonly figures: Figures } | null = null;
  private failures = 0;

  succeeded(at: Instant, figures: Figures): void {
    this.last = { at, figures };
  }

  /** The figures of the last good round stay: how old they are is a figure too. */
  failed(): void {
    this.failures += 1;
  }

  /** Row-level security shows the service one landlord at a time: so the rounds count, who go through all of them. */
  measure(registry: Registry): void {
    const registers = [registry];
    this.gauge(
      registry,
      'redress_maintenance_last_success_timestamp_seconds',
      'When the last good round of maintenance ended',
      ({ at }) => Date.parse(at) / 1000,
    );
    this.gauge(
      registry,
      'redress_complaints_open',
      'Complaints that are open, of all landlords',
      ({ figures }) => figures.complaintsOpen,
    );
    this.gauge(
      registry,
      'redress_idempotency_answers_kept',
      'Answers kept for requests that may be sent again',
      ({ figures }) => figures.answersKept,
    );
    const clocksOf = () => this.last?.figures.clocks ?? [];
    new Gauge({
      name: 'redress_clocks_running',
      help: "The landlords' dates that are running, by kind",
      labelNames: ['kind'],
      registers,
      collect() {
        for (const { kind, running } of clocksOf()) this.set({ kind }, running);
      },
    });
    new Gauge({
      name: 'redress_clocks_overdue',
      help: 'Of those, the ones whose date has passed',
      labelNames: ['kind'],
      registers,
      collect() {
        for (const { kind, overdue } of clocksOf()) this.set({ kind }, overdue);
      },
    });
    const failuresOf = () => this.failures;
    new Counter({
      name: 'redress_maintenance_failures_total',
      help: 'Rounds of maintenance that failed',
      registers,
      collect() {
        this.reset();
        this.inc(failuresOf());
      },
    });
  }

  /** Absent until there is something to tell: a zero would say that there are no complaints. */
  private gauge(
    registry: Registry,
    name: string,
    help: string,
    read: (last: { readonly at: Instant; readonly figures: Figures }) => number,
  ): void {
    const lastOf = () => this.last;
    new Gauge({
      name,
      help,
      registers: [registry],
      collect() {
        const last = lastOf();
        if (last === null) this.remove();
        else this.set(read(last));
      },
    });
  }
}
