// The script of the HTML report: sorts, searches and pages tables, and opens what is folded for print. The page is complete without it.
// Rows beyond a page leave the document, so that ten thousand stay quick. Changing it means a new hash in policy.ts.

export const script = `
'use strict';
(() => {
  const page = 100;
  const make = (name, properties) => Object.assign(document.createElement(name), properties);

  for (const table of document.querySelectorAll('table[data-rows]')) {
    const body = table.tBodies[0];
    const heads = Array.from(table.tHead.rows[0].cells);
    const caption = table.caption.firstChild.data.trim();
    const rows = Array.from(body.rows, (row) => ({ row, text: undefined, ranks: undefined }));
    const state = { found: rows, shown: page };
    const counter = table.caption.querySelector('.rows');
    const box = table.parentElement;
    const more = make('button', { type: 'button', className: 'more' });
    const all = make('button', { type: 'button', className: 'more' });
    const count = (number) => String(number).replace(/\\B(?=(\\d{3})+$)/g, ',');

    const draw = () => {
      const visible = state.found.slice(0, state.shown);
      body.replaceChildren(...visible.map(({ row }) => row));
      const left = state.found.length - visible.length;
      more.hidden = left === 0;
      all.hidden = left === 0;
      more.textContent = 'Show ' + count(Math.min(page, left)) + ' more';
      all.textContent = 'Show all ' + count(state.found.length);
      counter.textContent = ' ' + (state.found.length === rows.length
        ? count(rows.length) + (rows.length === 1 ? ' row' : ' rows')
        : count(state.found.length) + ' of ' + count(rows.length) + ' rows')
        + (left === 0 ? '' : ', the first ' + count(visible.length) + ' shown');
    };
    more.addEventListener('click', () => { state.shown += page; draw(); });
    all.addEventListener('click', () => { state.shown = Infinity; draw(); });
    box.after(more, all);

    const ranksOf = (item) => (item.ranks ??= Array.from(item.row.cells, (cell) => Number(cell.dataset.r)));
    heads.forEach((head, at) => {
      const button = make('button', { type: 'button', textContent: head.textContent || 'unnamed' });
      head.replaceChildren(button);
      button.addEventListener('click', () => {
        const was = head.getAttribute('aria-sort');
        const first = head.classList.contains('num') ? 'descending' : 'ascending';
        const direction = was === null ? first : was === 'ascending' ? 'descending' : 'ascending';
        for (const other of heads) other.removeAttribute('aria-sort');
        head.setAttribute('aria-sort', direction);
        const sign = direction === 'ascending' ? 1 : -1;
        const compare = (a, b) => sign * (ranksOf(a)[at] - ranksOf(b)[at]);
        rows.sort(compare);
        state.found = state.found.length === rows.length ? rows : state.found.toSorted ? state.found.toSorted(compare) : state.found.slice().sort(compare);
        draw();
      });
    });

    if (rows.length > 10) {
      counter.setAttribute('role', 'status');
      const input = make('input', { type: 'search', autocomplete: 'off', spellcheck: false, placeholder: 'Search' });
      input.setAttribute('aria-label', 'Search in ' + caption);
      const tools = make('div', { className: 'tools' });
      tools.append(input);
      box.before(tools);
      const textOf = (item) => (item.text ??= Array.from(item.row.cells, (cell) => cell.textContent).join('\\u0000').toLowerCase());
      let waiting;
      input.addEventListener('input', () => {
        clearTimeout(waiting);
        waiting = setTimeout(() => {
          const words = input.value.toLowerCase().split(/\\s+/).filter(Boolean);
          state.found = words.length === 0 ? rows : rows.filter((item) => words.every((word) => textOf(item).includes(word)));
          state.shown = page;
          draw();
        }, 60);
      });
    }
    draw();
  }

  let closed = [];
  addEventListener('beforeprint', () => {
    // Long tables stay folded: on paper nobody looks a row up.
    const short = (details) => !details.querySelector('tbody tr:nth-child(21)');
    closed = Array.from(document.querySelectorAll('details:not([open])')).filter(short);
    for (const details of closed) details.open = true;
  });
  addEventListener('afterprint', () => {
    for (const details of closed) details.open = false;
  });
})();
`;
