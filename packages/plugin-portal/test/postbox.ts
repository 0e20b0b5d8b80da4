import { forContract, type Letter } from '@deskwright/core'

interface PostContract {
  id: 'post'
}

/** Letters as a channel gets them, instead of a mail server. */
export function postbox() {
  const letters: Letter[] = []
  let fault: Error | undefined
  const plugin = forContract<PostContract>().definePlugin({
    id: 'post',
    version: '0.0.0',
    contract: 1,
    channels: {
      box: {
        title: 'Box',
        reasons: [],
        send: () => {},
        letter: (letter) => {
          if (fault) throw fault
          letters.push(letter)
        },
      },
    },
  })
  const failWith = (error: Error | undefined): void => {
    fault = error
  }
  return { plugin: plugin(), letters, failWith }
}
