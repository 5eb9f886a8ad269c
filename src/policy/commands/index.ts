import { acknowledge } from './intake/acknowledge';
import { addNote } from './handling/add-note';
import { assign } from './handling/assign';
import { awardCompensation } from './remedies/award-compensation';
import { changeRepresentative } from './people/change-representative';
import { changeParticulars } from './intake/change-particulars';
import { close } from './outcome/close';
import type { Command } from './guards/command';
import { completeOrder } from './ombudsman/complete-order';
import { completeRemedy } from './remedies/complete-remedy';
import { contact } from './handling/contact';
import { correct } from './time/correct';
import { decideEscalation } from './escalation/decide-escalation';
import { define } from './intake/define';
import { determine } from './ombudsman/determine';
import { endAssignment } from './handling/end-assignment';
import { endAdjustment } from './people/end-adjustment';
import { endRepresentative } from './people/end-representative';
import { endRestriction } from './people/end-restriction';
import { escalate } from './escalation/escalate';
import { erase } from './record/erase';
import { extend } from './time/extend';
import { giveUpdate } from './handling/give-update';
import { holdHearing } from './handling/hold-hearing';
import { link } from './outcome/link';
import { makeOrder } from './ombudsman/make-order';
import { merge } from './outcome/merge';
import { nameRepresentative } from './people/name-representative';
import { offerRemedy } from './remedies/offer-remedy';
import { pause } from './time/pause';
import { placeHold } from './record/place-hold';
import { raiseIssue } from './intake/raise-issue';
import { publishLearning } from './remedies/publish-learning';
import { recordAdjustment } from './people/record-adjustment';
import { recordAuthority } from './people/record-authority';
import { recordDelivery } from './outcome/record-delivery';
import { recordLearning } from './remedies/record-learning';
import { refer } from './ombudsman/refer';
import { refuse } from './intake/refuse';
import { reopen } from './outcome/reopen';
import { requestEvidence } from './ombudsman/request-evidence';
import { releaseHold } from './record/release-hold';
import { respond } from './outcome/respond';
import { restrictContact } from './people/restrict-contact';
import { resume } from './time/resume';
import { reviewAdjustment } from './people/review-adjustment';
import { reviewRestriction } from './people/review-restriction';
import { revokeAuthority } from './people/revoke-authority';
import { setPriority } from './intake/set-priority';
import { settle } from './outcome/settle';
import { skipStage } from './time/skip-stage';
import { submitEvidence } from './ombudsman/submit-evidence';
import { triage } from './intake/triage';
import { withdraw } from './outcome/withdraw';

/** Every act on a complaint, one line each, in the order a complaint usually meets them. */
export const COMMANDS: readonly Command[] = [
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
  changeParticulars,
  link,
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
