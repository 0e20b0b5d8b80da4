/**
 * `<deskwright-widget>`, as it is sent: around a link to the portal in a page of the host's, it opens that page of the portal in a dialog instead.
 * Without it, or from another origin, the link is a link. What is shown is the portal's own page in a shadow root, so that neither side's styles
 * reach the other; styles are made sheets, which a strict policy of the host's allows. Forms and links of the portal stay in the dialog, and what
 * somebody wrote is still there when it could not be sent.
 */
export const widget = `const on=(t,e,f)=>t.addEventListener(e,f)
const base=new URL('../',import.meta.url)
const inside=u=>u.origin===location.origin&&u.pathname.startsWith(base.pathname)&&!u.pathname.includes('/files/')
const make=(tag,set={})=>Object.assign(document.createElement(tag),set)
const pageAt=async(address,init)=>{const r=await fetch(address,{credentials:'same-origin',headers:{accept:'text/html'},...init});return{at:new URL(r.url),page:new DOMParser().parseFromString(await r.text(),'text/html')}}
const own=':host{display:contents}dialog{inline-size:min(44rem,100vw);max-inline-size:100vw;block-size:min(46rem,100dvh);max-block-size:100dvh;padding:0;border:1px solid var(--dw-line);border-radius:calc(var(--dw-radius)*1.4);background:var(--dw-ground);color:var(--dw-ink);font-family:var(--dw-font);font-size:1rem;line-height:1.6;text-align:start;overflow:auto}dialog::backdrop{background:rgb(0 0 0/.4)}.dw-close{position:sticky;inset-block-start:0;z-index:1;display:flex;justify-content:flex-end;padding:.5rem}.dw-close button{min-inline-size:2.75rem;min-block-size:2.75rem;border:0;border-radius:var(--dw-radius);background:var(--dw-sunk);color:inherit;font:inherit;cursor:pointer}.dw-place{padding:0 clamp(1rem,4vw,2rem) 2rem;display:grid;gap:1.5rem}.dw-place>*{min-inline-size:0}.dw-place[aria-busy=true]{opacity:.6}@media(max-width:44rem){dialog{border-radius:0;border:0;block-size:100dvh}}'
class Widget extends HTMLElement{
connectedCallback(){
if(this.box)return
const link=this.querySelector('a[href]')
if(!link||!inside(new URL(link.href)))return
const root=this.attachShadow({mode:'open'})
this.box=make('dialog');this.place=make('div',{className:'dw-place'});this.shut=make('button',{type:'button',textContent:'\\u00d7'})
const bar=make('div',{className:'dw-close'})
bar.append(this.shut);this.box.append(bar,this.place);root.append(make('slot'),this.box)
on(this.shut,'click',()=>this.box.close())
on(this.box,'close',()=>{this.quiet();link.focus()})
on(this,'click',e=>{if(plain(e)&&link.contains(e.target)){e.preventDefault();this.go(link.href)}})
on(this.place,'click',e=>{const a=e.target.closest('a[href]');if(!a||!plain(e)||a.target||a.hasAttribute('download'))return;const u=new URL(a.href);if(!inside(u)||u.hash&&u.pathname===this.at.pathname)return;e.preventDefault();this.go(u)})
on(this.place,'submit',e=>{const f=e.target;e.preventDefault();if(this.busy)return;const data=new FormData(f,e.submitter),u=new URL(f.getAttribute('action')||this.at,this.at)
if(!inside(u))return
if(f.method==='get'){u.search=new URLSearchParams(data);this.go(u)}else this.go(u,{method:'POST',body:f.enctype==='multipart/form-data'?data:new URLSearchParams(data)})})
}
disconnectedCallback(){this.quiet()}
quiet(){this.source?.close();clearInterval(this.timer);this.source=undefined}
async go(address,init){
if(this.busy)return
this.busy=true;this.place.setAttribute('aria-busy','true')
try{
const{at,page}=await pageAt(address,init),main=page.querySelector('main')
if(!main||!inside(at))throw new Error('elsewhere')
await this.style(page)
this.at=at;this.words=main.dataset
this.box.lang=page.documentElement.lang;this.box.dir=page.documentElement.dir;this.shut.setAttribute('aria-label',this.words.close)
this.place.replaceChildren(...[...main.childNodes].map(n=>document.adoptNode(n)))
const title=this.place.querySelector('h1');this.box.setAttribute('aria-label',title?title.textContent:page.title)
if(!this.box.open)this.box.showModal()
this.box.scrollTop=0
const first=this.place.querySelector('[aria-invalid=true],[role=alert]')||title
if(first){if(first.tabIndex<0)first.tabIndex=-1;first.focus()}
this.follow()
}catch{if(init&&this.words)this.failed();else location.assign(address)}
finally{this.busy=false;this.place.removeAttribute('aria-busy')}
}
failed(){this.place.querySelector('.dw-failed')?.remove();const p=make('p',{className:'dw-banner dw-bad dw-failed',textContent:this.words.failed,tabIndex:-1});p.setAttribute('role','alert');this.place.prepend(p);p.focus()}
async style(page){
const sheet=page.querySelector('link[rel=stylesheet]')
if(this.styled||!sheet)return
const text=await(await fetch(sheet.getAttribute('href'))).text(),[theirs,mine]=[new CSSStyleSheet(),new CSSStyleSheet()]
theirs.replaceSync(text.replace(/:root\\[([^\\]]+)\\]/g,':host([$1])').replaceAll(':root',':host'));mine.replaceSync(own)
this.shadowRoot.adoptedStyleSheets=[theirs,mine];this.styled=true
}
follow(){
this.quiet()
const live=this.place.querySelector('#live[data-stream]')
if(!live)return
let timer=0,failed=0
const refresh=()=>{clearTimeout(timer);timer=setTimeout(async()=>{try{const{page}=await pageAt(this.at),made=page.getElementById('conversation'),old=this.place.querySelector('#conversation');if(made&&old&&made.innerHTML!==old.innerHTML){old.replaceWith(document.adoptNode(made));live.textContent=live.dataset.news}}catch{}},150)}
const poll=()=>{this.quiet();this.timer=setInterval(()=>{if(!document.hidden)refresh()},30000)}
const source=this.source=new EventSource(live.dataset.stream)
for(const n of ['ticket','gap','ticket.replied','ticket.transitioned'])on(source,n,refresh)
on(source,'presence',e=>{try{live.textContent=JSON.parse(e.data).isWriting?live.dataset.writing:''}catch{}})
on(source,'open',()=>{failed=0})
on(source,'error',()=>{if(source.readyState===2||++failed>5)poll()})
}
}
const plain=e=>!(e.defaultPrevented||e.button||e.metaKey||e.ctrlKey||e.shiftKey||e.altKey)
if(!customElements.get('deskwright-widget'))customElements.define('deskwright-widget',Widget)
`
