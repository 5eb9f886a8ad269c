import type { Found } from './landlord-year';

export interface Sum {
  readonly years: number;
  readonly complaints: number;
  readonly acts: number;
  readonly faults: readonly Found[];
}

const counted = (count: number): string => count.toLocaleString('en-GB');

/** The last line of a run. */
export const lastLine = ({ years, complaints, acts, faults }: Sum): string =>
  `${counted(years)} landlord-years, ${counted(complaints)} complaints, ${counted(acts)} acts, ${counted(faults.length)} faults`;

/** A fault with the seed that finds it again, and its history as a test takes it. */
export const faultInLines = ({ rule, detail, seed, procedure, steps }: Found): string =>
  [
    `Broken: ${rule}. ${detail}`,
    `Again: npm run simulate -- --years 1 --seed ${seed} --procedure ${procedure}`,
    `expect(faultOf('${procedure}', [`,
    ...steps.map((step) => `  ${JSON.stringify(step)},`),
    '])).toBeNull();',
  ].join('\n');
