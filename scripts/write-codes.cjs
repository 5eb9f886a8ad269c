const { writeFileSync } = require('node:fs');
const { join } = require('node:path');
require('./typescript.cjs');

/** Writes the codes of each operation, and docs/problems.md, from the registries of codes and what the source raises. */
const { problemsPage, raisedTable } = require('../test/http/problems/problem-lists.ts');

writeFileSync(join(__dirname, '../src/http/operations/raised.ts'), raisedTable());
writeFileSync(join(__dirname, '../docs/problems.md'), problemsPage());
