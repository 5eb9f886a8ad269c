import type { GivenAnswer, StageState } from './state';

/** Every answer given at the stage, oldest first. The last is the one that stands. */
export const answersOf = ({ response, formerResponses }: StageState): readonly GivenAnswer[] =>
  response ? [...formerResponses, response] : [];

/** The answer that meets the date of the stage: a later one turns nothing late into in time, and nothing in time into late. */
export const firstAnswer = ({ response, formerResponses }: StageState): GivenAnswer | null =>
  formerResponses[0] ?? response;

/** The stage as it stood with its first answer: what the resident need not wait for begins with that. */
export const atFirstAnswer = (stage: StageState): StageState =>
  stage.formerResponses.length === 0
    ? stage
    : { ...stage, response: firstAnswer(stage), formerResponses: [] };

/** The stage with one more answer. Its arrival is a fact of its own, and not that of the letter before. */
export const answered = (stage: StageState, answer: GivenAnswer): StageState =>
  stage.response
    ? {
        ...stage,
        response: answer,
        formerResponses: [...stage.formerResponses, stage.response],
        delivery: null,
      }
    : { ...stage, response: answer };
