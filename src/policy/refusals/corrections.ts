import type { RefusalEntry } from './refusal';

/** Corrections of the record: what cannot be named, and what no longer fits. */
export const CORRECTIONS = {
  complaint_void: {
    kind: 'state',
    title: 'The complaint was struck as a whole',
    cure: 'Nothing happens to it any more. If that was a mistake, let its first event count again by a correction.',
  },
  others_merged_into_it: {
    kind: 'state',
    title: 'Other complaints were merged into this one',
    cure: 'Strike the merger on each of them first, or merge them elsewhere: their matter goes on in this complaint alone.',
  },
  no_such_event: {
    kind: 'state',
    title: 'The complaint has no such act to correct',
    cure: 'Give the `sequence` of an event that `allowed` lists.',
  },
  not_correctable: {
    kind: 'state',
    title: 'This event cannot be corrected',
    cure: 'Do what `allowed` says instead. A correction is corrected by another one, which names the acts again.',
  },
  already_struck: {
    kind: 'state',
    title: 'The event was struck already',
    cure: 'Send `strike: false` to let it count again.',
  },
  not_struck: {
    kind: 'state',
    title: 'The event was not struck',
    cure: 'Leave `strike` out, or strike it.',
  },
  named_twice: {
    kind: 'input',
    title: 'One act is named twice',
    cure: 'Say all that is to become of it in one change.',
  },
  correction_contradicts_itself: {
    kind: 'input',
    title: 'The correction says of one act what cannot all be',
    cure: 'Change the field that `errors` names.',
  },
  act_misworded: {
    kind: 'input',
    title: 'The act does not take what is given for it',
    cure: 'Correct the fields that `errors` names. The body is that of the act itself.',
  },
  not_corrected_here: {
    kind: 'input',
    title: 'These words stand apart from the record',
    cure: 'Put them right by the act that `allowed` names.',
  },
  cannot_be_put_in: {
    kind: 'input',
    title: 'This act cannot be put in at a place of its own',
    cure: 'Record it by itself and give its own day as `occurredOn`.',
  },
  corrected_act_refused: {
    kind: 'input',
    title: 'The act cannot have been as the correction says',
    cure: 'Correct what `errors` names. `facts.code` is the refusal that the act itself would get.',
  },
  mistake_to_correct: {
    kind: 'input',
    title: 'A mistake in the record opens nothing anew',
    cure: 'Strike the act that was recorded by mistake, by a correction that names its event as `allowed` does.',
  },
  later_acts_do_not_fit: {
    kind: 'state',
    title: 'Later acts no longer fit the record',
    cure: 'Send the correction again with each act in `facts.acts` changed, struck or, where it is recordable, departed from.',
  },
} as const satisfies Record<string, RefusalEntry>;
