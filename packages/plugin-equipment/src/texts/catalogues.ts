import { en } from './en.ts'

export const catalogues = { en }
