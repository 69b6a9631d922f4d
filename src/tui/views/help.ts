// All keys, from the key table: what help says is what the keys do.
import { heading, type Pen } from '../../report/pen.ts';
import { table } from '../../report/table.ts';
import { filterHelp } from '../filter.ts';
import { actionIds, actionOf, alwaysQuits, keysOf, type Remap, viewIds } from '../keys.ts';

export function helpLines(remap: Remap, pen: Pen): readonly string[] {
  const rows = actionIds.map((id) => {
    const { does, views } = actionOf(id);
    return { cells: [keysOf(id, remap).join(' '), id, does, views === undefined ? '' : `in ${views.join(', ')}`] };
  });
  return [
    ...heading('Keys', 'remappable under "keys" in the config', pen),
    ...table(
      [
        { head: 'key' },
        { head: 'action' },
        { head: 'does', least: 20, fit: 'end' },
        { head: 'where', least: 10, fit: 'end', expendable: 1 },
      ],
      [
        ...rows,
        { cells: [`1-${viewIds.length}`, 'views', viewIds.join(', '), ''] },
        { cells: [alwaysQuits, '', 'quit at once', ''] },
      ],
      pen,
    ),
    '',
    `  filter of traces: ${filterHelp}`,
  ];
}
