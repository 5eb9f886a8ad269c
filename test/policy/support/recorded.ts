import { correct } from '../../../src/policy/correction';
import type { RecordLine } from '../../../src/policy/corrections/acts';
import type { CorrectableRecord, Corrected, PinsAt } from '../../../src/policy/corrections/corrected';
import { correctionRequestSchema } from '../../../src/policy/corrections/request';
import type { Decided } from '../../../src/policy/decide';
import { type Instant, instantSchema } from '../../../src/policy/dates/local-date';
import { type Moved, movedRules, moveTo } from '../../../src/policy/rehearsal/move';
import { isRejection, type Rejection } from '../../../src/policy/rules/rejection';
import {
  type Present,
  presentAt,
  type Rules,
  type RuleSet,
  rulesUnder,
} from '../../../src/policy/rules/rules';
import type { PolicyDocument } from '../../../src/policy/document/document';
import { shipped } from '../../../src/policy/procedures/index';
import { type Body, Walk } from './walk';

/** A walk that keeps what a correction needs to know of each event: when it was recorded, and what was said with it. */
export class RecordedWalk extends Walk {
  readonly lines: RecordLine[] = [];
  /** The moments of recording with their days, each read off the wall clock once. */
  private readonly presents = new Map<Instant, Present>();

  override take(decided: Decided | Rejection): this {
    super.take(decided);
    if (isRejection(decided)) return this;
    // No two acts are recorded at once, though on a walk many are done at the same moment.
    const recordedAt = instantSchema.parse(
      new Date(Date.parse(this.rules.now) + this.lines.length).toISOString(),
    );
    for (const { event, texts } of decided.events)
      this.lines.push({ event, recordedAt, words: Object.keys(texts) });
    return this;
  }

  get record(): CorrectableRecord {
    const { lines, rules } = this;
    return { lines, rulesAt: (pins, now) => ({ ...this.rulesOf(pins), ...this.presentOf(now, rules.zone) }) };
  }

  private presentOf(now: Instant, zone: string): Present {
    const present = this.presents.get(now) ?? presentAt(now, zone);
    this.presents.set(now, present);
    return present;
  }

  /** The rules of a place of the record, with those of all other places beside them. */
  private rulesOf(pins: PinsAt): Rules {
    const { rules } = this;
    const then = rulesUnder(pins, rules);
    if (then === rules) return rules;
    const { policy, calendar, calendarEdition = 0, earlier = [] } = rules;
    const now = { policyVersion: policy.version, calendarEdition, policy, calendar };
    return { ...then, earlier: [...earlier, now] };
  }

  /** The complaint comes to another version of the procedure, another edition of the working days, or both. */
  come(to: RuleSet, edition: number): Moved | Rejection {
    const after = movedRules(this.rules, to, edition);
    const moved = moveTo(this.state, this.rules, after);
    if (isRejection(moved)) return moved;
    this.take({ events: [moved.event], state: moved.state, clocks: moved.clocks });
    this.rules = after;
    return moved;
  }

  tryToCorrect(body: Body): Corrected | Rejection {
    return correct(
      this.record,
      correctionRequestSchema.parse({ why: 'As the letter says.', ...body }),
      this.rules,
    );
  }

  /** Corrects the record, which has to be possible. */
  correct(...changes: Body[]): Corrected {
    const corrected = this.tryToCorrect({ changes });
    if (isRejection(corrected))
      throw new Error(`${corrected.code}: ${corrected.detail} ${JSON.stringify(corrected)}`);
    if (corrected.misfits.length > 0) throw new Error(JSON.stringify(corrected.misfits));
    this.take({ events: [corrected.event], state: corrected.state, clocks: corrected.clocks });
    return corrected;
  }

  refusedCorrection(body: Body): Rejection {
    const corrected = this.tryToCorrect(body);
    if (isRejection(corrected)) return corrected;
    throw new Error(`Expected a refusal, got ${JSON.stringify(corrected.event)}`);
  }
}

export function recordedWalkOf(name: string, now?: string): RecordedWalk {
  const policy: PolicyDocument | null | undefined = shipped(name);
  if (!policy) throw new Error(`No procedure ${name}`);
  return new RecordedWalk(policy, now);
}
