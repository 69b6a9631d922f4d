// Content security policy of the page: nothing is loaded, and only our own style sheet and script run, known by their hashes.
// The hashes are constants because this folder computes none; a test prints the new ones when the texts change.

export const styleHash = 'sha256-uZ/fpd0mcRT9gXCj+HhtwVAbl/TnBioG6krj+PI/33U=';
export const scriptHash = 'sha256-1Xsxaj8wecvQc/frcs1D7nQUURzEiVLZoGOXD9NAKq0=';

export const contentPolicy = [
  "default-src 'none'",
  `style-src '${styleHash}'`,
  `script-src '${scriptHash}'`,
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');
