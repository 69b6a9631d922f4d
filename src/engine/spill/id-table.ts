// Who was the first to hold each of some ids. Many thousands are held and forgotten, time after time: the room for them stays.

/** An id is a hash of 53 bits in two halves; whoever holds it is a number from 0. */
export interface IdTable {
  /** Whoever held the id before; else it is `by` from now on. */
  hold(high: number, low: number, by: number): number;
  /** Undefined when nobody does. */
  holderOf(high: number, low: number): number | undefined;
  clear(): void;
}

export function createIdTable(): IdTable {
  /** Three numbers an id: high, low, and the holder from 1. */
  let slots = new Uint32Array(slotWidth * 1024);
  let used = 0;

  /** Where the id stands, or where it would. */
  function slotOf(high: number, low: number): number {
    const ids = slots.length / slotWidth;
    for (let id = low & (ids - 1); ; id = (id + 1) & (ids - 1)) {
      const at = id * slotWidth;
      if (slots[at + 2] === 0 || (slots[at + 1] === low && slots[at] === high)) return at;
    }
  }

  function grow(): void {
    const old = slots;
    slots = new Uint32Array(2 * old.length);
    for (let at = 0; at < old.length; at += slotWidth)
      if (old[at + 2] !== 0) slots.set(old.subarray(at, at + slotWidth), slotOf(old[at] ?? 0, old[at + 1] ?? 0));
  }

  return {
    hold(high, low, by) {
      const at = slotOf(high, low);
      const known = slots[at + 2] ?? 0;
      if (known !== 0) return known - 1;
      slots[at] = high;
      slots[at + 1] = low;
      slots[at + 2] = by + 1;
      used += 1;
      if (2 * slotWidth * used > slots.length) grow();
      return by;
    },
    holderOf(high, low) {
      const holder = slots[slotOf(high, low) + 2] ?? 0;
      return holder === 0 ? undefined : holder - 1;
    },
    clear() {
      slots.fill(0);
      used = 0;
    },
  };
}

const slotWidth = 3;
