import type { PolicyDocument } from '../../document/document';
import type { Stage } from '../../document/stage';
import { type Comparer, comparerFor } from './day-comparison';
import { ruleIdOf } from './provisions';

/** A stage with the JSON Pointer to it. */
export interface PlacedStage {
  readonly stage: Stage;
  readonly at: string;
}

/** Its name in a sentence: landlords also call a stage "Complaint" or "Appeal". */
export const called = ({ stage }: PlacedStage): string =>
  /stage/i.test(stage.name) ? stage.name : `the stage "${stage.name}"`;

/** A clause that says something in words. */
export interface SpokenClause {
  readonly at: string;
  readonly text: string;
}

/** A document read once, in the terms the checks ask in. */
export interface Subject {
  readonly document: PolicyDocument;
  /** The document's first stage that it calls formal: what the Code calls stage 1. */
  readonly first: PlacedStage;
  /** The stages a complaint moves on to from there, in order; the Code has exactly one, stage 2. */
  readonly later: readonly PlacedStage[];
  /** False where no stage has any time: then the document is no statement of times, and silence on one says nothing. */
  readonly statesTimes: boolean;
  /** Clauses that speak to a provision: they cite it, or are commitments known by their code. */
  spoken(number: string, codes: readonly string[], kinds: readonly string[]): SpokenClause[];
  /** Where the document says that it is silent about one of these. */
  silence(...about: string[]): string[];
  /** Ids of the rules that the clauses at these pointers encode. */
  rulesAt(pointers: readonly string[]): string[];
  readonly days: Comparer;
}

export function subjectOf(document: PolicyDocument): Subject {
  const placed = document.stages.map((stage, index) => ({ stage, at: `/stages/${index}` }));
  const first = placed.find(({ stage }) => stage.formal) ?? placed[0];
  if (!first) throw new Error('A policy document has at least one stage');
  const clauses = citingClauses(document);
  return {
    document,
    first,
    later: chainFrom(first, placed),
    statesTimes: document.stages.some(
      ({ acknowledge, contact, respond }) => acknowledge ?? contact ?? respond,
    ),
    spoken: (number, codes, kinds) => [
      ...clauses.filter(({ rules }) => rules.includes(ruleIdOf(number))),
      ...document.commitments.flatMap(({ code, kind, rules, text }, index) => {
        const cites = rules.some((rule) => rule.startsWith('Code '));
        // A commitment that cites the Code has said which provision it means; its kind must not claim another.
        const speaks = !cites && (codes.includes(code) || kinds.includes(kind));
        return speaks && text ? [{ at: `/commitments/${index}`, text }] : [];
      }),
    ],
    silence: (...about) =>
      document.silences.flatMap((silence, index) =>
        about.includes(silence.about) ? [`/silences/${index}`] : [],
      ),
    rulesAt: (pointers) => pointers.flatMap((pointer) => rulesOf(valueAt(document, pointer))),
    days: comparerFor(document.calendar),
  };
}

/** A complaint can only move to a later stage, which the document's schema sees to; so this ends. */
function chainFrom(first: PlacedStage, placed: readonly PlacedStage[]): PlacedStage[] {
  const chain: PlacedStage[] = [];
  let here: PlacedStage | undefined = first;
  while (here?.stage.escalation) {
    const to: string = here.stage.escalation.to;
    here = placed.find(({ stage }) => stage.key === to);
    if (here) chain.push(here);
  }
  return chain;
}

interface CitingClause extends SpokenClause {
  readonly rules: readonly string[];
}

/**
 * Every clause with words and rules. Readings and silences are about the text, not of it, and an ombudsman's address
 * promises nothing: that the landlord makes it known would have to be said.
 */
function citingClauses(document: PolicyDocument): CitingClause[] {
  const { readings: _, silences: __, ombudsman: ___, ...clauses } = document;
  return clausesIn(clauses, '');
}

function clausesIn(part: unknown, at: string): CitingClause[] {
  if (part === null || typeof part !== 'object') return [];
  const { text } = part as { text?: unknown };
  const rules = rulesOf(part);
  const here = typeof text === 'string' && rules.length > 0 ? [{ at, text, rules }] : [];
  return [...here, ...Object.entries(part).flatMap(([key, value]) => clausesIn(value, `${at}/${key}`))];
}

function rulesOf(clause: unknown): string[] {
  if (clause === null || typeof clause !== 'object' || !('rules' in clause)) return [];
  return Array.isArray(clause.rules) ? clause.rules.filter((rule) => typeof rule === 'string') : [];
}

const valueAt = (document: unknown, pointer: string): unknown =>
  pointer
    .split('/')
    .slice(1)
    .reduce<unknown>(
      (part, key) =>
        part !== null && typeof part === 'object' && Object.hasOwn(part, key)
          ? Reflect.get(part, key)
          : undefined,
      document,
    );
