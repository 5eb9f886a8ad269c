import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BuiltService, builtService } from './support/built-service';
import { removeDataDirectory } from './support/databases/data-directory';
import { type RunningService, startService } from './support/running-service';

/** The README promises that its output is real: its commands are run against a fresh service, and compared. */

const README = join(__dirname, '../README.md');
const readme = readFileSync(README, 'utf8');

interface Step {
  readonly command: string;
  readonly printed: string;
}

function setupOf(text: string): string {
  const setup = /## A complaint in five minutes[\s\S]*?```sh\n([\s\S]*?)```/.exec(text)?.[1];
  if (setup === undefined) throw new Error('The README has no setup for its walk');
  return setup;
}

function stepsOf(text: string): Step[] {
  const blocks = [...text.matchAll(/```console\n([\s\S]*?)```/g)].map(([, block]) => block ?? '');
  return blocks.flatMap((block) =>
    block
      .split(/^\$ /m)
      .slice(1)
      .map((step) => {
        const end = step.indexOf('\n');
        return { command: step.slice(0, end), printed: step.slice(end + 1) };
      }),
  );
}

describe('the walk in the README', () => {
  let built: BuiltService;
  let service: RunningService;
  const folder = mkdtempSync(join(tmpdir(), 'redress readme '));

  beforeAll(async () => {
    built = builtService();
    service = await startService(built, folder, { LOG_LEVEL: 'silent' });
  });

  afterAll(async () => {
    await service?.end('SIGTERM');
    removeDataDirectory(join(folder, 'data'));
  });

  test('prints what the README says it prints', () => {
    const setup = setupOf(readme).replace('http://127.0.0.1:3000', service.url);
    const steps = stepsOf(readme);
    const run = steps.map(({ command }) => {
      const { stdout, stderr } = spawnSync('bash', ['-c', `${setup}\n${command}`], {
        cwd: folder,
        encoding: 'utf8',
      });
      return { command, printed: stdout + stderr };
    });
    expect(steps.length).toBeGreaterThan(8);
    expect(run).toEqual(steps);
  });
});

test('every npm command the README names is a script', () => {
  const named = [...readme.matchAll(/npm run ([a-z:]+)/g)].map(([, name]) => name ?? '');
  const { scripts }: { scripts: Record<string, string> } = JSON.parse(
    readFileSync(join(__dirname, '../package.json'), 'utf8'),
  );
  expect(named.length).toBeGreaterThan(5);
  expect(named.filter((name) => !(name in scripts))).toEqual([]);
});
