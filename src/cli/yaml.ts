// The YAML parser as a module of our own: bundled, an import() of the CommonJS package itself would give no named exports.
export { parseDocument } from 'yaml';
