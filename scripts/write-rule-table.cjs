const { writeFileSync } = require('node:fs');
const { join } = require('node:path');
require('./typescript.cjs');

/** Writes test/policy/rules.md from the procedures and the titles of the tests. */
const { ruleTable } = require('../test/policy/support/rule-table.ts');

writeFileSync(join(__dirname, '../test/policy/rules.md'), ruleTable());
