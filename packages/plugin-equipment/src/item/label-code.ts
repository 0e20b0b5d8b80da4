/** Crockford's base 32: no letter that is read as another one. */
const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const LENGTH = 10

/** Ten letters and digits out of the random part of an id. */
export function labelCode(id: string): string {
  let rest = BigInt(`0x${id.replaceAll('-', '').slice(-13)}`) & ((1n << BigInt(5 * LENGTH)) - 1n)
  let code = ''
  for (let n = 0; n < LENGTH; n += 1) {
    code = `${digits[Number(rest & 31n)] ?? ''}${code}`
    rest >>= 5n
  }
  return code
}
