import { Compile } from 'typebox/compile'
import { Settings } from 'typebox/system'
import { coreError } from '../error/core-errors.ts'
import { lazy } from '../value/lazy.ts'
import type { PlainSchema } from './plain-schema.ts'
import { saidFault, schemaAt, unionOf, valueOrNull } from './said-fault.ts'

/** One thing that is wrong with an input. */
export interface InputFault {
  /** JSON pointer to the value; '' is the input itself. */
  readonly pointer: string
  /** JSON Schema keyword that refused it, or `unknown_key`, `nul`, `half_character`. */
  readonly code: string
  /** What the schema says of it (`x-fault`), else what its keyword means; goes on after the name of the value. */
  readonly message: string
  /** What it is not, where the schema says so: `id`, `email`. Its texts in other languages stand under `fault:<kind>`. */
  readonly kind?: string
}

/** Checks inputs against one audience's schema. Made and compiled at first use: a desk has hundreds of operations, a start that must be quick, and memory. */
export interface InputCheck {
  readonly schema: PlainSchema
  /** All faults at once; empty when the input is right. */
  faults(input: unknown): readonly InputFault[]
}

const pointer = (path: string, key: string): string => `${path}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`

const MAX_FAULTS = 50

/** The validator stops at eight errors unless told, in a setting of the whole process that is lent for the length of this call. */
function errorsOf(compiled: ReturnType<typeof Compile>, input: unknown) {
  const { maxErrors } = Settings.Get()
  Settings.Set({ maxErrors: 2 * MAX_FAULTS })
  try {
    return compiled.Errors(input)
  } finally {
    Settings.Set({ maxErrors })
  }
}

export function inputCheck(schemaOf: () => PlainSchema): InputCheck {
  const schema = lazy(schemaOf)
  const compile = lazy(() => Compile(schema() as never))
  return {
    get schema() {
      return schema()
    },
    faults(input) {
      const compiled = compile()
      if (compiled.Check(input)) return textFaults(input, '')
      const faults: InputFault[] = []
      const seen = new Set<string>()
      const add = (fault: InputFault) => {
        const key = `${fault.pointer} ${fault.code}`
        if (seen.has(key) || faults.length >= MAX_FAULTS) return
        seen.add(key)
        faults.push(fault)
      }
      const errors = errorsOf(compiled, input)
      for (const error of errors) {
        const params = error.params as { additionalProperties?: readonly string[]; requiredProperties?: readonly string[] }
        if (params.additionalProperties)
          for (const key of params.additionalProperties)
            add({ pointer: pointer(error.instancePath, key), code: 'unknown_key', message: 'is not known here; remove it' })
        else if (params.requiredProperties)
          for (const key of params.requiredProperties)
            add({ pointer: pointer(error.instancePath, key), code: 'required', message: 'is missing' })
        // A strict object reports each unknown key as a value that no schema allows, and after them all of them together.
        else if (error.keyword === 'boolean')
          add({ pointer: error.instancePath, code: 'unknown_key', message: 'is not known here; remove it' })
        else if (!isEcho(schema(), error, errors)) add({ pointer: error.instancePath, code: error.keyword, ...told(schema(), error) })
      }
      // Whatever is reported: what the check refused is never right.
      return faults.length ? faults : [{ pointer: '', code: 'invalid', message: 'does not fit' }]
    },
  }
}

interface SchemaError {
  readonly keyword: string
  readonly schemaPath: string
  readonly instancePath: string
  readonly message: string
}

/** Of a value that may be null as well, that it is not null and fits no branch adds nothing to what is wrong with the value. */
function isEcho(schema: PlainSchema, { keyword, schemaPath }: SchemaError, errors: readonly SchemaError[]): boolean {
  const union = keyword === 'anyOf' ? schemaPath : unionOf(schemaPath)
  const value = union === undefined ? undefined : valueOrNull(schema, union)
  if (value === undefined || schemaPath === value) return false
  return errors.some((other) => other.schemaPath === value || other.schemaPath.startsWith(`${value}/`))
}

function told(schema: PlainSchema, { keyword, schemaPath, message }: SchemaError): Pick<InputFault, 'message' | 'kind'> {
  const said = keyword === 'pattern' ? saidFault(schemaAt(schema, schemaPath)) : undefined
  const union = unionOf(schemaPath)
  const orNull = union !== undefined && valueOrNull(schema, union) === schemaPath ? ', or null' : ''
  return { ...said, message: `${said?.message ?? message}${orNull}` }
}

/** NUL fits no text column of PostgreSQL, and half a character becomes another one in every database; so both are refused, wherever they stand. */
function textFaults(value: unknown, path: string): InputFault[] {
  if (typeof value === 'string') return isText(value) ? [] : [textFault(value, path)]
  if (typeof value !== 'object' || value === null) return []
  const faults: InputFault[] = []
  for (const [key, item] of Object.entries(value)) {
    if (!isText(key)) faults.push(textFault(key, pointer(path, key)))
    if (typeof item === 'string' ? !isText(item) : typeof item === 'object') faults.push(...textFaults(item, pointer(path, key)))
  }
  return faults
}

const isText = (value: string): boolean => !value.includes('\0') && value.isWellFormed()
const textFault = (value: string, at: string): InputFault =>
  value.includes('\0')
    ? { pointer: at, code: 'nul', message: 'must not contain NUL characters' }
    : { pointer: at, code: 'half_character', message: 'must not contain half a character' }

export const inputInvalid = (faults: readonly InputFault[]) =>
  coreError(
    'input.invalid',
    { faults: faults.map((fault) => `${fault.pointer || 'input'} ${fault.message}`).join('; ') },
    { details: { faults } },
  )
