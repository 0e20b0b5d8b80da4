import { pluginConformance } from '@deskwright/testing/vitest'
import { visits } from './sample-plugin.ts'

pluginConformance(visits)
