import { readdirSync, readFileSync, rmSync, utimesSync } from 'node:fs';
import { smallClone } from '../support/small-clone';

/** The build before `npm start` and `npm run admin`. */

const clone = smallClone();

describe('before a start', () => {
  test('it is built where nothing is, and not again while no source changes', () => {
    expect(clone.npmRunAdmin()).toMatchObject({ status: 0, stdout: 'first 1\n', stderr: '' });
    const first = clone.buildNow();
    expect(clone.npmRunAdmin().stdout).toBe('first 1\n');
    expect(clone.buildNow()).toBe(first);
    expect(clone.besideDist()).toEqual(['dist']);
  });

  test.each([
    ['a source is edited', () => clone.source('policy/word.ts', `export const word = 'later';`), 'later 1\n'],
    ['a file of data is edited', () => clone.source('n.json', '{ "n": 2 }'), 'first 2\n'],
    ['a setting of the compiler is touched', () => touch('tsconfig.json', 0), 'first 1\n'],
    ['a source has become older, as one that is restored', () => touch('src/n.json', -1000), 'first 1\n'],
  ])('it is built again when %s', (_when, change, said) => {
    clone.build();
    const first = clone.buildNow();
    change();
    expect(clone.admin().stdout).toBe(said);
    expect(clone.buildNow()).not.toBe(first);
  });

  function touch(name: string, seconds: number): void {
    const at = Date.now() / 1000 + seconds;
    utimesSync(clone.at(name), at, at);
  }

  test('what is built of a source goes when the source does', () => {
    clone.build();
    rmSync(clone.at('src/policy/word.ts'));
    expect(clone.admin()).toMatchObject({ status: 1, stderr: expect.stringContaining(`'./policy/word'`) });
    expect(readdirSync(clone.dist())).not.toContain('policy');
  });

  test('a source that cannot be read as TypeScript is named, and what was built stays', () => {
    clone.build();
    clone.source('policy/word.ts', 'export const word = ;');
    const refused = clone.npmRunAdmin();
    expect(refused).toMatchObject({ status: 1, stdout: '' });
    expect(refused.stderr).toContain('src/policy/word.ts(1,21): error TS1109: Expression expected.');
    expect(readFileSync(clone.dist('policy/word.js'), 'utf8')).toContain('first');
    expect(clone.besideDist()).toEqual(['dist']);
  });

  test('a release without sources is taken as it was built', () => {
    clone.build();
    rmSync(clone.at('src'), { recursive: true });
    rmSync(clone.at('node_modules'));
    expect(clone.npmRunAdmin()).toMatchObject({ status: 0, stdout: 'first 1\n', stderr: '' });
  });
});
