import { z } from 'zod';
import { STAFF } from '../../rules/roles';
import { currentStage } from '../../complaint/state';
import { words } from '../../document/vocabulary';
import { type Command, happened } from '../guards/command';
import { notBefore, occurrence } from '../../rules/occurrence';

const body = z.strictObject({ ...occurrence, note: words(20000) });

/** Adds to the full record that is kept of a complaint (Code 5.12). It moves no date and changes nothing else. */
export const addNote: Command<z.infer<typeof body>> = {
  act: 'notes',
  name: 'addNote',
  summary: 'Add a note to the record',
  description: 'Keep a note with the complaint, at any point. Its words are kept apart from the event.',
  roles: STAFF,
  body,
  example: { note: 'The neighbour upstairs reports the same damp.' },
  onMerged: true,
  guard: () => null,
  decide(state, { note }, moment) {
    const early = notBefore(moment, state.received, 'the complaint was received');
    return early ?? [happened('noted', moment, { stage: currentStage(state).stage }, { note })];
  },
};
