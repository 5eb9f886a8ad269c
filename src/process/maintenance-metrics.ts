import { Counter, Gauge, type Registry } from 'prom-client';
import type { Figures } from '../db/complaints/figures';
import type { Instant } from '../policy/dates/local-date';

interface Last {
  readonly at: Instant;
  readonly figures: Figures;
  readonly landlordsFailed: number;
}

/** What the rounds of maintenance came to in this process. A scrape reads it and asks the database nothing. */
export class MaintenanceMetrics {
  private last: Last | null = null;
  private failures = 0;

  /** It went through all landlords, and could not tend so many of them. */
  ended(at: Instant, figures: Figures, landlordsFailed: number): void {
    this.last = { at, figures, landlordsFailed };
  }

  /** The figures of the last round that ended stay: how old they are is a figure too. */
  brokeOff(): void {
    this.failures += 1;
  }

  /** Row-level security shows the service one landlord at a time: so the rounds count, who go through all of them. */
  measure(registry: Registry): void {
    const registers = [registry];
    this.gauge(
      registry,
      'redress_maintenance_last_success_timestamp_seconds',
      'When the last round of maintenance ended that went through all landlords',
      ({ at }) => Date.parse(at) / 1000,
    );
    this.gauge(
      registry,
      'redress_maintenance_landlords_failed',
      'Landlords that this round could not tend; their figures are of an earlier one',
      ({ landlordsFailed }) => landlordsFailed,
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
    this.gauge(
      registry,
      'redress_feed_held_back_seconds',
      'How long the event feed had withheld its oldest event, for a transaction that had not ended',
      ({ at, figures: { feedHeldSince } }) =>
        feedHeldSince === null ? 0 : Math.max(0, (Date.parse(at) - Date.parse(feedHeldSince)) / 1000),
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
      help: 'Of those, the ones whose date has passed, by the date they are judged by',
      labelNames: ['kind'],
      registers,
      collect() {
        for (const { kind, overdue } of clocksOf()) this.set({ kind }, overdue);
      },
    });
    new Gauge({
      name: 'redress_clocks_undated',
      help: 'What is awaited of the landlords with no date to judge it by, by kind',
      labelNames: ['kind'],
      registers,
      collect() {
        for (const { kind, undated } of clocksOf()) this.set({ kind }, undated);
      },
    });
    const dueOf = () => this.last?.figures.retentionDue;
    new Gauge({
      name: 'redress_retention_due',
      help: 'Complaints and contacts kept for as long as their policy says that no run has anonymised; of each landlord 500 at most',
      labelNames: ['of'],
      registers,
      collect() {
        const due = dueOf();
        if (!due) return;
        this.set({ of: 'complaint' }, due.complaints);
        this.set({ of: 'contact' }, due.contacts);
      },
    });
    const failuresOf = () => this.failures;
    new Counter({
      name: 'redress_maintenance_failures_total',
      help: 'Rounds of maintenance that broke off',
      registers,
      collect() {
        this.reset();
        this.inc(failuresOf());
      },
    });
  }

  /** Absent until there is something to tell: a zero would say that there are no complaints. */
  private gauge(registry: Registry, name: string, help: string, read: (last: Last) => number): void {
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
