import { acknowledge } from './acknowledge';
import { addNote } from './add-note';
import { assign } from './assign';
import { awardCompensation } from './award-compensation';
import { changeRepresentative } from './change-representative';
import { close } from './close';
import type { Command } from './command';
import { completeOrder } from './complete-order';
import { completeRemedy } from './complete-remedy';
import { contact } from './contact';
import { correct } from './correct';
import { decideEscalation } from './decide-escalation';
import { define } from './define';
import { determine } from './determine';
import { endAssignment } from './end-assignment';
import { endAdjustment } from './end-adjustment';
import { endRepresentative } from './end-representative';
import { endRestriction } from './end-restriction';
import { escalate } from './escalate';
import { erase } from './erase';
import { extend } from './extend';
import { giveUpdate } from './give-update';
import { holdHearing } from './hold-hearing';
import { makeOrder } from './make-order';
import { merge } from './merge';
import { nameRepresentative } from './name-representative';
import { offerRemedy } from './offer-remedy';
import { pause } from './pause';
import { placeHold } from './place-hold';
import { raiseIssue } from './raise-issue';
import { publishLearning } from './publish-learning';
import { recordAdjustment } from './record-adjustment';
import { recordAuthority } from './record-authority';
import { recordDelivery } from './record-delivery';
import { recordLearning } from './record-learning';
import { refer } from './refer';
import { refuse } from './refuse';
import { reopen } from './reopen';
import { requestEvidence } from './request-evidence';
import { releaseHold } from './release-hold';
import { respond } from './respond';
import { restrictContact } from './restrict-contact';
import { resume } from './resume';
import { reviewAdjustment } from './review-adjustment';
import { reviewRestriction } from './review-restriction';
import { revokeAuthority } from './revoke-authority';
import { setPriority } from './set-priority';
import { settle } from './settle';
import { skipStage } from './skip-stage';
import { submitEvidence } from './submit-evidence';
import { triage } from './triage';
import { withdraw } from './withdraw';

/** Every act on a complaint, one line each, in the order a complaint usually meets them. */
export const COMMANDS: readonly Command<unknown>[] = [
  acknowledge,
  triage,
  setPriority,
  define,
  assign,
  endAssignment,
  contact,
  raiseIssue,
  refuse,
  extend,
  giveUpdate,
  pause,
  resume,
  holdHearing,
  skipStage,
  settle,
  respond,
  recordDelivery,
  escalate,
  decideEscalation,
  withdraw,
  nameRepresentative,
  changeRepresentative,
  endRepresentative,
  recordAuthority,
  revokeAuthority,
  recordAdjustment,
  reviewAdjustment,
  endAdjustment,
  restrictContact,
  reviewRestriction,
  endRestriction,
  offerRemedy,
  completeRemedy,
  awardCompensation,
  recordLearning,
  publishLearning,
  addNote,
  correct,
  close,
  merge,
  reopen,
  refer,
  requestEvidence,
  submitEvidence,
  determine,
  makeOrder,
  completeOrder,
  placeHold,
  releaseHold,
  erase,
];
