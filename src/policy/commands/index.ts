import { acknowledge } from './acknowledge';
import { assign } from './assign';
import { close } from './close';
import type { Command } from './command';
import { contact } from './contact';
import { decideEscalation } from './decide-escalation';
import { define } from './define';
import { escalate } from './escalate';
import { extend } from './extend';
import { holdHearing } from './hold-hearing';
import { refer } from './refer';
import { refuse } from './refuse';
import { respond } from './respond';
import { withdraw } from './withdraw';

/** Every act on a complaint, one line each, in the order a complaint usually meets them. */
export const COMMANDS: readonly Command<unknown>[] = [
  acknowledge,
  define,
  assign,
  contact,
  refuse,
  extend,
  holdHearing,
  respond,
  escalate,
  decideEscalation,
  withdraw,
  close,
  refer,
];
