/**
 * Answers of the database kept in memory, to spare a round trip where the same question comes with every request.
 * They are kept only while news of changes arrives (changes.ts), and an answer read before such news is never stored
 * after it; without news every question goes to the database. So a change holds at once in every process.
 */
export class LandlordCache<T> {
  private readonly entries = new Map<string, { readonly landlordId: string; readonly answer: T }>();
  private listening = false;
  private news = 0;

  /** `largest` bounds memory, not correctness: past it everything is let go and asked for again. */
  constructor(private readonly largest = 10_000) {}

  /** What is remembered under the name; undefined does not say that there is nothing. */
  recall(name: string): T | undefined {
    return this.entries.get(name)?.answer;
  }

  async find(landlordId: string, name: string, load: () => Promise<T | null>): Promise<T | null> {
    const kept = this.entries.get(name);
    if (kept) return kept.answer;
    const newsBefore = this.news;
    const answer = await load();
    if (answer !== null && this.listening && newsBefore === this.news) {
      if (this.entries.size >= this.largest) this.entries.clear();
      this.entries.set(name, { landlordId, answer });
    }
    return answer;
  }

  forget(landlordId: string): void {
    this.news += 1;
    for (const [name, entry] of this.entries) if (entry.landlordId === landlordId) this.entries.delete(name);
  }

  startListening(): void {
    this.listening = true;
  }

  /** News may be missed from now on, so nothing kept can be trusted. */
  stopListening(): void {
    this.listening = false;
    this.news += 1;
    this.entries.clear();
  }
}
