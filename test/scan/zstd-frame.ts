// A zstd frame as the zstd program (1.5, level 3, streamed) wrote it: several compressed blocks, a window, a checksum.
export const lines = Array.from({ length: 9000 }, (_, n) => {
  return `{"n":${n % 13},"id":"${Math.imul((n % 13) * 7 + (n % 5), 2654435761) >>> 0}"}\n`;
}).join('');

export const frameOfLines = Buffer.from(
  `KLUv/QRYFA8AtuZLEsBXOvlS/NcnMkkpU0pMVzyHBU0AQwBEAPSq9jMNoQfvmaxE6J+loobbJp9Khaom/azapUMlSyLGLyNPzW/FiHKSjFDr4G
Y1JOVkhrOXjpqNSHgCoSAYAByECAJhgCAEhEAoCAYBUcvF77RE5ZLQWFN5yLYhqS0TH7FYnb9WDEueEcJhp0q16OtUFW77cR/FlP3FttUPhmym
LO36Fh1h5+SUcUpJvU53Ae00aDVEejlSGzeTFFFtmSquH0vjJoui34zbt/BG8ePECLGH0a5cNUuj4u7UkZpguIJESuljE7QSKo/Eev8TDooNkY
QqxY0za8eL2oe6h8eYeRYvxZPa8PPGrJBlueuhb1IbrXmqdC0N2g1KxX1FTLQhHdVFFMP0kxMVp7BoZFn7CVd7os8BdqixUOFGY943IEMJZM4D
EhjJbYtxePb//ztM+ZWWDW2UFOB1/9pV+ioxHyFSsZWqZBWCK7nqAFVsauTisXE9JglZvs+UBAirlSTN6mi1hrO/0Q7ADkNAqqkKRFIOxeKxuu
4PsCDCkQp1SjVEuKReUYYtd3jkoPok3j5wM8ASIX6nRsQEqrFRRUvKReDFYjXspqSLjClPKp/wRy0SZlPZ/+IGWSZM9EzGxqDtwz99ThVNAAAI
ZAEAs405EAKfyCM7`,
  'base64',
);
