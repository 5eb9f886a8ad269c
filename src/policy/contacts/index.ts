import type { ContactCommand } from './command';
import { complete } from './complete';
import { eraseContact } from './erase';
import { offerChoice } from './offer-choice';
import { placeContactHold } from './place-hold';
import { redirect } from './redirect';
import { releaseContactHold } from './release-hold';

/** Everything that can be done to a contact apart from making it a complaint, which logs one as well. */
export const CONTACT_COMMANDS: readonly ContactCommand<unknown>[] = [
  offerChoice,
  redirect,
  complete,
  placeContactHold,
  releaseContactHold,
  eraseContact,
];
