import { actOf, type RecordedAct, type Standing, type Step } from './corrections/acts';
import {
  factsOf,
  newWords,
  type Paired,
  pairedWith,
  saysTheSame,
  slides,
  standsElsewhere,
} from './corrections/again';
import { type Asked, type AskedOf, changeOf, ofOneAct } from './corrections/asked';
import { prefixOf } from './corrections/body-of';
import type { CorrectableRecord, Followed, Misfit } from './corrections/corrected';
import { atAnotherStage, cannotBePutIn, correctedActRefused, NOT_PUT_IN } from './corrections/refused';
import type { CorrectionRequest, Insertion } from './corrections/request';
import { type Entry, type Place, samePlace } from './complaint/effective';
import { evolve, step as stepOn } from './complaint/evolve';
import { withNumbersTaken } from './complaint/numbers';
import type { ComplaintState } from './complaint/state';
import { type Again, acted, attempted, DecidingAgain, type Places } from './deciding-again';
import type { CorrectionFacts } from './events/corrected';
import type { ComplaintEvent } from './events/events';
import type { RecordedEvent } from './events/recorded-event';
import { isRejection, type Rejection } from './rules/rejection';
import type { Rules } from './rules/rules';

interface Task {
  readonly request: CorrectionRequest;
  readonly asked: AskedOf;
  /** As they were before this correction. */
  readonly entries: readonly Entry[];
  readonly present: Rules;
}

/** Goes through the record once, with the complaint as it was beside the complaint as it would be. */
export class Correcting {
  readonly changes: CorrectionFacts['changes'] = [];
  readonly inserted: CorrectionFacts['inserted'] = [];
  readonly erased: number[] = [];
  readonly erasedOf: CorrectionFacts['erasedOf'] = [];
  readonly texts: Record<string, string> = {};
  readonly misfits: Misfit[] = [];
  readonly follows: Followed[] = [];
  readonly asBefore: number[] = [];
  readonly partsFrom: string[] = [];
  voidedAs: CorrectionFacts['voidedAs'] = null;
  private was: ComplaintState | null = null;
  private now: ComplaintState | null = null;
  /** Up to the first change the complaint is what it was. */
  private touched = false;
  private readonly sequence: number;
  private readonly deciding: DecidingAgain;

  constructor(
    private readonly record: CorrectableRecord,
    private readonly task: Task,
  ) {
    this.sequence = record.lines.length + 1;
    this.deciding = new DecidingAgain(record, task.request, task.present);
  }

  /** The complaint as it comes out, as far as the acts that do not fit let it. */
  get reached(): ComplaintState | null {
    return this.now;
  }

  /** Null, or why what was said of an act cannot be. */
  through(): Rejection | null {
    const { steps, entries, changes } = this.task.asked;
    for (const [entry, { change }] of changes)
      if (change.eraseWords) {
        this.eraseWords(change.only ? [entry] : ofOneAct(entry, entries, this.record.lines));
        // No correction can name the acts that put the complaint's people right, so they go with the complaint.
        if (entry.sequence === 1) this.eraseWords(entries.filter(isOfParticulars));
      }
    const following = followingEach(steps, this.sequence);
    for (const [index, step] of steps.entries()) {
      const of = step.kind === 'act' ? step.act : [step.entry];
      for (const entry of of) {
        const refusal = this.putIn(entry, of[0] ?? entry);
        if (refusal) return refusal;
      }
      if (step.kind === 'kept') this.keep(step.entry);
      else {
        const refusal = this.goThrough(step.act, following[index] ?? this.sequence);
        if (refusal) return refusal;
      }
    }
    return null;
  }

  /** As the entry was before this correction: one that comes back had been struck. */
  private formerly(entry: Entry): Entry {
    return this.task.entries.find((known) => samePlace(known, entry)) ?? entry;
  }

  private keep(entry: Entry): void {
    const shared = !this.touched;
    this.was = stepOn(this.was, this.formerly(entry));
    this.now = shared ? this.was : this.attempt(() => stepOn(this.now, entry));
  }

  private goThrough(act: RecordedAct, next: number): Rejection | null {
    const before = this.was;
    for (const entry of act) this.was = stepOn(this.was, this.formerly(entry));
    const asked = changeOf(act, this.task.asked);
    if (!asked) {
      if (this.touched) this.decideAgain(act, before, next);
      else this.now = this.was;
      return null;
    }
    const isErasure = asked.change.with === undefined && asked.change.strike === undefined;
    if (isErasure && !this.touched) {
      this.now = this.was;
      return null;
    }
    if (isErasure) {
      this.decideAgain(act, before, next);
      return null;
    }
    this.touched = true;
    return asked.change.strike ? this.strike(act, asked, before) : this.change(act, asked, before, next);
  }

