import type { portalError } from '../errors.ts'
import type { en } from './en.ts'

export type PortalTextKey = keyof typeof en
/** Every language has every key, and every error; English has the errors where they are declared. */
export type PortalTexts = { readonly [K in PortalTextKey | `error:${keyof (typeof portalError)['table'] & string}`]: string }
/** Values of a message: those that stand in it. */
type NamesIn<M extends string> = M extends `${string}{$${infer N}}${infer Rest}` ? N | NamesIn<Rest> : never
export type ParamsOf<K extends PortalTextKey> = { readonly [N in NamesIn<(typeof en)[K]>]: string }
/** Key without the plugin's name → the words in the page's language. */
export type Words = <K extends PortalTextKey>(key: K, ...params: [NamesIn<(typeof en)[K]>] extends [never] ? [] : [ParamsOf<K>]) => string
