import type { Advice } from '../conditions/advice';
import { longDate } from '../dates/local-date';
import type { Rules } from '../rules/rules';
import { isUnlisted, reasonsListed } from './convert';
import { type ContactState, choiceStatus } from './state';

const advice = (code: string, sentence: string, clause: string, ids: readonly string[]): Advice => ({
  code,
  sentence,
  rule: { clause, ids },
});

const isSurvey = ({ kind, channel }: ContactState): boolean =>
  kind === 'survey-response' || channel === 'survey';

/** What a person should look at. Nothing here refuses anything. */
export function adviceOnContact(state: ContactState, { policy }: Rules): Advice[] {
  if (state.erasedOn !== null) return [];
  const found: Advice[] = [];
  const status = choiceStatus(state);
  if (status === 'not-offered') {
    found.push(
      advice(
        'choice_not_offered',
        'The resident is dissatisfied and has to be given the choice to complain.',
        '',
        ['Code 1.3'],
      ),
    );
  }
  if (isSurvey(state) && status === 'not-needed') {
    found.push(
      advice(
        'tell_how_to_complain',
        'A survey response is no complaint by itself; the resident is to be told how to make one.',
        '',
        ['Code 1.6'],
      ),
    );
  }
  if (status === 'complain') {
    const asked = state.choices.at(-1);
    found.push(
      advice(
        'complaint_not_logged',
        `The resident chose to complain${asked ? ` on ${longDate(asked.offeredOn)}` : ''}; make it a complaint.`,
        '',
        ['Code 1.3'],
      ),
    );
  }
  if (state.conversion && isUnlisted(state.conversion.reason, state, policy)) {
    found.push(
      advice(
        'reason_not_listed',
        'The procedure does not list the reason for which it became a complaint; that the resident wishes it is reason enough.',
        '/preStage/becomesComplaintWhen',
        ['Code 1.3'],
      ),
    );
  }
  if (state.completion?.result === 'not-put-right' && !state.conversion) {
    const ownRules = reasonsListed(state, policy).flatMap(({ rules }) => rules);
    found.push(
      advice(
        'not_put_right',
        'It was not put right: a complaint is to be raised if the resident is dissatisfied with that.',
        ownRules.length > 0 ? '/preStage/becomesComplaintWhen' : '',
        [...new Set(ownRules), 'Code 1.5'],
      ),
    );
  }
  if (state.conversion && state.status === 'open') {
    found.push(
      advice('work_goes_on', 'The complaint does not stop the work on what was asked for.', '', ['Code 1.5']),
    );
  }
  if (state.redirections.some(({ toldOn }) => toldOn === null)) {
    found.push(
      advice(
        'redirection_not_told',
        'The resident is still to be told where it was sent.',
        '/intake/exclusions',
        [],
      ),
    );
  }
  return found;
}
