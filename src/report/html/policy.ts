// Content security policy of the page: nothing is loaded, and only our own style sheet and script run, known by their hashes.
// The hashes are constants because this folder computes none; a test prints the new ones when the texts change.

export const styleHash = 'sha256-MPSL6vynfqi4kfKhy79VydGm7Ge8Q0ug07F5rWtFYPM=';
export const scriptHash = 'sha256-Vdelm/X/4mKL71eTMg8baIg+uLXosfQXwf1ZBP0hfPc=';

export const contentPolicy = [
  "default-src 'none'",
  `style-src '${styleHash}'`,
  `script-src '${scriptHash}'`,
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');
