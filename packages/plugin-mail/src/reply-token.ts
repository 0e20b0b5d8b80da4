import { createHmac, timingSafeEqual } from 'node:crypto'

/** For whom an answer is meant to come from, and about what. */
export interface ReplyTo {
  readonly ticketId: string
  /** What somebody can read in the address; no credential. */
  readonly ticketNumber: number
  readonly personId: string
}

const MAC_BYTES = 10
/** A number of ten digits, and 26 bytes in base 32. */
export const MOST_TOKEN = 10 + 1 + 42
const digits = 'abcdefghijklmnopqrstuvwxyz234567'
const form = /^([1-9]\d{0,9})-([a-z2-7]{42})$/

export const isToken = (text: string): boolean => form.test(text)

/**
 * Proves that an answer goes to a mail that the desk sent to this person about this ticket: number, person and a MAC over ticket and person.
 * It fits into the local part of an address, and survives servers that write it in capitals.
 */
export function replyToken(secret: string, { ticketId, ticketNumber, personId }: ReplyTo): string {
  const person = Buffer.from(personId.replaceAll('-', ''), 'hex')
  return `${ticketNumber}-${base32(Buffer.concat([person, mac(secret, ticketId, personId)]))}`
}

export interface ReadToken {
  readonly ticketNumber: number
  readonly personId: string
  /** Whether it was made for this ticket: look it up by its number, and ask. In constant time. */
  isFor(ticketId: string): boolean
}

/** Undefined for what is no token. What it says is true only if `isFor` says so; who wrote the mail it does not say at all. */
export function readReplyToken(secret: string, token: string): ReadToken | undefined {
  const [, number, rest] = form.exec(token.toLowerCase()) ?? []
  if (number === undefined || rest === undefined) return undefined
  const bytes = fromBase32(rest)
  const personId = bytes
    .subarray(0, 16)
    .toString('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
  const given = bytes.subarray(16, 16 + MAC_BYTES)
  return {
    ticketNumber: Number(number),
    personId,
    isFor: (ticketId) => timingSafeEqual(given, mac(secret, ticketId, personId)),
  }
}

const mac = (secret: string, ticketId: string, personId: string): Buffer =>
  createHmac('sha256', secret).update(`reply\0${ticketId}\0${personId}`).digest().subarray(0, MAC_BYTES)

function base32(bytes: Buffer): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('')
  return (bits.match(/.{1,5}/g) ?? []).map((five) => digits[Number.parseInt(five.padEnd(5, '0'), 2)]).join('')
}

function fromBase32(text: string): Buffer {
  const bits = [...text].map((digit) => digits.indexOf(digit).toString(2).padStart(5, '0')).join('')
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
}
