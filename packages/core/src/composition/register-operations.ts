import type { PermissionIndex } from '../access/permission-set.ts'
import { coreError } from '../error/core-errors.ts'
import type { Acting } from '../operation/audience.ts'
import type { RegisteredOperation } from '../operation/composition.ts'
import { inputCheck } from '../operation/input-check.ts'
import type { AnyOperation } from '../operation/operation.ts'
import { type ExtensionSchemas, plainSchema } from '../operation/plain-schema.ts'
import { projection } from '../operation/projection.ts'
import { lazy } from '../value/lazy.ts'
import type { Faults } from './fault.ts'

/** A group of operations with its owner: core's nouns and plugins alike. */
export interface OperationGroup {
  readonly id: string
  readonly owner: string
  readonly kit: object | undefined
  readonly operations: { readonly [method: string]: AnyOperation }
}

const audiences = new Set(['staff', 'customer', 'both', 'public'])
const methodPattern = /^(GET|POST|PUT|PATCH|DELETE) (\/.*)$/
const segmentPattern = /^(:[a-z][A-Za-z0-9]*|[a-z0-9][a-z0-9._-]*)$/

/** Prepares every operation once, and checks what belongs to it: kit, route, permission, audience. */
export function registerOperations(
  groups: readonly OperationGroup[],
  permissions: PermissionIndex,
  ownPermissions: (owner: string) => ReadonlySet<string>,
  extensions: Readonly<Record<Acting, ExtensionSchemas>>,
  faults: Faults,
): Map<string, Map<string, RegisteredOperation>> {
  const registered = new Map<string, Map<string, RegisteredOperation>>()
  const routes = new Map<string, string>()
  for (const group of groups) {
    const methods = new Map<string, RegisteredOperation>()
    for (const [method, spec] of Object.entries(group.operations)) {
      const id = `${group.id}.${method}`
      if (group.kit !== undefined && spec?.kit !== group.kit) {
        // What no kit made has nothing that could be registered.
        faults.add(coreError('plugin.foreign_operation', { operation: id, plugin: group.id }))
        continue
      }
      const operation = {
        id,
        group: group.id,
        method,
        owner: group.owner,
        spec,
        bit: permissions.bit(spec.permission),
        ...schemasOf(id, spec, extensions),
      }
      checkOperation(operation, group, ownPermissions(group.owner), faults)
      checkRoute(operation, routes, faults)
      checkFilesInto(operation, faults)
      methods.set(method, operation)
    }
    registered.set(group.id, methods)
  }
  return registered
}

function schemasOf(id: string, spec: AnyOperation, extensions: Readonly<Record<Acting, ExtensionSchemas>>) {
  const inputOf = (acting: Acting) => inputCheck(() => plainSchema(spec.input, acting, extensions[acting]))
  const outputSchema = (acting: Acting) => lazy(() => (spec.output ? plainSchema(spec.output, acting, extensions[acting]) : {}))
  const schemas = { staff: outputSchema('staff'), customer: outputSchema('customer') }
  const checks = { staff: inputCheck(schemas.staff), customer: inputCheck(schemas.customer) }
  return {
    input: { staff: inputOf('staff'), customer: inputOf('customer') },
    outputSchema: {
      get staff() {
        return schemas.staff()
      },
      get customer() {
        return schemas.customer()
      },
    },
    output: { staff: projection(schemas.staff), customer: projection(schemas.customer) },
    checkOutput(acting: Acting, output: unknown) {
      const found = checks[acting].faults(output)
      if (found.length)
        throw coreError('operation.output_invalid', {
          operation: id,
          faults: found.map((fault) => `${fault.pointer} ${fault.message}`).join('; '),
        })
    },
  }
}

function checkOperation({ id, spec }: RegisteredOperation, group: OperationGroup, own: ReadonlySet<string>, faults: Faults): void {
  // Plain JavaScript has no compiler that asks for what is missing.
  const { route, permission, audience }: { route: string | null; permission?: string; audience?: string } = spec
  const operation = route === null ? id : `${id} (${route})`
  if (audience === undefined) faults.add(coreError('plugin.audience_missing', { operation }))
  else if (!audiences.has(audience)) faults.add(coreError('plugin.bad_audience', { operation, audience }))
  if (permission === undefined) faults.add(coreError('plugin.permission_missing', { operation }))
  else if (permission !== 'anyone' && !own.has(permission))
    faults.add(coreError('plugin.no_permission', { operation, permission, plugin: group.owner }))
}

/** The path under the mount: core's groups under `/api`, a plugin's under `/api/<id>`. */
export const fullRoute = (operation: Pick<RegisteredOperation, 'owner' | 'spec'>): string | null => {
  const match = operation.spec.route === null ? null : methodPattern.exec(operation.spec.route)
  if (!match) return null
  return `${match[1]} /api${operation.owner === 'core' ? '' : `/${operation.owner}`}${match[2] === '/' ? '' : match[2]}`
}

function checkFilesInto({ id, spec }: RegisteredOperation, faults: Faults): void {
  if (spec.filesInto === undefined) return
  const bad = (reason: string) => faults.add(coreError('plugin.bad_files_into', { operation: id, reason }))
  if (spec.kind !== 'command') bad('only a command takes files')
  else if (!spec.inputKeys.includes(spec.filesInto)) bad(`'${spec.filesInto}' is no key of its input`)
}

function checkRoute(operation: RegisteredOperation, routes: Map<string, string>, faults: Faults): void {
  const { spec, id } = operation
  if (spec.route === null) return
  const bad = (reason: string) => faults.add(coreError('plugin.bad_route', { route: String(spec.route), operation: id, reason }))
  const route = fullRoute(operation)
  if (route === null) {
    bad("write it as 'GET /things/:thingId'")
    return
  }
  const isRead = route.startsWith('GET ')
  const writes = spec.kind === 'command' || spec.kind === 'upload'
  if (isRead === writes) bad(isRead ? 'a command is no GET' : `a ${spec.kind} is a GET`)
  const segments = route.slice(route.indexOf(' ') + 2).split('/')
  for (const segment of segments) {
    if (!segmentPattern.test(segment)) bad(`'${segment}' is no segment; use lower-case words and :parameters`)
    else if (segment.startsWith(':') && !spec.inputKeys.includes(segment.slice(1))) bad(`'${segment}' is no key of the input`)
    else if (segment.startsWith(':') && segments.indexOf(segment) !== segments.lastIndexOf(segment)) bad(`'${segment}' stands there twice`)
  }
  const shape = route.replace(/:[A-Za-z0-9]+/g, ':')
  const other = routes.get(shape)
  if (other !== undefined) faults.add(coreError('plugin.route_clash', { operation: id, other, route }))
  routes.set(shape, id)
}
