import type { ContactCommand } from './command';
import { complete } from './complete';
import { offerChoice } from './offer-choice';
import { redirect } from './redirect';

/** Everything that can be done to a contact apart from making it a complaint, which logs one as well. */
export const CONTACT_COMMANDS: readonly ContactCommand<unknown>[] = [offerChoice, redirect, complete];
