import type { OwnAct } from '../../document/clock-kinds';
import type { Anchor } from '../../document/limit';

/** The acts that a clock may count from: those a document names, and three that no document does. */
type WordedAct = Anchor | 'extended' | 'updated' | 'ombudsman-set';

/** Each anchor as a sentence has it: "10 working days after the complaint was acknowledged". */
export const ANCHOR: Record<WordedAct, string> = {
  received: 'the complaint was received',
  requested: 'the stage was asked for',
  logged: 'the complaint was logged',
  acknowledged: 'the complaint was acknowledged',
  contacted: 'the resident was contacted',
  passed: 'the complaint was passed to its handler',
  accepted: 'the request was accepted',
  confirmed: 'the date confirmed for this case',
  'response-dated': 'the response was dated',
  'response-sent': 'the response was sent',
  'response-received': 'the response was received',
  'hearing-held': 'the hearing was held',
  occurred: 'it happened',
  aware: 'the resident became aware of it',
  reported: 'it was reported',
  extended: 'the extension was given',
  updated: 'the last update was given',
  'ombudsman-set': 'the date the ombudsman set',
};

/** The same while it is awaited: "2 weeks from the day the complaint is passed to its handler". */
export const AWAITED: Record<WordedAct, string> = {
  received: 'the complaint is received',
  requested: 'the stage is asked for',
  logged: 'the complaint is logged',
  acknowledged: 'the complaint is acknowledged',
  contacted: 'the resident is contacted',
  passed: 'the complaint is passed to its handler',
  accepted: 'the request is accepted',
  confirmed: 'a date is confirmed to the resident',
  'response-dated': 'the response is dated',
  'response-sent': 'the response is sent',
  'response-received': 'the response is received',
  'hearing-held': 'the hearing is held',
  occurred: 'it happens',
  aware: 'the resident becomes aware of it',
  reported: 'it is reported',
  extended: 'the extension is given',
  updated: 'the next update is given',
  'ombudsman-set': 'the ombudsman sets a date',
};

/** Each act of the landlord's own as a thing, and what would have been had it come when it was due. */
export const OWN_ACTS: Record<
  OwnAct,
  { readonly noun: string; readonly inTime: string; readonly notDone: string }
> = {
  logged: {
    noun: 'the logging',
    inTime: 'the complaint been logged in time',
    notDone: 'It has not been logged.',
  },
  acknowledged: {
    noun: 'the acknowledgement',
    inTime: 'the complaint been acknowledged in time',
    notDone: 'It has not been acknowledged.',
  },
  contacted: {
    noun: 'the contact with the resident',
    inTime: 'the resident been contacted in time',
    notDone: 'The resident has not been contacted.',
  },
  passed: {
    noun: 'the allocation to a handler',
    inTime: 'the complaint been passed to its handler in time',
    notDone: 'It has not been passed to a handler.',
  },
  accepted: {
    noun: 'the acceptance',
    inTime: 'the request been decided in time',
    notDone: 'The request has not been decided.',
  },
  'hearing-held': {
    noun: 'the hearing',
    inTime: 'the hearing been held in time',
    notDone: 'The hearing has not been held.',
  },
};
