import { z } from 'zod';
import { OFFICER } from '../../rules/roles';
import { currentStage } from '../../complaint/state';
import { words } from '../../document/vocabulary';
import { openHolds } from '../../complaint/privacy';
import { isRejection } from '../../rules/rejection';
import { type Command, happened } from '../guards/command';
import { noHold, releaseTerms, holdInForce } from './hold-terms';
import { notBefore, occurrence } from '../../rules/occurrence';

const body = z.strictObject({ ...releaseTerms, ...occurrence, note: words(4000).optional() });

/** Ends a legal hold: the complaint is kept no longer than the retention rule says. */
export const releaseHold: Command<z.infer<typeof body>> = {
  act: 'holds/{n}/releases',
  name: 'releaseHold',
  summary: 'End a hold',
  description: 'Nobody needs the complaint as evidence any more.',
  roles: OFFICER,
  body,
  example: { n: 1, note: 'The claim was settled.' },
  numbers: ({ privacy }) => openHolds(privacy),
  onMerged: true,
  onVoid: true,
  guard: ({ privacy }) => noHold(privacy),
  decide(state, { n, note }, moment) {
    const hold = holdInForce(state.privacy, n);
    if (isRejection(hold)) return hold;
    const early = notBefore(moment, { on: hold.placedOn, at: null }, 'the hold was placed');
    const data = { stage: currentStage(state).stage, n };
    return early ?? [happened('hold-released', moment, data, { note })];
  },
};
