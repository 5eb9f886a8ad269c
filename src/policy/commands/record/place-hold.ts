import { z } from 'zod';
import { OFFICER } from '../../rules/roles';
import { currentStage } from '../../complaint/state';
import { type Command, happened } from '../guards/command';
import { holdRefused, holdTerms } from './hold-terms';
import { notBefore, occurrence } from '../../rules/occurrence';

const body = z.strictObject({ ...occurrence, ...holdTerms });

/** Keeps a complaint whole for as long as somebody may need it as evidence, whatever the retention rule says. */
export const placeHold: Command<z.infer<typeof body>> = {
  act: 'holds',
  name: 'placeHold',
  summary: 'Keep the complaint whole',
  description:
    'A legal hold: while one stands, nothing of the complaint is anonymised. It moves no date of the procedure.',
  roles: OFFICER,
  body,
  example: { reason: 'court-claim', reviewOn: '2027-03-01' },
  onMerged: true,
  onVoid: true,
  guard: () => null,
  decide(state, { reason, reviewOn, note }, moment, rules) {
    const { holds } = state.privacy;
    const refusal =
      notBefore(moment, state.received, 'the complaint was received') ??
      holdRefused(holds, moment.on, reviewOn, rules);
    const data = { stage: currentStage(state).stage, n: holds.length + 1, reason, reviewOn };
    return refusal ?? [happened('hold-placed', moment, data, { note })];
  },
};
