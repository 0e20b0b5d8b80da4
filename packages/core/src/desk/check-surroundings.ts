import { CONTRACT_VERSION } from '../composition/check-plugin.ts'
import type { Composition } from '../operation/composition.ts'
import type { CoreDb } from '../operation/runtime.ts'
import type { Add } from './doctor.ts'
import { CURSOR_SECRET } from './setup.ts'
import type { Surroundings } from './surroundings.ts'

/** What can be seen without the database. */
export function checkSurroundings(composition: Composition, surroundings: Surroundings, add: Add): void {
  const { hasIdentify, hasLimits, isProduction, database } = surroundings
  if (!hasIdentify)
    add(
      'warning',
      'doctor.identify_missing',
      'The desk was created without identify: sample people stand in for yours, on this machine alone. In production it refuses to start like this.',
    )
  const open = composition.operations.filter(
    ({ spec }) => spec.audience === 'public' && spec.kind === 'command' && spec.route !== undefined,
  )
  if (open.length > 0 && !hasLimits)
    add(
      'warning',
      'doctor.open_routes',
      `Anybody may call ${open.map(({ id }) => id).join(', ')} as often as they like. Say how often: createDesk({ http: { limits: {} } }).`,
    )
  const password = URL.canParse(database ?? '') ? decodeURIComponent(new URL(database ?? '').password) : ''
  if (isProduction && password !== '' && isWellKnown(password))
    add('warning', 'doctor.default_secret', 'The password of the database is one that everybody tries first. Give it another.')
  for (const { id, contract, options } of composition.plugins) {
    if (contract < CONTRACT_VERSION)
      add(
        'warning',
        'doctor.contract',
        `'${id}' is made for version ${contract} of the plugin interface, which the next version of core may refuse. Update it.`,
      )
    for (const name of weakSecrets(options))
      add('warning', 'doctor.default_secret', `The option ${name} of '${id}' can be guessed. Set a random one: openssl rand -base64 32.`)
  }
}

/** Cursors and places in streams are signed with it; only its length and variety are looked at. */
export async function checkSecret(db: CoreDb, add: Add): Promise<void> {
  const row = await db.selectFrom('setting').select('value').where('key', '=', CURSOR_SECRET).executeTakeFirst()
  if (!row || isGuessable(row.value))
    add(
      'error',
      'doctor.default_secret',
      'The secret that cursors are signed with is missing or can be guessed. Delete its row in setting and run deskwright migrate.',
    )
}

const wellKnown = /^(?:postgres|password|passwd|admin|root|secret|test|example|default|deskwright|desk|letmein|qwerty|12345678?9?0?)$/i
const isWellKnown = (text: string): boolean => wellKnown.test(text) || /change.?me|replace.?(?:me|this)|your.?secret/i.test(text)

/** 32 random characters of 64 have more than 16 different ones, but for one time in ten million. */
const isGuessable = (text: string): boolean => text.length < 32 || new Set(text).size < 12 || isWellKnown(text)

/** Paths of options that are called a secret and are none. */
function weakSecrets(options: unknown, path = '', depth = 0): string[] {
  if (typeof options !== 'object' || options === null || Array.isArray(options) || depth > 3) return []
  return Object.entries(options).flatMap(([name, value]: [string, unknown]) => {
    const here = path === '' ? name : `${path}.${name}`
    if (typeof value !== 'string') return weakSecrets(value, here, depth + 1)
    return /secret$/i.test(name) && isGuessable(value) ? [here] : []
  })
}
