import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { quotesIn, type Title, titlesIn } from './test-titles';

const ROOT = join(__dirname, '../../..');

/** The five landlords whose pages were taken apart into rules, and how many rules each came to. */
export const SEEDS = [
  { name: 'hexagon', prefix: 'HEX', rules: 27 },
  { name: 'westfield', prefix: 'WES', rules: 33 },
  { name: 'settle', prefix: 'SET', rules: 31 },
  { name: 'arches', prefix: 'ARC', rules: 23 },
  { name: 'hhs', prefix: 'HHS', rules: 31 },
] as const;

export const RULE_IDS: readonly string[] = SEEDS.flatMap(({ prefix, rules }) =>
  Array.from({ length: rules }, (_, index) => `${prefix}-${String(index + 1).padStart(2, '0')}`),
);

/** These test the table and the list of ids themselves, so that their titles say nothing about what a rule does. */
const ABOUT_THE_LIST = ['test/policy/procedures/shipped.test.ts', 'test/policy/rule-table.test.ts'];

export interface RuleRow {
  readonly id: string;
  readonly clauses: readonly string[];
  readonly met: readonly Met[];
  readonly tests: readonly Title[];
}

const MEETINGS = ['enforced', 'encoded', 'recorded', 'reported', 'silent'] as const;
export type Met = (typeof MEETINGS)[number];

/** What becomes of a clause that stands at this place of a document; the first that fits. */
const MET_BY_PLACE: readonly (readonly [RegExp, Met])[] = [
  [/^\/silences\//, 'silent'],
  [/^\/readings\//, 'reported'],
  [/^\/intake\/(channels|desiredContent|requiredContent|formRequired)/, 'reported'],
  [/^\/intake\/(representative|group)/, 'enforced'],
  [/^\/intake\/(timeLimit|exclusions)/, 'enforced'],
  [/^\/preStage$/, 'recorded'],
  [/^\/stages\/\d+\/(handler|extension|response|escalation)/, 'enforced'],
  [/^\/(outcomes|referrals)\//, 'enforced'],
  [/^\//, 'encoded'],
];

export function rowsOfRules(): RuleRow[] {
  const clauses = new Map<string, string[]>();
  for (const { name } of SEEDS) {
    const text = readFileSync(join(ROOT, 'src/policy/procedures', `${name}.json`), 'utf8');
    for (const [id, pointer] of citations(JSON.parse(text), ''))
      clauses.set(id, [...(clauses.get(id) ?? []), pointer]);
  }
  const titles = testFiles().flatMap((file) => titlesIn(file, readFileSync(join(ROOT, file), 'utf8')));
  return RULE_IDS.map((id) => {
    const of = clauses.get(id) ?? [];
    const found = of.map((pointer) => MET_BY_PLACE.find(([place]) => place.test(pointer))?.[1]);
    return {
      id,
      clauses: of,
      met: MEETINGS.filter((met) => found.includes(met)),
      tests: titles.filter(({ title }) => quotesIn(title).includes(id)),
    };
  });
}

/** Every id in a `rules` list, with the JSON Pointer of the clause that carries the list. */
function citations(part: unknown, pointer: string): [string, string][] {
  if (part === null || typeof part !== 'object') return [];
  return Object.entries(part).flatMap(([key, value]): [string, string][] =>
    key === 'rules' && Array.isArray(value)
      ? value.map((id) => [String(id), pointer || '/'])
      : citations(value, `${pointer}/${key}`),
  );
}

const testFiles = (): string[] =>
  readdirSync(join(ROOT, 'test'), { recursive: true, encoding: 'utf8' })
    .map((file) => `test/${file.replaceAll('\\', '/')}`)
    .filter((file) => file.endsWith('.test.ts') && !ABOUT_THE_LIST.includes(file))
    .sort();

const HEAD = `# The rules of the five procedures

Written by \`node scripts/write-rule-table.cjs\`; a test holds it to the documents and to the titles of the tests.

* **enforced**: an act that breaks the clause is refused, and the refusal quotes it.
* **encoded**: the clause is data of the document: a clock counts by it, or whoever asks for the procedure reads it.
* **recorded**: what was done under the clause has its own place on the record.
* **reported**: the clause is told beside the complaint or the date and refuses nothing.
* **silent**: the page says nothing, and the document says so.
`;

/** The whole table, as it is committed. */
export function ruleTable(): string {
  const parts = SEEDS.map(({ name, prefix }) => {
    const rows = rowsOfRules()
      .filter(({ id }) => id.startsWith(prefix))
      .map(({ id, clauses, met, tests }) => {
        const cells = [clauses.map((pointer) => `\`${pointer}\``), [met.join(', ')], tests.map(named)];
        return `| ${id} | ${cells.map((lines) => lines.join('<br>')).join(' | ')} |`;
      });
    return [
      `\n## ${name}\n`,
      '| Rule | Clause | Met | Tests |',
      '| --- | --- | --- | --- |',
      ...rows,
      '',
    ].join('\n');
  });
  return `${HEAD}${parts.join('')}`;
}

const named = ({ file, title }: Title): string =>
  `${file.replace(/^test\//, '')}: ${title.replaceAll('|', '\\|')}`;
