// A Grafana dashboard over the Prometheus metrics. It is the same for every report: only the metrics change.

import { jsonText } from './json-text.ts';
import { datasourceVariable, panels } from './metrics/panels.ts';
import type { Reporter } from './style.ts';

export const reportToGrafana: Reporter = () =>
  jsonText({
    uid: 'attrib-audit',
    title: 'AI spend attribution',
    description: 'Who owns every dollar of AI spend, and where ownership gets lost. Fed by attrib-audit -f prometheus.',
    tags: ['attrib-audit', 'finops'],
    schemaVersion: 39,
    version: 1,
    editable: true,
    graphTooltip: 1,
    refresh: '',
    time: { from: 'now-30d', to: 'now' },
    timepicker: {},
    timezone: 'utc',
    templating: {
      list: [
        { name: 'datasource', label: 'Data source', type: 'datasource', query: 'prometheus', hide: 0 },
        {
          name: 'team',
          label: 'Team',
          type: 'query',
          datasource: { type: 'prometheus', uid: datasourceVariable },
          query: { query: 'label_values(attrib_audit_spend_usd, team)', refId: 'team' },
          definition: 'label_values(attrib_audit_spend_usd, team)',
          includeAll: true,
          allValue: '.*',
          multi: true,
          refresh: 2,
          sort: 1,
        },
      ],
    },
    annotations: { list: [] },
    panels,
  });
