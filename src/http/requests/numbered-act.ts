import { z } from 'zod';

/** Acts on one of several numbered things have its number in their path, which a caller's body is without. */
export const numberParam = (thing: string) => ({
  n: z.coerce.number().int().min(1).max(1000).describe(`Which one, as the ${thing} numbers them.`),
});

export const withoutNumber = (body: z.ZodType): z.ZodType =>
  body instanceof z.ZodObject ? body.omit({ n: true }) : body;

export const withNumber = (body: unknown, number: object): object => ({
  ...(typeof body === 'object' && body !== null ? body : {}),
  ...number,
});
