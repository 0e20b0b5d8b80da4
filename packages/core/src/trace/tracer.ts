type AttributeValue = string | number | boolean

/** What core asks of a span of OpenTelemetry. */
export interface TraceSpan {
  setAttribute(key: string, value: AttributeValue): unknown
  setStatus(status: { code: number }): unknown
  end(): void
}

/** What core asks of the host's tracer: `trace.getTracer('deskwright')` of `@opentelemetry/api` fits. Core depends on nothing for it. */
export interface Tracer {
  startActiveSpan<T>(
    name: string,
    options: { readonly attributes?: { readonly [key: string]: AttributeValue } },
    run: (span: TraceSpan) => T,
  ): T
}

/** `SpanStatusCode.ERROR` of OpenTelemetry. */
const FAILED = 2

/**
 * Runs something in a span of the host's. Names, owners and codes go in and nothing else: inputs, sentences and stacks may hold personal data.
 * A refusal is no failure of the desk; what has no code, or is a 5xx, is.
 */
export function traced<T>(tracer: Tracer, name: string, attributes: { readonly [key: string]: AttributeValue }, run: () => T): T {
  return tracer.startActiveSpan(name, { attributes }, (span) => {
    const fail = (error: unknown): never => {
      const { code, status } = typeof error === 'object' && error !== null ? (error as { code?: unknown; status?: unknown }) : {}
      span.setAttribute('desk.error', typeof code === 'string' ? code : 'uncoded')
      if (typeof status !== 'number' || status >= 500) span.setStatus({ code: FAILED })
      span.end()
      throw error
    }
    let result: T
    try {
      result = run()
    } catch (error) {
      return fail(error)
    }
    if (!isThenable(result)) {
      span.end()
      return result
    }
    return result.then((value) => {
      span.end()
      return value
    }, fail) as T
  })
}

const isThenable = (value: unknown): value is PromiseLike<unknown> => typeof value === 'object' && value !== null && 'then' in value
