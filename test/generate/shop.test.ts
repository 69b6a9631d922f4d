import { expect, it } from 'vitest';
import { shop } from './shop.ts';

it.each(Object.entries(shop()))('samples/shop/%s is what the generator writes', async (name, lines) => {
  await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot(`../../samples/shop/${name}`);
});
