// How much one input may ask for. Every limit is named in the message of what it stopped.

export interface ScanLimits {
  /** Largest record that is held in memory; a longer one is rejected or, when it wraps a list, opened. */
  readonly recordBytes?: number;
  /** Deepest nesting of objects and arrays in one record; the record itself is level 1. */
  readonly depth?: number;
}

export interface UnpackLimits {
  /** Most bytes one input may unpack to. */
  readonly unpackedBytes?: number;
  /** Most unpacked bytes per packed byte, looked at once `ratioAfterBytes` have come out. */
  readonly ratio?: number;
  readonly ratioAfterBytes?: number;
}

const mebibyte = 1024 * 1024;

export const scanDefaults: Required<ScanLimits> = { recordBytes: 16 * mebibyte, depth: 200 };

export const unpackDefaults: Required<UnpackLimits> = {
  unpackedBytes: 64 * 1024 * mebibyte,
  ratio: 1000,
  ratioAfterBytes: 64 * mebibyte,
};

/** 16777216 -> "16,777,216": the same in every locale. */
export function groupDigits(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ',');
}
