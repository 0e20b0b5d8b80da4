type Method = (input?: unknown) => Promise<unknown>

/** The groups of a desk as they are, with an ear for everything that comes back: outputs and refusals. */
export function watchedServices<S extends object>(services: S, watch: <T>(reached: T) => T): S {
  const watchedMethod =
    (method: Method): Method =>
    async (input) => {
      try {
        return watch(await method(input))
      } catch (error) {
        watch(error)
        throw error
      }
    }
  const groups = new Map<object, object>()
  const watchedGroup = (group: object): object => {
    const known = groups.get(group)
    if (known) return known
    const watched = Object.fromEntries(
      Object.entries(group).map(([name, method]) => [name, typeof method === 'function' ? watchedMethod(method as Method) : method]),
    )
    groups.set(group, watched)
    return watched
  }
  return new Proxy(services, {
    get(target, name) {
      const group: unknown = Reflect.get(target, name)
      return typeof group === 'object' && group !== null ? watchedGroup(group) : group
    },
  })
}
