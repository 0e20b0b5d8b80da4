import type { CreatedPlugin } from './create-plugin.ts'

export const nextSteps = ({ folder, files }: CreatedPlugin): string => `${files.map((file) => `written  ${folder}/${file}`).join('\n')}

  cd ${folder}
  npm install
  npm test        the plugin in desks on both databases: it passes, and says in sentences when it does not
  npm run types`