  private strike(
    act: RecordedAct,
    { change, entry }: Asked & { readonly entry: Entry },
    before: ComplaintState | null,
  ): Rejection | null {
    const struck = change.only ? [entry] : act;
    for (const one of act.filter((known) => struck.includes(known))) {
      const { sequence, inserted, event, promised } = one;
      const movedTo = change.movedTo ?? null;
      this.changes.push({ sequence, inserted, why: 'named', now: null, movedTo });
      if (event.type === 'logged') {
        this.voidedAs = change.as ?? null;
        this.now = evolve(null, { ...event, promised });
        continue;
      }
      if (event.type === 'closed' && event.data.into) this.partsFrom.push(event.data.into.complaintId);
      this.now = stepOn(this.now, { ...one, event: null });
    }
    const others = act.filter((one) => !struck.includes(one));
    this.decideOthers(others, act, before, (others[0] ?? entry).sequence + 1);
    return null;
  }

  private change(
    act: RecordedAct,
    { change, index, entry }: Asked & { readonly entry: Entry },
    before: ComplaintState | null,
    next: number,
  ): Rejection | null {
    const at = `/changes/${index}/with`;
    const of: RecordedAct = change.only ? [act.find((one) => one === entry) ?? act[0]] : act;
    const name = actOf(of);
    const patch = change.with ?? {};
    const elsewhere = standsElsewhere(name, patch, at);
    if (elsewhere) return elsewhere;
    // Of two events the second stands on the first, whichever of them is named.
    const ahead = act.slice(0, act.indexOf(of[0]));
    this.decideOthers(ahead, act, before, of[0].sequence);
    const decided = this.again(of, { before: this.wasAt(of[0], act, before), patch, at });
    if (!decided) return null;
    if (isRejection(decided)) return correctedActRefused(name, change.event, at, decided);
    const { pairs, gone } = pairedWith(of, decided);
    const slid = 'stage' in patch ? undefined : pairs.find(slides);
    if (slid) this.misfits.push(atAnotherStage(act, slid));
    this.takeIn(pairs, gone, { why: 'named', next });
    const behind = act.filter((one) => !of.includes(one) && !ahead.includes(one));
    this.decideOthers(behind, act, before, next);
    return null;
  }

  /** The events of an act that nobody named, where another of them was. */
  private decideOthers(
    [first, ...more]: readonly Standing[],
    act: RecordedAct,
    before: ComplaintState | null,
    next: number,
  ): void {
    if (first) this.decideAgain([first, ...more], this.wasAt(first, act, before), next);
  }

  /** The complaint as it was ahead of one event of an act, from what it was ahead of them all. */
  private wasAt(entry: Standing, act: RecordedAct, before: ComplaintState | null): ComplaintState | null {
    let was = before;
    for (const earlier of act.slice(0, act.indexOf(entry))) was = stepOn(was, this.formerly(earlier));
    return was;
  }

  /** Nobody named it; what it comes to now is worked out anew. */
  private decideAgain(act: RecordedAct, before: ComplaintState | null, next: number): void {
    const decided = this.again(act, { before });
    if (decided && !isRejection(decided)) {
      const { pairs, gone } = pairedWith(act, decided);
      const slid = pairs.find(slides);
      if (!slid) {
        this.takeIn(pairs, gone, { why: 'follows', next });
        return;
      }
      this.misfits.push(atAnotherStage(act, slid));
    } else if (decided && this.neverFitted(act, before, decided)) this.asBefore.push(act[0].sequence);
    else if (decided) {
      const [{ sequence, inserted }] = act;
      const { code, detail, kind } = decided;
      const recordable = kind === 'policy';
      this.misfits.push({ event: sequence, inserted, act: actOf(act), code, detail, recordable });
    }
    // The acts behind one that does not fit are judged as if it stood: else each would be told for its sake.
    for (const entry of act) this.now = this.attempt(() => stepOn(this.now, entry));
  }

  /** An earlier release may have taken what this one refuses: such an act is no worse for the correction. */
  private neverFitted(act: RecordedAct, before: ComplaintState | null, { code }: Rejection): boolean {
    const formerly = this.again(act, { before, as: before });
    return formerly !== null && isRejection(formerly) && formerly.code === code;
  }

  /** Decides an act again where the complaint has got to, or as it was. */
  private again(
    act: RecordedAct,
    places: Omit<Places, 'as' | 'astray'> & Partial<Pick<Places, 'as'>>,
  ): Again {
    return this.deciding.again(act, { as: this.now, astray: this.misfits.length > 0, ...places });
  }

