import { settingsFrom } from './settings';
import { simulate } from './simulate';

async function main(): Promise<void> {
  const settings = settingsFrom(process.argv.slice(2), Date.now());
  process.exitCode = await simulate(settings, (line) => console.log(line));
}

main().catch((error: unknown) => {
  console.error(error instanceof RangeError ? error.message : error);
  process.exitCode = 1;
});
