const { writeFileSync } = require('node:fs');
const { join } = require('node:path');
require('./typescript.cjs');

/** Writes docs/licences.md from package-lock.json, unless a licence is among them that nobody has allowed. */
const {
  committedLock,
  contradictedLicences,
  dependenciesOf,
  licenceTable,
  refusedLicences,
} = require('../test/support/licence-table.ts');

const lock = committedLock();
const dependencies = dependenciesOf(lock);
const faults = [...refusedLicences(dependencies), ...contradictedLicences(lock)];
for (const fault of faults) console.error(fault);
if (faults.length > 0) process.exitCode = 1;
else writeFileSync(join(__dirname, '../docs/licences.md'), licenceTable(dependencies));
