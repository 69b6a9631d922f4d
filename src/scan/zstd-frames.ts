// Where one zstd frame ends and the next begins (RFC 8878, section 3.1). Node's decoder stops silently behind the first frame
// and, before Node 24, does not notice a frame that is cut off; so the frames are told apart here.

export interface FrameWalk {
  phase: 'magic' | 'descriptor' | 'skippable size' | 'block' | 'done';
  /** The field being collected, little-endian, and how many of its bytes are there. */
  field: number;
  collected: number;
  /** Bytes to pass over before the next field. */
  skip: number;
  checksum: boolean;
}

const fieldBytes: Readonly<Record<FrameWalk['phase'], number>> = {
  magic: 4,
  descriptor: 1,
  'skippable size': 4,
  block: 3,
  done: 0,
};
const dictionaryBytes = [0, 1, 2, 4];
const contentSizeBytes = [0, 2, 4, 8];

export function startFrame(): FrameWalk {
  return { phase: 'magic', field: 0, collected: 0, skip: 0, checksum: false };
}

/** Walks on from bytes[from] to the end of the frame or of the bytes, and returns the index behind it. */
export function walkFrame(walk: FrameWalk, bytes: Uint8Array, from: number): number {
  let index = from;
  while (index < bytes.length) {
    if (walk.skip > 0) {
      const passed = Math.min(walk.skip, bytes.length - index);
      walk.skip -= passed;
      index += passed;
    } else {
      walk.field += (bytes[index] ?? 0) * 2 ** (8 * walk.collected);
      walk.collected++;
      index++;
      if (walk.collected < fieldBytes[walk.phase]) continue;
      takeField(walk, walk.field);
      walk.field = 0;
      walk.collected = 0;
    }
    if (isFrameComplete(walk)) return index;
  }
  return index;
}

export function isFrameComplete(walk: FrameWalk): boolean {
  return walk.phase === 'done' && walk.skip === 0;
}

function takeField(walk: FrameWalk, field: number): void {
  if (walk.phase === 'magic') {
    walk.phase = Math.floor(field / 16) === 0x184d2a5 ? 'skippable size' : 'descriptor';
  } else if (walk.phase === 'skippable size') {
    walk.skip = field;
    walk.phase = 'done';
  } else if (walk.phase === 'descriptor') {
    const singleSegment = (field & 0x20) !== 0;
    const contentSize = contentSizeBytes[field >> 6] ?? 0;
    walk.skip = (singleSegment ? Math.max(1, contentSize) : 1 + contentSize) + (dictionaryBytes[field & 3] ?? 0);
    walk.checksum = (field & 4) !== 0;
    walk.phase = 'block';
  } else {
    const repeatedByte = ((field >> 1) & 3) === 1;
    const last = (field & 1) === 1;
    walk.skip = (repeatedByte ? 1 : field >> 3) + (last && walk.checksum ? 4 : 0);
    if (last) walk.phase = 'done';
  }
}
