// The style sheet of the HTML report: light, dark, phone and print. Changing it means a new hash in policy.ts (its test tells which).

export const styleSheet = `
:root{color-scheme:light dark;--bg:#f4f5f7;--card:#fff;--ink:#18212b;--quiet:#55606c;--line:#dde2e8;--accent:#1a56b0;--track:#e8ebef;
--proven:#1c7d68;--recoverable:#dd9f24;--recoverable-2:#f1cf8a;--unattributed:#bf3b30;--unattributed-2:#e29189;--proven-3:#9fcfc4;--recoverable-3:#f0d095;--unattributed-3:#eab1ab;--late-3:#c6bfea;
--good-ink:#0d5a49;--good-bg:#d9f0e9;--fair-ink:#6b4700;--fair-bg:#fbebc8;--bad-ink:#93241b;--bad-bg:#fbdfdc;--quiet-bg:#e8ebef}
@media (prefers-color-scheme:dark){:root{--bg:#0e1318;--card:#161d25;--ink:#e7ecf1;--quiet:#a3b0bd;--line:#2b3641;--accent:#84b4ff;--track:#27313b;
--proven:#35b096;--recoverable:#e3ae45;--recoverable-2:#8c6a25;--unattributed:#e8695e;--unattributed-2:#8d352e;--proven-3:#1d5f53;--recoverable-3:#6e5521;--unattributed-3:#813a34;--late-3:#544b86;
--good-ink:#8be0cb;--good-bg:#143c34;--fair-ink:#f2cd84;--fair-bg:#43330f;--bad-ink:#ffaca4;--bad-bg:#4a1d19;--quiet-bg:#27313b}}
*{box-sizing:border-box}
html{scroll-padding-top:1rem;-webkit-text-size-adjust:100%}
body{margin:0;background:var(--bg);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;font-variant-numeric:tabular-nums}
header,main,footer{max-width:1120px;margin:0 auto;padding:0 1.25rem}
header{padding-top:1.75rem}
h1{font-size:1.3rem;line-height:1.25;margin:0;letter-spacing:-.01em}
header p{margin:.15rem 0 .75rem;color:var(--quiet)}
h2{font-size:1.2rem;line-height:1.3;margin:0 0 .75rem;letter-spacing:-.01em}
h3{font-size:1rem;margin:1.5rem 0 .5rem;overflow-wrap:anywhere}
p{overflow-wrap:anywhere}
a{color:var(--accent)}
nav ul{list-style:none;display:flex;flex-wrap:wrap;gap:.25rem 1.1rem;margin:0 0 1rem;padding:0;font-size:.9rem}
section{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:1.4rem 1.5rem;margin:0 0 1.1rem}
footer{padding-top:.5rem;padding-bottom:2rem;color:var(--quiet);font-size:.85rem}
.skip{position:absolute;left:-999px}
.skip:focus{left:1rem;top:1rem;background:var(--card);padding:.5rem 1rem;z-index:9}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px;border-radius:3px}
.defs{position:absolute}
svg{display:block;overflow:visible}
code{font:.86em/1.4 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;unicode-bidi:isolate;overflow-wrap:anywhere}
.quiet,figcaption,.axis{color:var(--quiet)}
.quiet{font-size:.87rem;font-weight:400}
.bad{color:var(--bad-ink)}
.lead{margin:0 0 1rem;color:var(--quiet);max-width:80ch;overflow-wrap:anywhere}
.hero-figure{font-size:clamp(1.25rem,4.2vw,1.75rem);line-height:1.2;margin:0 0 .35rem;letter-spacing:-.015em}
.hero-figure strong{font-size:clamp(2.4rem,9vw,3.6rem);letter-spacing:-.03em;font-weight:680}
.hero .lead{margin-bottom:1.2rem}
.bar{border-radius:4px;overflow:hidden}
.proven{fill:var(--proven)}.recoverable{fill:url(#dots)}.unattributed{fill:url(#hatch)}.track{fill:var(--track)}
.hatch-ground{fill:var(--unattributed)}.hatch-line{fill:var(--unattributed-2)}.dots-ground{fill:var(--recoverable)}.dots-dot{fill:var(--recoverable-2)}
dl{margin:0}dd{margin:0}
.parts{display:grid;grid-template-columns:repeat(auto-fit,minmax(230px,1fr));gap:.75rem 1.5rem;margin:1rem 0 0}
.parts dt{font-weight:600;display:flex;align-items:center;gap:.5rem}
.parts strong{font-size:1.2rem;font-weight:650}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(205px,1fr));gap:.75rem;margin:1.4rem 0 0}
.tiles>div{border:1px solid var(--line);border-radius:8px;padding:.7rem .9rem}
.tiles dt{color:var(--quiet);font-size:.87rem}
.value{font-size:1.3rem;font-weight:650;line-height:1.5}
.value .pill{font-size:.95rem}
.warning{border-left:4px solid var(--recoverable);background:var(--fair-bg);color:var(--fair-ink);padding:.5rem .8rem;margin:1.1rem 0 0;border-radius:0 6px 6px 0}
.pill{display:inline-block;padding:.02rem .55rem;border-radius:99px;font-size:.82rem;font-weight:600;white-space:nowrap}
.pill.good{color:var(--good-ink);background:var(--good-bg)}.pill.fair{color:var(--fair-ink);background:var(--fair-bg)}.pill.bad{color:var(--bad-ink);background:var(--bad-bg)}.pill.quiet{color:var(--ink);background:var(--quiet-bg)}
.questions,.fixes,.examples,.plain,.checks,.equations,.bars,.legend{list-style:none;margin:0;padding:0}
.questions li,.fixes li{display:flex;gap:.9rem;padding:.6rem 0;border-top:1px solid var(--line);align-items:baseline}
.questions li:first-child,.fixes li:first-child{border-top:0}
.questions .id{font-weight:650;color:var(--quiet)}
.asked,.fix{flex:1;min-width:0;overflow-wrap:anywhere}
.verdict,.amount{text-align:right;white-space:nowrap}
.fixes{counter-reset:fix;margin-top:.75rem}
.fixes li{counter-increment:fix}
.fixes li::before{content:counter(fix);font-weight:650;color:var(--quiet);min-width:1.2rem}
.checks li,.equations li,.examples li{padding:.3rem 0;overflow-wrap:anywhere}
.equations{margin-bottom:1rem}
.columns{display:grid;grid-template-columns:repeat(auto-fit,minmax(230px,1fr));gap:0 2rem;margin-bottom:1.2rem}
.plain li,.bars li>div{display:flex;justify-content:space-between;gap:1rem}
.plain li{padding:.15rem 0;border-top:1px solid var(--line)}
.plain bdi{min-width:0;overflow-wrap:anywhere}
.bars li{margin:0 0 .9rem}
.bars .bar{margin:.25rem 0}
figure{margin:0 0 1rem}
figcaption{font-size:.87rem;margin-top:.6rem;max-width:90ch}
.legend{display:flex;flex-wrap:wrap;gap:.3rem 1.2rem;margin-top:.6rem;font-size:.87rem}
.legend li{display:flex;align-items:center;gap:.4rem}
.grid{stroke:var(--line)}.axis-line{stroke:var(--quiet)}
.axis,.on-bar{font-size:12px;fill:var(--quiet)}
.on-bar{fill:var(--ink);font-weight:600}
.today{fill:var(--proven)}
.gain{fill:var(--proven-3)}
.rise{stroke:var(--proven);stroke-width:3;stroke-linecap:round}
.goal{stroke:var(--ink);stroke-dasharray:5 4}
.flow text{font-size:14px;fill:var(--ink)}
.haloed,.on-bar{paint-order:stroke;stroke:var(--card);stroke-width:4px;stroke-linejoin:round}
.flow .strong,.flow .component-name{font-weight:650}
.component{fill:var(--ink)}.start{fill:var(--quiet)}
.before-dropped,.before-rewritten,.after-late{stop-color:var(--proven-3)}
.after-dropped,.after-never-set,.before-never-set{stop-color:var(--unattributed-3)}
.after-rewritten{stop-color:var(--recoverable-3)}.before-late{stop-color:var(--late-3)}
.flow-dropped{fill:url(#flow-dropped)}.flow-rewritten{fill:url(#flow-rewritten)}.flow-late{fill:url(#flow-late)}.flow-never-set{fill:url(#flow-never-set)}
.scroll{overflow-x:auto;margin:0 0 .9rem}
.flow{width:100%;min-width:46rem;height:auto}
.flow-on-phone{display:none}
table{border-collapse:collapse;width:100%;font-size:.9rem}
caption{text-align:left;font-weight:600;font-size:1rem;padding:.2rem 0 .4rem;white-space:nowrap}
.rows{font-weight:400;font-size:.87rem;color:var(--quiet);padding-left:.35rem}
th,td{text-align:left;vertical-align:top;padding:.42rem .75rem .42rem 0;border-top:1px solid var(--line);font-weight:400;max-width:26rem;overflow-wrap:break-word}
td:last-child,th:last-child{padding-right:.25rem}
thead th{border-top:0;border-bottom:1px solid var(--quiet);color:var(--quiet);font-size:.84rem;white-space:nowrap;vertical-align:bottom}
tbody th{font-weight:550;min-width:7rem}
tbody th.long{font-weight:400}
.num{text-align:right;white-space:nowrap}
.span{white-space:nowrap}
.long{min-width:9.5rem}
.trace code{display:block;min-width:32.5ch;font-size:.77em}
.long code{overflow-wrap:anywhere;font-size:.8em}
.small{margin:.25rem 0 .1rem;min-width:6rem;max-width:14rem}
.prose{min-width:15rem}
tfoot th,tfoot td{border-top:2px solid var(--quiet);font-weight:650}
thead button{all:unset;cursor:pointer;padding:.1rem 0;color:inherit}
thead button:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
thead button:hover{color:var(--ink);text-decoration:underline}
thead button::after{content:"\\2195";opacity:.45;padding-left:.25rem}
[aria-sort=ascending] button::after{content:"\\2191";opacity:1}
[aria-sort=descending] button::after{content:"\\2193";opacity:1}
.tools{display:flex;flex-wrap:wrap;gap:.5rem 1rem;align-items:center;margin:.6rem 0 .4rem;font-size:.9rem}
.tools input{font:inherit;color:inherit;background:var(--bg);border:1px solid var(--quiet);border-radius:6px;padding:.3rem .6rem;width:16rem;max-width:100%}
.more{font:inherit;color:var(--accent);background:none;border:1px solid var(--line);border-radius:6px;padding:.3rem .8rem;cursor:pointer;margin:.2rem .5rem .6rem 0}
details{margin:.4rem 0}
summary{cursor:pointer;padding:.35rem 0}
.finding{border-top:1px solid var(--line);margin:0}
.finding summary{display:flex;gap:.75rem;align-items:baseline;padding:.55rem 0}
.finding summary::before{content:"\\25B8";color:var(--quiet)}
.finding[open] summary::before{content:"\\25BE"}
.finding .pill{min-width:5.1rem;text-align:center}
.what{flex:1;min-width:0;overflow-wrap:anywhere}
.what code{color:var(--quiet)}
.finding>p,.finding>ul{margin:.2rem 0 .8rem 1.6rem;max-width:90ch}
.examples code{color:var(--quiet)}
.offender{border-top:1px solid var(--line);margin:0;overflow-wrap:anywhere}
.offender summary{display:flex;gap:.9rem;align-items:baseline;padding:.6rem 0}
.offender summary::before{content:"\\25B8";color:var(--quiet)}
.offender[open] summary::before{content:"\\25BE"}
.offender summary .amount{font-weight:650;min-width:9.5rem;text-align:left}
.sign{text-align:center;padding-right:.5rem;min-width:1.6rem}
.sign .good{color:var(--good-ink)}.sign .fair{color:var(--fair-ink)}.sign .bad{font-weight:700}
.time{min-width:8rem;width:22%}
.step{fill:var(--quiet)}.step-call{fill:var(--accent)}
.time svg{margin-top:.3rem}
.d1,.d2,.d3,.d4,.d5,.d6,.d7,.d8{display:inline-block}.d1{padding-left:.9rem}.d2{padding-left:1.8rem}.d3{padding-left:2.7rem}.d4{padding-left:3.6rem}.d5{padding-left:4.5rem}.d6{padding-left:5.4rem}.d7{padding-left:6.3rem}.d8{padding-left:7.2rem}
.hops{overflow-wrap:anywhere}
.sr{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.sums{display:flex;flex-wrap:wrap;gap:.5rem 2.5rem;margin-bottom:1rem}
.sums dt{color:var(--quiet);font-size:.87rem}
.sums dd{font-size:1.25rem;font-weight:650}
@media (max-width:640px){
body{font-size:16px}
header,main,footer{padding-left:.75rem;padding-right:.75rem}
section{padding:1.1rem .95rem}
nav ul{flex-wrap:nowrap;overflow-x:auto;white-space:nowrap;padding-bottom:.3rem}
tbody th,tfoot th,thead th:first-child{position:sticky;left:0;background:var(--card);max-width:44vw;min-width:6rem}
.questions li,.fixes li{gap:.6rem}
.flow-on-desk{display:none}
.flow-on-phone{display:block;min-width:0;width:auto;max-width:none}
.flow-on-phone text{font-size:12px}
caption{white-space:normal;max-width:85vw}
.finding summary,.offender summary{flex-wrap:wrap}
.finding .what,.offender .what{order:3;flex-basis:100%}
.finding .amount{flex:1}
.verdict{display:flex;flex-direction:column;align-items:flex-end}
.bars li>div{flex-direction:column;gap:0}
.bars .amount{text-align:left}
.fixes li{flex-wrap:wrap}
.fixes .fix{flex-basis:75%}
.fixes .amount{flex:1;white-space:normal;padding-left:1.8rem;text-align:left}
}
@page{size:A4;margin:14mm 12mm}
@media print{
.flow-on-desk{display:block}.flow-on-phone{display:none}
:root{font-size:12.5px;color-scheme:light;--bg:#fff;--card:#fff;--ink:#000;--quiet:#444;--line:#ccc;--track:#e8ebef;--accent:#000;
--proven:#1c7d68;--recoverable:#dd9f24;--recoverable-2:#f1cf8a;--unattributed:#bf3b30;--unattributed-2:#e29189;--proven-3:#9fcfc4;--recoverable-3:#f0d095;--unattributed-3:#eab1ab;--late-3:#c6bfea;
--good-ink:#0d5a49;--good-bg:#d9f0e9;--fair-ink:#6b4700;--fair-bg:#fbebc8;--bad-ink:#93241b;--bad-bg:#fbdfdc;--quiet-bg:#e8ebef}
*{-webkit-print-color-adjust:exact;print-color-adjust:exact}
body{font-size:10pt}
header,main,footer{max-width:none;padding-left:0;padding-right:0}
header{padding-top:0}
.parts,.tiles,.columns{grid-template-columns:repeat(auto-fit,minmax(150px,1fr))}
details:not([open]):not(.finding){display:none}
nav,.skip,.tools,.more{display:none}
section{border:0;border-top:1px solid #999;border-radius:0;padding:.8rem 0;margin:0}
section.hero{border-top:0;padding-top:0}
h2,h3,caption,summary,section>.lead{break-after:avoid}
.finding::details-content{content-visibility:visible;block-size:auto}
figure,tr,.tiles>div,.parts>div,.sums,.questions li,.fixes li,.bars li,.examples li{break-inside:avoid}
.scroll{overflow:visible}
table{font-size:8pt}
th,td{max-width:none;overflow-wrap:anywhere;padding-right:.5rem}
tbody th,.long,.prose,.small{min-width:0}
thead button::after{content:""}
.flow{min-width:0}
.finding summary::before{content:""}
summary{list-style:none}
.offender[open] summary::before,.offender summary::before{content:""}
}
`;
