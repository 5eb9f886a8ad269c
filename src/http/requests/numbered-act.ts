import { z } from 'zod';
import { wholeNumber } from './whole-number';

/** Acts on one of several numbered things have its number in their path, which a caller's body is without. */
export const numberParam = (thing: string) => ({
  n: wholeNumber(1, 1000).describe(`Which one, as the ${thing} numbers them.`),
});

/** The body as a caller sends it. Its type stays, since `withNumber` makes it whole before anybody reads it. */
export const withoutNumber = <Body>(body: z.ZodType<Body>): z.ZodType<Body> =>
  body instanceof z.ZodObject ? (body.omit({ n: true }) as unknown as z.ZodType<Body>) : body;

/** The body with the number that the path names. */
export const withNumber = <Body>(body: Body, number: object): Body => ({ ...body, ...number });
