import { allCodes, type Code, entryOf } from '../../../src/http/problems/codes';
import { REFUSALS } from '../../../src/policy/refusals/index';
import type { RecordableEntry, RefusalEntry } from '../../../src/policy/refusals/refusal';
import { raisedCodes } from './raised-codes';

/** src/http/operations/raised.ts, as it has to read. */
export function raisedTable(byOperation = raisedCodes().byOperation): string {
  const lines = [...byOperation]
    .filter(([, codes]) => codes.length > 0)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([id, codes]) => `  ${id}: [${codes.map((code) => `'${code}'`).join(', ')}],\n`);
  return `import type { Code } from '../problems/codes';

/**
 * What the handler of each operation can answer, read off the source with all that it calls. \`npm run codes\` writes it
 * anew, and a test holds it to the source. What can happen to any request is in codes.ts.
 */
// biome-ignore format: one operation a line, so that two changes seldom meet
export const RAISED: Readonly<Record<string, readonly Code[]>> = {
${lines.join('')}};
`;
}

/** docs/problems.md, as it has to read. */
export function problemsPage(): string {
  const statuses = [...new Set(allCodes().map((code) => entryOf(code).status))];
  return `# Problems

Every code that an answer of the service can carry in \`code\`, by its status. \`npm run codes\` writes this page from the
two registries, \`src/http/problems/catalogue.ts\` and \`src/policy/refusals/\`.

A problem names the path of its entry in \`documentation\`: \`GET /v1/problem-codes/{code}\` answers the same, with an example
and the operations that can answer it. \`GET /v1/problem-codes\` lists all of them. No key is needed for either.

Program against \`code\` and the status. Words in \`title\` and \`detail\` may change, and further codes may be added.

${statuses.map(sectionOf).join('\n')}
## What can be recorded as a departure

An act that a code of this list refuses can be recorded all the same, once it has happened: [when something went
wrong](record.md). Where acts are named, they are on record and have no effect on dates. A code that is marked as content
is of an act that lacks something: it is done, and counted as incomplete.

| Code | No effect on dates | Content |
|---|---|---|
${Object.entries<RefusalEntry>(REFUSALS)
  .sort(([a], [b]) => (a < b ? -1 : 1))
  .flatMap(([code, entry]) => (entry.kind === 'policy' ? [recordableRow(code, entry)] : []))
  .join('')}`;
}

const recordableRow = (code: string, { withholds, content }: RecordableEntry): string =>
  `| \`${code}\` | ${withholds.map((act) => `\`${act}\``).join(', ')} | ${content ? 'yes' : ''} |\n`;

const sectionOf = (status: number): string => `## ${status}

| Code | What it says | Cure |
|---|---|---|
${allCodes()
  .filter((code) => entryOf(code).status === status)
  .map(rowOf)
  .join('')}`;

function rowOf(code: Code): string {
  const { title, meaning, cure } = entryOf(code);
  return `| \`${code}\` | ${title}.${meaning === undefined ? '' : ` ${meaning}`} | ${cure} |\n`;
}
