import { CONTACTS } from './contacts';
import { CORRECTIONS } from './corrections';
import { ESCALATION } from './escalation';
import { HANDLING } from './handling';
import { INTAKE } from './intake';
import { OMBUDSMAN } from './ombudsman';
import { OUTCOME } from './outcome';
import { PEOPLE } from './people';
import { RECORD } from './record';
import type { RefusalEntry, RefusalKind } from './refusal';
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
  ...CORRECTIONS,
} as const;

export type RefusalCode = keyof typeof REFUSALS;

/** True for a code of this release: an event may bear one of another. */
export const isRefusalCode = (code: string): code is RefusalCode => Object.hasOwn(REFUSALS, code);

/** The codes that can be recorded as a departure: those of the kind `policy`. */
export const RECORDABLE = Object.entries(REFUSALS)
  .filter(([, { kind }]) => kind === 'policy')
  .map(([code]) => code as RefusalCodeOf<'policy'>);

/** True where an act that departs by this rule has no effect on dates. */
export const withholds = (code: string, act: string): boolean =>
  WITHHOLDING.some(([known, acts]) => known === code && acts.includes(act));

const WITHHOLDING = Object.entries<RefusalEntry>(REFUSALS).flatMap(([code, entry]) =>
  entry.kind === 'policy' && entry.withholds.length > 0 ? [[code, entry.withholds] as const] : [],
);

/** True where an act that departs by this lacks something that has to come with it. */
export const lacksContent = (code: string): boolean => LACKING.includes(code);

const LACKING = Object.entries<RefusalEntry>(REFUSALS).flatMap(([code, entry]) =>
  entry.kind === 'policy' && entry.content ? [code] : [],
);

/**
 * The codes by which a refusal is against the procedure: it gives no reason for it, or the refusal lacks something. Who
 * decided it, and who was told, is another matter. What lacks a ground is an acceptance of the request.
 */
export const REFUSED_AGAINST_POLICY = {
  complaints: RECORDABLE.filter((code) => withholds(code, 'refusals') || lacksContent(code)),
  requests: RECORDABLE.filter(
    (code) => withholds(code, 'escalation-decisions') || code === 'refusal_incomplete',
  ),
};

/** The codes of one kind: a code is raised as what its entry says it is. */
export type RefusalCodeOf<K extends RefusalKind> = {
  [C in RefusalCode]: (typeof REFUSALS)[C]['kind'] extends K ? C : never;
}[RefusalCode];
