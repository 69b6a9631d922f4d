// Parts of documents: schemas that stand in many places. Each is made once, since to make one takes longer than to read a value with it.
import * as z from 'zod';

export const text = z.string();
export const textOrNull = text.nullable();
export const count = z.int().nonnegative();
export const usd = text.regex(/^-?\d+(\.\d+)?$/).describe('US dollars, all digits');
