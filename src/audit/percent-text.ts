// A percentage as a human reads it beside a limit: two decimals, and never rounded onto or over the limit.

const fewest = 2;
/** Shares have no more decimals than this, see `percentOf`. */
const most = 6;

export function percentText(value: number, limit: number, least = fewest): string {
  for (let decimals = least; decimals < most; decimals++) {
    const rounded = Number(value.toFixed(decimals));
    if (Math.sign(rounded - limit) === Math.sign(value - limit)) return `${rounded} %`;
  }
  return `${value} %`;
}
