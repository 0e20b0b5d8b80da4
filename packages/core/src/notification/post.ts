import { coreError } from '../error/core-errors.ts'
import type { Runtime } from '../operation/runtime.ts'
import type { ChannelContext, Letter } from '../plugin/channel.ts'
import type { JobTools } from '../plugin/plugin-spec.ts'
import { textsOf } from '../text/texts.ts'
import { DEFAULT_TIMEOUT_MS } from './attempt.ts'
import { channelsOf } from './channels.ts'

/** What jobs of plugins have of the desk's channels. Nothing of a letter is stored: whoever writes it can write it again. */
export function jobTools(runtime: Runtime): JobTools {
  const texts = textsOf(runtime.composition.texts, runtime.composition.textKeys)
  const [first] = [...channelsOf(runtime).values()].filter(({ spec }) => spec.letter)
  return {
    texts,
    async post(letter: Letter) {
      if (!first?.spec.letter) throw coreError('notification.no_letters')
      const desk = runtime.servicesFor({ kind: 'plugin', id: first.owner, depth: 0 }) as ChannelContext['desk']
      const giveUp = new AbortController()
      const timer = setTimeout(() => giveUp.abort(), first.spec.timeout ?? DEFAULT_TIMEOUT_MS)
      timer.unref()
      try {
        await first.spec.letter(letter, { desk, texts, log: runtime.log, signal: giveUp.signal })
      } finally {
        clearTimeout(timer)
      }
    },
  }
}
