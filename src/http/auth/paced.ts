import { setTimeout as pause } from 'node:timers/promises';

/**
 * A look that costs something, taken no oftener than at a pace however many ask for it. Whoever asks shares the next one,
 * which begins after they asked: it shows what had changed a moment before, and nobody is turned away for asking early.
 */
export class Paced<T> {
  private next: Promise<T> | null = null;
  private resting: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly look: () => Promise<T>,
    private readonly noOftenerThanMs: number,
  ) {}

  /** The result of a look that begins after this call. */
  anew(): Promise<T> {
    this.next ??= this.afterRest();
    return this.next;
  }

  private async afterRest(): Promise<T> {
    await this.resting;
    // From here on a caller may ask for things that came after this look.
    this.next = null;
    const looking = this.look();
    const rest = () => pause(this.noOftenerThanMs, undefined, { ref: false });
    this.resting = looking.then(rest, rest);
    return looking;
  }
}
