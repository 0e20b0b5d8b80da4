/**
 * Domains under which anybody gets an address: a rule for one of them would give to the whole world. Not all there are; whoever writes a rule sees in
 * its preview whom it would reach.
 */
const domains = `
gmail.com googlemail.com outlook.com hotmail.com live.com msn.com passport.com yahoo.com ymail.com rocketmail.com aol.com aim.com icloud.com me.com
mac.com proton.me protonmail.com protonmail.ch pm.me tutanota.com tuta.com tuta.io mail.com email.com usa.com zoho.com zohomail.com fastmail.com
fastmail.fm hey.com hushmail.com mailbox.org posteo.de posteo.net disroot.org riseup.net duck.com mozmail.com gmx.com gmx.net gmx.de gmx.at gmx.ch web.de
freenet.de t-online.de arcor.de online.de 1und1.de bluewin.ch hispeed.ch sunrise.ch orange.fr wanadoo.fr free.fr laposte.net sfr.fr bbox.fr neuf.fr
libero.it virgilio.it tiscali.it alice.it tin.it fastwebnet.it inwind.it iol.it poste.it tim.it email.it aruba.it pec.it legalmail.it
mail.ru bk.ru inbox.ru list.ru internet.ru yandex.ru yandex.com yandex.by yandex.kz yandex.ua ya.ru rambler.ru lenta.ru ro.ru autorambler.ru myrambler.ru
ukr.net i.ua meta.ua bigmir.net tut.by qq.com foxmail.com 163.com 126.com yeah.net sina.com sina.cn sohu.com aliyun.com 139.com 189.cn wo.cn
yahoo.co.jp docomo.ne.jp ezweb.ne.jp au.com softbank.ne.jp i.softbank.jp ybb.ne.jp nifty.com ocn.ne.jp so-net.ne.jp biglobe.ne.jp excite.co.jp goo.jp
rakuten.jp plala.or.jp naver.com daum.net hanmail.net nate.com kakao.com walla.co.il walla.com 012.net.il 013.net.il netvision.net.il bezeqint.net
zahav.net.il nana10.co.il chmail.ir mailfa.com mihanmail.ir rediffmail.com indiatimes.com btinternet.com sky.com talktalk.net virginmedia.com ntlworld.com
comcast.net verizon.net att.net sbcglobal.net bellsouth.net cox.net charter.net earthlink.net optonline.net juno.com rogers.com shaw.ca bell.net sympatico.ca
telus.net uol.com.br bol.com.br terra.com.br ig.com.br bigpond.com optusnet.com.au xtra.co.nz seznam.cz centrum.cz wp.pl o2.pl onet.pl interia.pl
mailinator.com guerrillamail.com 10minutemail.com temp-mail.org yopmail.com trashmail.com sharklasers.com maildrop.cc dispostable.com getnada.com
privaterelay.appleid.com users.noreply.github.com
`
const known = new Set(domains.trim().split(/\s+/))
/** Large ones have a domain in each country. */
const families = /^(?:yahoo|hotmail|live|outlook|gmx|yandex|aol)\.(?:[a-z]{2,3}|com?\.[a-z]{2})$/

export const isFreeMail = (domain: string): boolean => known.has(domain) || families.test(domain)
