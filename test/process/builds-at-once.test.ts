import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { BUILDER, smallClone } from '../support/small-clone';
import { until } from '../support/wait-until';

/** Builds that are killed, that run beside each other, and that run while somebody reads the one before. */

const clone = smallClone();

describe('a build while others run', () => {
  test('one that is killed half way counts for nothing, and the next clears it away', async () => {
    clone.build();
    for (let n = 0; n < 150; n += 1) clone.source(`more/file-${n}.ts`, `export const n: number = ${n};`);
    const killed = spawn(process.execPath, BUILDER, { cwd: clone.at('') });
    await until('it has begun', () => existsSync(clone.at(`dist.new-${killed.pid}/more`)));
    await end(killed);
    expect(clone.besideDist()).toEqual(['dist', `dist.new-${killed.pid}`]);
    expect(readdirSync(clone.dist())).not.toContain('more');
    expect(clone.admin().stdout).toBe('first 1\n');
    expect(readdirSync(clone.dist('more'))).toHaveLength(300);
    expect(clone.besideDist()).toEqual(['dist']);
  });

  function end(child: ChildProcess): Promise<unknown> {
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    return ended;
  }

  test('three starts at once all start, and one build is left', async () => {
    const starts = Array.from({ length: 3 }, () =>
      spawn('npm', ['run', '--silent', 'admin'], { cwd: clone.at('') }),
    );
    const said = await Promise.all(
      starts.map(async ({ stdout }) => {
        let text = '';
        for await (const chunk of stdout) text += chunk;
        return text;
      }),
    );
    expect(said).toEqual(Array(3).fill('first 1\n'));
    expect(clone.besideDist()).toEqual(['dist']);
  });

  test('who looks meanwhile finds the one before or the new one, and never half of either', async () => {
    for (let n = 0; n < 20; n += 1) clone.source(`many/file-${n}.ts`, `export const n = ${n};`);
    clone.build();
    const seen: string[] = [];
    for (const word of ['second', 'third']) {
      clone.source('policy/word.ts', `export const word = '${word}';`);
      const builder = spawn(process.execPath, BUILDER, { cwd: clone.at('') });
      while (builder.exitCode === null) {
        seen.push(look());
        await new Promise((resolve) => setImmediate(resolve));
      }
    }
    expect(new Set(seen.filter((found) => found !== 'lacking'))).toEqual(
      new Set(['first', 'second', 'third']),
    );
    // There is none between the two renames; while it is being built there is the one before.
    expect(seen.filter((found) => found === 'lacking').length).toBeLessThan(seen.length / 5);
  });

  function look(): string {
    try {
      const text = readFileSync(clone.dist('policy/word.js'), 'utf8');
      for (let n = 0; n < 20; n += 1) readFileSync(clone.dist(`many/file-${n}.js`));
      return /'(\w+)'/.exec(text)?.[1] ?? text;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 'lacking';
      throw error;
    }
  }
});
