// What cli-table3 measures text with in the built program: the same as everything else, and without the expression of all emoji that
// string-width compiles first.
module.exports = require('./text-width.ts').textWidth;
