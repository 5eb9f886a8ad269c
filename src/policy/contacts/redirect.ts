import { z } from 'zod';
import { STAFF } from '../rules/roles';
import { notBefore, inFuture } from '../rules/occurrence';
import { nothingIsExcluded } from '../document/intake';
import { slugSchema, words } from '../document/vocabulary';
import { localDateSchema } from '../dates/local-date';
import type { Objections } from '../rules/objections';
import {
  isRejection,
  type Rejection,
  refusedAsInput,
  refusedByPolicy,
  refusedByState,
} from '../rules/rejection';
import { departuresSchema } from '../rules/departures';
import type { Rules } from '../rules/rules';
import { type ContactCommand, dayOf, occurredOn } from './command';

const body = z.strictObject({
  occurredOn,
  departures: departuresSchema,
  to: slugSchema
    .optional()
    .describe('The process that takes it on. Left out, where the exclusion says it goes.'),
  exclusion: slugSchema.optional().describe('The policy’s exclusion that sends it there, where one does.'),
  filedOn: localDateSchema
    .optional()
    .describe('The day a claim was filed at court, where the exclusion turns on it (Code 2.2).'),
  reason: words(2000).describe('Why it belongs there.'),
  toldOn: localDateSchema.optional().describe('The day the resident was told where it went.'),
});
type Body = z.infer<typeof body>;

const MOST = 50;

/** Records where a matter went that has a process of its own. It bars no complaint about how that process goes (Code 1.3). */
export const redirect: ContactCommand<Body> = {
  act: 'redirections',
  name: 'redirectContact',
  summary: 'Record where the contact was sent instead',
  description:
    'An appeal, a report of anti-social behaviour or a first report of a repair goes to the process made for it: which one, why, under which exclusion of the policy, and when the resident was told. The contact stays open until its work is done, and the resident can still complain.',
  roles: STAFF,
  body,
  example: {
    occurredOn: '2024-09-04',
    to: 'service-request',
    reason: 'The bin store needs a new lock, which nobody had asked for before.',
    toldOn: '2024-09-04',
  },
  *decide(state, given, rules) {
    const on = dayOf(given.occurredOn, state, rules);
    if (isRejection(on)) return on;
    if (state.redirections.length >= MOST) {
      return refusedByState({
        code: 'too_many_redirections',
        detail: `The contact was sent on ${MOST} times, the most that is kept.`,
        facts: { redirected: state.redirections.length },
      });
    }
    const { toldOn } = given;
    const last = state.redirections.at(-1);
    const untimely =
      notBefore({ on, at: null }, last ? { on: last.on, at: null } : null, 'it was last sent on') ??
      (toldOn
        ? (inFuture(toldOn, '/toldOn', rules) ??
          notBefore({ on: toldOn, at: null }, { on, at: null }, 'it was sent there', '/toldOn'))
        : null);
    if (untimely) return untimely;
    const destination = yield* destinationOf(given, rules);
    if (isRejection(destination)) return destination;
    const { filedOn } = given;
    const early = filedOn ? inFuture(filedOn, '/filedOn', rules) : null;
    if (early) return early;
    return {
      event: {
        type: 'redirected',
        on,
        data: { ...destination, toldOn: toldOn ?? null, filedOn: filedOn ?? null },
      },
      texts: { reason: given.reason },
    };
  },
};

interface Destination {
  readonly to: string;
  readonly exclusion: string | null;
  readonly rule: { readonly clause: string; readonly ids: readonly string[] } | null;
}

function* destinationOf(
  { to, exclusion, filedOn }: Body,
  { policy }: Rules,
): Objections<Destination | Rejection> {
  const { exclusions } = policy.intake;
  if (exclusion === undefined) {
    return to === undefined ? destinationMissing(policy.version) : { to, exclusion: null, rule: null };
  }
  const index = exclusions.findIndex(({ code }) => code === exclusion);
  const found = exclusions[index];
  if (!found) {
    const allowed = exclusions.map(({ code }) => code);
    yield refusedByPolicy({
      code: 'not_an_exclusion',
      detail:
        allowed.length > 0
          ? `The policy excludes only ${allowed.join(', ')}.`
          : `${nothingIsExcluded(policy)}.`,
      facts: { exclusion },
      policyVersion: policy.version,
      rule: { clause: '/intake/exclusions', ids: [] },
      allowed: { exclusion: allowed },
      errors: [{ pointer: '/exclusion', detail: 'is no exclusion of this policy' }],
    });
    return to === undefined ? destinationMissing(policy.version) : { to, exclusion, rule: null };
  }
  const rule = { clause: `/intake/exclusions/${index}`, ids: found.rules };
  yield found.needsFiledOn && filedOn === undefined ? filedDayMissing(exclusion, rule, policy.version) : null;
  const chosen = to ?? found.redirectTo;
  if (chosen === null) return destinationMissing(policy.version);
  if (found.redirectTo !== null && chosen !== found.redirectTo) {
    yield refusedByPolicy({
      code: 'goes_elsewhere',
      detail: `Under the exclusion ${exclusion} the policy sends it to ${found.redirectTo}, not to ${chosen}.`,
      facts: { exclusion, to: chosen },
      policyVersion: policy.version,
      rule,
      allowed: { to: found.redirectTo },
      errors: [{ pointer: '/to', detail: `must be ${found.redirectTo}, or be left out` }],
    });
  }
  return { to: chosen, exclusion, rule };
}

/** Legal proceedings exclude nothing before the claim is filed, whoever records the exclusion (Code 2.2). */
const filedDayMissing = (
  exclusion: string,
  rule: NonNullable<Destination['rule']>,
  policyVersion: string,
): Rejection =>
  refusedByPolicy({
    code: 'filed_day_missing',
    detail: 'This exclusion counts only from the day on which a claim was filed at court.',
    facts: { exclusion },
    policyVersion,
    rule: { ...rule, ids: [...new Set([...rule.ids, 'Code 2.2'])] },
    errors: [{ pointer: '/filedOn', detail: 'is missing' }],
  });

const destinationMissing = (policyVersion: string): Rejection =>
  refusedAsInput({
    code: 'destination_missing',
    detail: 'Say where it goes: no exclusion of the policy that is named here says so.',
    policyVersion,
    rule: { clause: '/intake/exclusions', ids: [] },
    errors: [{ pointer: '/to', detail: 'is missing' }],
  });
