import { type Check, orNear } from './check';

/**
 * What is learned and published. Landlords' pages promise a part of it in their own words, so the words are looked for,
 * and what the Code asks for beyond them is named.
 */
export const REPORT_CHECKS: Readonly<Record<string, Check>> = {
  '8.1': orNear(
    /annual (report|assessment)|self-assessment/i,
    "That a yearly report holds the self-assessment, the analysis with the complaints refused, non-compliance, improvements and the ombudsman's reports, it does not say.",
  ),
  '9.1': orNear(/\blearn/i, 'Whether improvements come of it beyond the single case, it does not say.'),
  '9.3': orNear(
    /\breport[^.]*\blearn|\blearn[^.]*\breport/i,
    "That residents' panels, staff and committees are told, it does not say.",
  ),
};
