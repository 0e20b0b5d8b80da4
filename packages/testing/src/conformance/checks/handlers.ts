import type { InstalledPlugin } from '@deskwright/core'
import type { Check } from '../check.ts'
import type { World } from '../exercise/world.ts'
import { type Finding, finding, sentenceList } from '../finding.ts'

interface Hung {
  readonly phase: 'guard' | 'within' | 'after'
  readonly event: string
  readonly name?: string
}

/** What `setup` hangs where. */
function handlersOf({ setup, options }: InstalledPlugin): readonly Hung[] {
  const hung: Hung[] = []
  const context = {
    options,
    guard: (event: string) => hung.push({ phase: 'guard', event }),
    within: (event: string) => hung.push({ phase: 'within', event }),
    gate: () => {},
    after: (name: string, event: string) => hung.push({ phase: 'after', event, name }),
    // Others' events set it off, whichever they are.
    afterEvery: (name: string) => hung.push({ phase: 'after', event: '*', name }),
    scan: () => {},
  }
  setup?.(context as never)
  return hung
}

const isOfPlugin = (fields: Readonly<Record<string, unknown>>, id: string): boolean =>
  fields['plugin'] === id ||
  (typeof fields['handler'] === 'string' && fields['handler'].startsWith(`${id}/`)) ||
  (typeof fields['job'] === 'string' && fields['job'].startsWith(`${id}/`))

/** Whoever works as long as this at a stretch keeps everybody else waiting. By the processor's time: that the machine was busy is nobody's fault. */
const BLOCKED_MS = 250

const blockedIn = ({ test }: World, id: string): { name: string; message: string }[] =>
  test.log.entries
    .filter(({ fields }) => fields['code'] === 'hook.blocked' && isOfPlugin(fields, id) && Number(fields['processorMs']) >= BLOCKED_MS)
    .map(({ fields, message }) => ({ name: String(fields['handler']), message }))

const handlersKeepTime: Check = {
  id: 'hooks',
  title: 'has handlers that come back in time, and leave no promise behind',
  async run(subject) {
    const { world, findings: found } = await subject.exercised()
    const findings: Finding[] = found.filter(
      ({ key, sentence }) => key === 'unhandled_rejection' || /hook\.(?:timed_out|failed|too_deep)/.test(sentence),
    )
    const misbehaved = (code: string, message: string) =>
      findings.push(finding(code, `A handler of '${subject.id}' did not behave: ${message}`))
    for (const { fields, message } of world.test.log.entries)
      if (fields['code'] === 'hook.late_rejection' && isOfPlugin(fields, subject.id)) misbehaved('hook.late_rejection', message)
    const blocked = blockedIn(world, subject.id)
    if (blocked.length === 0) return findings
    // A virtual machine that gets no processor counts that, too, as the process's time. Whoever blocks by what they do does so each time.
    const again = await subject.exercise()
    const names = new Set(blockedIn(again.world, subject.id).map(({ name }) => name))
    for (const { name, message } of blocked) if (names.has(name)) misbehaved('hook.blocked', message)
    return findings
  },
}

/** What a plugin does as itself needs `acts`; a missing one shows as a delivery that is repeated and given up. */
const actsSuffice: Check = {
  id: 'deliveries',
  title: 'lists in acts what its handlers and jobs do, and delivers everything at the first attempt',
  async run(subject) {
    const { world } = await subject.exercised()
    const { test } = world
    const findings: Finding[] = []
    const system = test.desk.system('conformance')
    for (const { handler, event, error } of (await system.deliveries.list({ limit: 200 })).items)
      if (handler.startsWith(`${subject.id}/`))
        findings.push(finding(`delivery ${handler}`, `The handler '${handler}' failed on '${event}': ${advise(String(error))}`))
    const jobs = await test.desk['~store'].read(({ db }) =>
      db.selectFrom('job').select(['name', 'error']).where('name', 'like', `${subject.id}/%`).where('error', 'is not', null).execute(),
    )
    for (const { name, error } of jobs)
      findings.push(finding(`job ${String(name)}`, `The job '${String(name)}' failed: ${advise(String(error))}`))
    return [...new Map(findings.map((one) => [one.key, one])).values()]
  },
}

/** The message names the permission that is missing. */
function advise(error: string): string {
  const [, permission] = /needs the permission '([^']+)'/.exec(error) ?? []
  return permission === undefined ? error : `${error} Add '${permission}' to acts.`
}

const everyHandlerRan: Check = {
  id: 'handlers_ran',
  title: 'has no handler that nothing sets off',
  async run(subject) {
    const { events } = await subject.exercised()
    const idle = handlersOf(subject.plugin).filter(({ event }) => !events.has(event))
    const own = idle.filter(({ event }) => event.startsWith(`${subject.id}.`))
    return own.map(({ phase, event, name }) =>
      finding(
        `idle_handler ${name ?? phase} ${event}`,
        `The ${phase} handler${name === undefined ? '' : ` '${name}'`} of '${subject.id}' was never run, as no '${event}' occurred. Give an example that brings it about: examples: { … }.`,
      ),
    )
  },
}

/** Events that are declared and never recorded are promises to other plugins that nobody keeps. */
const everyEventOccurs: Check = {
  id: 'events_occur',
  title: 'records every event that it declares',
  async run(subject) {
    const { events } = await subject.exercised()
    const silent = Object.keys(subject.plugin.events ?? {}).filter((event) => !events.has(event))
    return silent.length
      ? silent.map((event) =>
          finding(
            `silent_event ${event}`,
            `'${subject.id}' declares ${sentenceList([event])}, and nothing that was tried recorded it. Give an example that does, or remove it.`,
          ),
        )
      : []
  },
}

export const handlerChecks: readonly Check[] = [handlersKeepTime, actsSuffice, everyHandlerRan, everyEventOccurs]
