/**
 * The portal's script, as it is sent: it makes faster what works without it, and knows no words of its own. Nothing is stored in the browser.
 * A refused stream is not tried again by browsers, and one that breaks off again and again is given up: then the page is asked for every 30 s.
 * Forms are sent once; the conversation and suggestions are asked for again and put in place, by the server's own HTML.
 */
export const script = `'use strict';(()=>{
const on=(t,e,f)=>t.addEventListener(e,f)
on(document,'submit',e=>{const f=e.target;if(f.dataset.sent){e.preventDefault();return}f.dataset.sent='1';for(const b of f.querySelectorAll('button[type=submit]'))b.setAttribute('aria-busy','true')})
on(window,'pageshow',()=>{for(const f of document.querySelectorAll('form[data-sent]')){delete f.dataset.sent;for(const b of f.querySelectorAll('[aria-busy]'))b.removeAttribute('aria-busy')}})
const part=async(url,id)=>{const r=await fetch(url,{headers:{accept:'text/html'},credentials:'same-origin',redirect:'error'});if(!r.ok)return null;return new DOMParser().parseFromString(await r.text(),'text/html').getElementById(id)}
const put=(id,made)=>{const old=document.getElementById(id);if(!old||!made||old.innerHTML===made.innerHTML)return false;old.replaceWith(document.adoptNode(made));return true}
const talk=document.getElementById('conversation'),live=document.getElementById('live')
if(talk&&live&&live.dataset.stream){
let timer=0
const refresh=()=>{clearTimeout(timer);timer=setTimeout(async()=>{try{if(put('conversation',await part(location.href,'conversation')))live.textContent=live.dataset.news}catch{}},150)}
const poll=()=>{setInterval(()=>{if(!document.hidden)refresh()},30000);on(document,'visibilitychange',()=>{if(!document.hidden)refresh()})}
if('EventSource'in window){let failed=0
const source=new EventSource(live.dataset.stream)
for(const n of ['ticket','gap','ticket.replied','ticket.transitioned'])on(source,n,refresh)
on(source,'presence',e=>{try{live.textContent=JSON.parse(e.data).isWriting?live.dataset.writing:''}catch{}})
on(source,'open',()=>{failed=0})
on(source,'error',()=>{if(source.readyState===2||++failed>5){source.close();poll()}})
on(window,'pagehide',()=>source.close())}else poll()}
const help=document.getElementById('suggestions')&&document.querySelector('form [name=subject]')
if(help){let timer=0,last=''
on(help,'input',()=>{clearTimeout(timer);timer=setTimeout(async()=>{const q=help.value.trim();if(q===last||q.length<3)return;last=q;try{const u=new URL(location.href);u.searchParams.set('subject',q.slice(0,300));put('suggestions',await part(u,'suggestions'))}catch{}},350)})}
})()
`
