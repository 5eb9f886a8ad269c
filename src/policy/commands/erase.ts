import { z } from 'zod';
import { currentStage } from '../complaint';
import { longDate } from '../local-date';
import { type Retention, retentionOf } from '../retention';
import { ERASURE_BASES } from '../privacy-events';
import { type Rejection, type RuleReference, refusedByPolicy, refusedByState } from '../rejection';
import { type Rules, todayOf } from '../rules';
import { type Command, happened } from './command';

const body = z.strictObject({
  basis: z
    .enum(ERASURE_BASES)
    .describe('retention: the time the policy gives is over; resident-request: the resident asked for it.'),
});

const RULE: RuleReference = { clause: '/retention', ids: [] };

/**
 * Takes the people and the words out of an ended complaint for good. Its events, dates and figures stay, so that what
 * was reported of past years can still be shown to be true; and no sooner than the resident could last have gone to
 * the Ombudsman with it.
 */
export const erase: Command<z.infer<typeof body>> = {
  act: 'erasures',
  name: 'eraseComplaint',
  summary: 'Anonymise an ended complaint',
  description:
    'Removes the names, addresses and every free text of a complaint for good; events, dates and figures stay. Refused while it is open, on hold, before the Ombudsman or with something still to do, and for twelve months after its end. `POST /v1/retention-runs` shows which complaints have come so far.',
  roles: ['landlord-admin'],
  body,
  example: { basis: 'retention' },
  onMerged: true,
  guard(state, rules) {
    const retention = retentionOf(state, rules);
    return kept(retention) ?? tooSoon(retention, rules);
  },
  decide(state, { basis }, rules) {
    const retention = retentionOf(state, rules);
    const refusal = basis === 'retention' ? notYetDue(retention, rules) : null;
    const moment = { on: todayOf(rules), at: rules.now };
    return refusal ?? [happened('erased', moment, { stage: currentStage(state).stage, basis })];
  },
};

const BECAUSE: Readonly<Record<Retention['heldBy'][number], string>> = {
  open: 'It has not ended.',
  hold: 'A hold keeps it whole.',
  duties: 'A remedy or an order is still to be done.',
  merged: 'It was merged into a complaint that is kept.',
  ombudsman: 'It is before the Ombudsman, who has not determined it.',
};

function kept({ heldBy }: Retention): Rejection | null {
  const [first] = heldBy;
  if (!first) return null;
  return refusedByState({
    code: 'has_to_be_kept',
    detail: `The complaint cannot be anonymised. ${heldBy.map((why) => BECAUSE[why]).join(' ')}`,
    facts: { heldBy },
    rule: RULE,
  });
}

function tooSoon({ endedOn, notBefore }: Retention, rules: Rules): Rejection | null {
  if (!notBefore || todayOf(rules) >= notBefore) return null;
  return refusedByState({
    code: 'ombudsman_window_open',
    detail: `The complaint ended on ${longDate(endedOn ?? notBefore)} and can be taken to the Ombudsman until ${longDate(notBefore)}.`,
    facts: { endedOn, notBefore },
    rule: RULE,
    allowed: { earliest: notBefore },
  });
}

function notYetDue({ keepUntil }: Retention, rules: Rules): Rejection | null {
  if (keepUntil && todayOf(rules) >= keepUntil) return null;
  return refusedByPolicy({
    code: keepUntil ? 'retention_runs' : 'no_retention_stated',
    detail: keepUntil
      ? `By the policy the complaint is kept until ${longDate(keepUntil)}.`
      : 'The policy does not say how long complaints are kept, so no time for it is over.',
    facts: { keepUntil },
    rule: RULE,
    allowed: { basis: ['resident-request'], ...(keepUntil && { earliest: keepUntil }) },
    errors: [{ pointer: '/basis', detail: 'is not true yet' }],
  });
}
