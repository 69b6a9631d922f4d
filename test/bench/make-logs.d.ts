// make-logs.js for the benches in TypeScript.
export function makeLog(file: string, kind: string, count: number): void;
