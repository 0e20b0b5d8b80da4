/** ISO 4217: currencies whose minor unit is not the hundredth. `Intl` knows how prices are shown (the rial without digits), which is not the same. */
const digits: Readonly<Record<string, number>> = {
  ...Object.fromEntries('BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'.split(' ').map((code) => [code, 0])),
  ...Object.fromEntries('BHD IQD JOD KWD LYD OMR TND'.split(' ').map((code) => [code, 3])),
  CLF: 4,
  UYW: 4,
}
const known: ReadonlySet<string> = new Set([...Intl.supportedValuesOf('currency'), ...Object.keys(digits)])

/** Whether there is such a currency. */
export const isCurrency = (code: string): boolean => known.has(code)

/** How many decimals its minor unit is: 2 of the euro, 0 of the yen, 3 of the Kuwaiti dinar. */
export const digitsOf = (currency: string): number => digits[currency] ?? 2

/** An amount as a plain decimal, for tables and other programs: `1234.50`, `-0.05`, `700`. */
export function decimalOf(minor: number, currency: string): string {
  const places = digitsOf(currency)
  const text = String(Math.abs(minor)).padStart(places + 1, '0')
  const whole = text.slice(0, text.length - places)
  return `${minor < 0 ? '-' : ''}${whole}${places === 0 ? '' : `.${text.slice(-places)}`}`
}

/** Minor units of a plain decimal; undefined for what is none, or finer than the currency. */
export function minorOf(decimal: string, currency: string): number | undefined {
  const places = digitsOf(currency)
  const [, whole = '', fraction = ''] = /^(\d{1,13})(?:\.(\d{1,4}))?$/.exec(decimal.trim()) ?? []
  if (whole === '' || /[1-9]/.test(fraction.slice(places))) return undefined
  return Number(whole + fraction.slice(0, places).padEnd(places, '0'))
}

/** As people of that language write it. */
export const formatMinor = (minor: number, currency: string, language: string): string =>
  new Intl.NumberFormat(language, {
    style: 'currency',
    currency,
    minimumFractionDigits: digitsOf(currency),
    maximumFractionDigits: digitsOf(currency),
  })
    // A decimal text is formatted as it stands; a quotient of numbers would be a float.
    .format(decimalOf(minor, currency) as Intl.StringNumericLiteral)
