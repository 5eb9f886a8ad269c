const { readFileSync } = require('node:fs');
const { transformSync } = require('@swc/core');

// Preloaded with `node -r`: the bench and the scripts run from the sources, as the tests do, and need no build.
const options = {
  jsc: { target: 'es2023', parser: { syntax: 'typescript' } },
  module: { type: 'commonjs' },
  sourceMaps: 'inline',
};

require.extensions['.ts'] = (module, filename) => {
  module._compile(transformSync(readFileSync(filename, 'utf8'), { ...options, filename }).code, filename);
};
