import type { Advice } from './advice';
import { type ComplaintState, currentStage, type Departure } from '../complaint/state';
import { stageIndex, stageName, stageOf } from '../document/document';
import { longDate } from '../dates/local-date';
import { isRefusalCode, REFUSALS } from '../refusals/index';
import type { Rules } from '../rules/rules';

/** Acts that did not keep the procedure, and requests that it has no word for. It refuses nothing. */
export const departureAdvice = (state: ComplaintState, rules: Rules): Advice[] => [
  ...state.departures.map((departure) => departed(departure, rules)),
  ...lateRequest(state, rules),
  ...groundsNotNamed(state, rules),
  ...reasonsNotGiven(state, rules),
];

/** Provisions of the Code that stand behind a rule, whatever ids the document gives it. */
const BEHIND: Readonly<Record<string, string>> = {
  reviewer_not_independent: 'Code 6.13',
  reviewer_not_more_senior: 'Code 6.13',
  independence_not_declared: 'Code 6.13',
  restriction_disproportionate: 'Code 5.14',
};

/** Telling somebody without permission may be a personal data breach, which is for the landlord to look into. */
const FURTHER: Readonly<Record<string, string>> = {
  authority_needed: ' Somebody without permission was told: consider whether it is a personal data breach.',
};

function departed({ code, on, stage, clause, ids }: Departure, { policy }: Rules): Advice {
  const title = isRefusalCode(code) ? REFUSALS[code].title : code.replaceAll('_', ' ');
  const behind = policy.regime === 'housing-ombudsman' ? BEHIND[code] : undefined;
  return {
    code: 'departed',
    sentence: `On ${longDate(on)} ${stageName(policy, stage)} departed from the procedure: ${title}.${FURTHER[code] ?? ''}`,
    rule: { clause, ids: [...new Set([...ids, ...(behind ? [behind] : [])])] },
  };
}

/** A request after the window, which waits until somebody decides if it is taken all the same. */
function lateRequest(state: ComplaintState, rules: Rules): Advice[] {
  const current = currentStage(state);
  const asked = requestOf(state);
  if (current.gate !== 'waiting' || !asked?.escalation.afterWindow || asked.escalation.late) return [];
  return [
    {
      code: 'late_request',
      sentence: `${stageName(rules.policy, current.stage)} was asked for on ${longDate(current.requested.on)}, after the time for it was over. It waits for a decision to take it all the same, or to refuse it.`,
      rule: {
        ...clauseOf(asked.stage, 'within', rules),
        ids: stageOf(rules.policy, asked.stage).escalation?.within?.rules ?? [],
      },
    },
  ];
}

function groundsNotNamed(state: ComplaintState, rules: Rules): Advice[] {
  const asked = requestOf(state);
  if (!asked || asked.escalation.otherGrounds === 0) return [];
  const { grounds } = stageOf(rules.policy, asked.stage).escalation ?? {};
  return [
    {
      code: 'ground_not_named',
      sentence: `The resident gave a ground that the procedure does not name${grounds ? '; whoever decides on the request looks if it comes under one that it does' : ''}. It stands with the request, in their words.`,
      rule: clauseOf(asked.stage, 'grounds', rules),
    },
  ];
}

/** The procedure wants the reasons of the resident, and they asked without any. That they asked is a fact. */
function reasonsNotGiven(state: ComplaintState, rules: Rules): Advice[] {
  const asked = requestOf(state);
  const way = asked && stageOf(rules.policy, asked.stage).escalation;
  if (!asked || way?.reason !== 'required' || way.decision) return [];
  const { by, reasonGiven, grounds } = asked.escalation;
  if (by === 'landlord' || reasonGiven || grounds.length > 0 || currentStage(state).reasonsGathered)
    return [];
  return [
    {
      code: 'reason_not_given',
      sentence: `The procedure asks for the reasons of the resident, and none came with the request for ${stageName(rules.policy, currentStage(state).stage)}.`,
      rule: clauseOf(asked.stage, 'reason', rules),
    },
  ];
}

/** The request by which the complaint stands where it does. */
function requestOf(state: ComplaintState) {
  const { stage } = currentStage(state);
  const asked = state.stages.slice(0, state.current).findLast(({ escalation }) => escalation?.to === stage);
  return asked?.escalation ? { stage: asked.stage, escalation: asked.escalation } : null;
}

const clauseOf = (stage: string, part: string, { policy }: Rules) => ({
  clause: `/stages/${stageIndex(policy, stage)}/escalation/${part}`,
  ids: stageOf(policy, stage).escalation?.rules ?? [],
});
