import { CONTACTS } from './contacts';
import { ESCALATION } from './escalation';
import { HANDLING } from './handling';
import { INTAKE } from './intake';
import { OMBUDSMAN } from './ombudsman';
import { OUTCOME } from './outcome';
import { PEOPLE } from './people';
import { RECORD } from './record';
import type { RefusalKind } from './refusal';
import { REMEDIES } from './remedies';
import { RULES } from './rules';
import { TIME } from './time';

/** Every code with which the policy refuses. A refusal with any other is a type error. */
export const REFUSALS = {
  ...RULES,
  ...INTAKE,
  ...HANDLING,
  ...TIME,
  ...OUTCOME,
  ...ESCALATION,
  ...PEOPLE,
  ...REMEDIES,
  ...OMBUDSMAN,
  ...RECORD,
  ...CONTACTS,
} as const;

export type RefusalCode = keyof typeof REFUSALS;

/** The codes of one kind: a code is raised as what its entry says it is. */
export type RefusalCodeOf<K extends RefusalKind> = {
  [C in RefusalCode]: (typeof REFUSALS)[C]['kind'] extends K ? C : never;
}[RefusalCode];
