import type { ImportTexts } from './import-texts.ts'

export const fa: ImportTexts = {
  'permission:imports.run': 'انتقال تیکت‌ها از میزی دیگر',
  'event:imports.remembered': 'از میزی دیگر منتقل شد',
  'error:imports.not_installed': 'این میز افزونهٔ انتقال را ندارد. imports() را به افزونه‌ها بیفزایید و deskwright migrate را اجرا کنید.',
  'error:imports.no_source': 'در {$path} چیزی برای خواندن نیست: {$reason}.',
  'error:imports.map_invalid': 'فایل نگاشت درست نیست: {$faults}.',
  'error:imports.stopped': 'متوقف شد. آنچه منتقل شده می‌ماند و همان فراخوانی ادامه می‌دهد.',
}
