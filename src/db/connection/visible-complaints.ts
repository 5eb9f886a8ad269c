import { AsyncLocalStorage } from 'node:async_hooks';

/** Stands before the person in the setting: without it, whoever is limited to nobody's would read as not limited at all. */
export const PERSON = 'person:';

/**
 * Holds which complaints the present caller sees: all of the landlord's, unless the landlord limits its handlers to
 * theirs. Which are theirs is said by `setup/visible-complaints.ts`, as a policy on each table that tells of one.
 */
export class VisibleComplaints {
  private readonly limits = new AsyncLocalStorage<string>();

  /** Does the work seeing only the complaints of the person; of nobody, where that is null. */
  limitedTo<T>(person: string | null, work: () => T): T {
    return this.limits.run(`${PERSON}${person ?? ''}`, work);
  }

  /** True where the present caller sees all of the landlord's complaints. */
  get all(): boolean {
    return this.setting === '';
  }

  /** As `redress.handler` carries it to the database: empty for whoever sees everything. */
  get setting(): string {
    return this.limits.getStore() ?? '';
  }
}
