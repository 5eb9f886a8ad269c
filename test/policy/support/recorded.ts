import { correct } from '../../../src/policy/correction';
import type { RecordLine } from '../../../src/policy/corrections/acts';
import type { CorrectableRecord, Corrected } from '../../../src/policy/corrections/corrected';
import { correctionRequestSchema } from '../../../src/policy/corrections/request';
import type { Decided } from '../../../src/policy/decide';
import { instantSchema } from '../../../src/policy/dates/local-date';
import { isRejection, type Rejection } from '../../../src/policy/rules/rejection';
import { presentAt } from '../../../src/policy/rules/rules';
import type { PolicyDocument } from '../../../src/policy/document/document';
import { shipped } from '../../../src/policy/procedures/index';
import { type Body, Walk } from './walk';

/** A walk that keeps what a correction needs to know of each event: when it was recorded, and what was said with it. */
export class RecordedWalk extends Walk {
  readonly lines: RecordLine[] = [];

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
    const { rules, lines } = this;
    return { lines, rulesAt: (_, now) => ({ ...rules, ...presentAt(now, rules.zone) }) };
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
