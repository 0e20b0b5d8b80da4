import { createHash, randomBytes } from 'node:crypto'

const pattern = /^[\w-]{43}$/

/** 256 bits, for whoever holds it alone: the desk keeps its digest. */
export const newSecret = (): string => randomBytes(32).toString('base64url')

/** By which a secret is found. As nobody can guess one, its digest needs no salt, and looking it up tells nothing by its time. */
export const digestOf = (secret: string): string => createHash('sha256').update(`deskwright portal ${secret}`).digest('base64url')

export const isSecret = (text: string | undefined): text is string => text !== undefined && pattern.test(text)

/** Addresses are compared in lower case, as the desk keeps them. */
export const plainAddress = (address: string): string => address.normalize('NFC').trim().toLowerCase()