  /** Takes what an act gives now into the list of what counts otherwise, and moves the complaint on by it. */
  private takeIn(
    pairs: readonly Paired[],
    gone: readonly Standing[],
    { why, next }: { readonly why: 'named' | 'follows'; readonly next: number },
  ): void {
    for (const entry of gone) {
      const { sequence, inserted } = entry;
      this.changes.push({ sequence, inserted, why, now: null, movedTo: null });
      this.now = stepOn(this.now, { ...entry, event: null });
    }
    for (const [at, { again, entry }] of pairs.entries()) {
      const place = entry ?? this.newPlace(pairs.slice(at + 1), again, next);
      const worded = newWords(again);
      for (const [field, text] of worded) this.texts[`${prefixOf(place)}${field}`] = text;
      const counts = { ...again.event, promised: entry?.promised ?? [] } as Parameters<typeof evolve>[1];
      this.now = evolve(this.now, counts);
      if (!entry) continue;
      const back = this.formerly(entry).struck !== null;
      if (saysTheSame(again.event, entry.event) && !back && worded.length === 0) continue;
      const { sequence, inserted } = entry;
      const facts = factsOf(again.event);
      this.changes.push({ sequence, inserted, why, now: facts, movedTo: null });
      if (why === 'follows')
        this.follows.push({
          sequence,
          inserted,
          act: actOf([entry]),
          before: factsOf(entry.event),
          after: facts,
        });
    }
  }

  /** An event that the act gives beside those it gave before stands ahead of the next of them, or behind them all. */
  private newPlace(later: readonly Paired[], { event }: RecordedEvent, next: number): Place {
    const ahead = later.find(({ entry }) => entry && entry.inserted === null)?.entry?.sequence;
    const n = this.inserted.length + 1;
    const { on, at, data, ...more } = factsOf(event);
    this.inserted.push({ n, before: ahead ?? next, type: event.type, on, at, data, ...more });
    return { sequence: this.sequence, inserted: n };
  }

  /** Puts in the acts that were forgotten before this entry. */
  private putIn(entry: Entry, first: Entry): Rejection | null {
    for (const { change, index } of this.task.asked.insertions.get(entry) ?? []) {
      this.touched = true;
      const refusal = this.insert(change, index, first.inserted === null ? first.sequence : change.before);
      if (refusal) return refusal;
    }
    return null;
  }

  private insert({ act, body }: Insertion, index: number, before: number): Rejection | null {
    const at = `/changes/${index}/body`;
    const { present } = this.task;
    const { now } = this;
    if (!now || NOT_PUT_IN.includes(act)) return cannotBePutIn(act, index);
    if ('also' in body) return standsElsewhere(act, body, at);
    const events = [...this.task.entries.map(({ recorded }) => recorded), ...this.insertedEvents()];
    const state = { ...now, numbersTaken: withNumbersTaken(now.numbersTaken, events) };
    const rules = this.record.rulesAt(now, present.now);
    const decided = acted(act, body, { state, rules, at, astray: this.misfits.length > 0 });
    if (!decided) return null;
    if (isRejection(decided)) return correctedActRefused(act, before, at, decided);
    if (decided.some(({ parties = [], restricted }) => parties.length > 0 || restricted))
      return cannotBePutIn(act, index);
    this.takeIn(
      decided.map((again) => ({ again, entry: null })),
      [],
      { why: 'named', next: before },
    );
    return null;
  }

  private insertedEvents(): ComplaintEvent[] {
    // Only the numbers in their data are read of them.
    return this.inserted.map(
      ({ type, on, at, data }) => ({ type, on, at, data, promised: [] }) as unknown as ComplaintEvent,
    );
  }

  /** The words of an act go, and those that corrections gave for it. */
  private eraseWords(act: readonly Entry[]): void {
    for (const entry of act) {
      const prefix = prefixOf(entry);
      this.erasedOf.push({ sequence: entry.sequence, inserted: entry.inserted });
      const given = this.record.lines.flatMap(({ words }, at) =>
        words?.some((field) => field.startsWith(prefix)) ? [at + 1] : [],
      );
      for (const sequence of [...(entry.inserted === null ? [entry.sequence] : []), ...given])
        if (!this.erased.includes(sequence)) this.erased.push(sequence);
    }
  }

  /** An act that does not fit cannot always be folded where it would stand; then the complaint stays as it is there. */
  private attempt(fold: () => ComplaintState): ComplaintState | null {
    return attempted(fold, this.now);
  }
}

/** Of each step, the number of the next event of the record: what is put in behind the step comes before it. */
function followingEach(steps: readonly Step[], end: number): readonly number[] {
  let next = end;
  const following: number[] = [];
  for (const step of [...steps].reverse()) {
    following.push(next);
    const [first] = step.kind === 'act' ? step.act : [step.entry];
    if (first.inserted === null) next = first.sequence;
  }
  return following.reverse();
}

const isOfParticulars = ({ recorded }: Entry): boolean => recorded.type === 'particulars-changed';
