// SDK wrappers: one place in the application through which every model call goes, with its owner in headers and on the span.
import { type CarriedField, type FixTool, headerOf, lines, withoutTrace } from './fix-tool.ts';

const camel = (field: string): string => field.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());
const traced = (fields: readonly CarriedField[]): boolean => fields.includes('trace_id');

export const openaiNode: FixTool = {
  id: 'openai-node',
  title: 'OpenAI SDK for Node',
  note: 'A client for one owner: use it instead of `new OpenAI()`. Headers reach the gateway; with an OpenTelemetry SDK the trace goes along. Bifrost wants them as x-bf-dim-NAME, Portkey as one JSON object in x-portkey-metadata, LiteLLM as one in x-litellm-spend-logs-metadata.',
  text: (fields) => {
    const names = withoutTrace(fields);
    return lines([
      "import OpenAI from 'openai';",
      ...(traced(fields) ? ["import { context, propagation } from '@opentelemetry/api';"] : []),
      '',
      `/** Throws when a field is missing: better here than in next month's bill. */`,
      `export function ownedClient({ ${names.map(camel).join(', ')} }, options = {}) {`,
      '  const owner = {',
      ...names.map((name) => `    '${headerOf(name)}': ${camel(name)},`),
      '  };',
      '  const missing = Object.keys(owner).filter((name) => !owner[name]);',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the program printed
      "  if (missing.length > 0) throw new Error(`model call without ${missing.join(', ')}`);",
      '  return new OpenAI({',
      '    ...options,',
      '    defaultHeaders: { ...options.defaultHeaders, ...owner },',
      ...(traced(fields)
        ? [
            '    fetch: (url, init) => {',
            '      const headers = new Headers(init?.headers);',
            '      propagation.inject(context.active(), headers, { set: (carrier, key, value) => carrier.set(key, value) });',
            '      return (options.fetch ?? fetch)(url, { ...init, headers });',
            '    },',
          ]
        : []),
      '  });',
      '}',
    ]);
  },
};

export const openaiPython: FixTool = {
  id: 'openai-python',
  title: 'OpenAI SDK for Python',
  note: 'A client for one owner: use it instead of `OpenAI()`. Headers reach the gateway; with an OpenTelemetry SDK the trace goes along. Bifrost wants them as x-bf-dim-NAME, Portkey as one JSON object in x-portkey-metadata, LiteLLM as one in x-litellm-spend-logs-metadata.',
  text: (fields) => {
    const names = withoutTrace(fields);
    return lines([
      ...(traced(fields) ? ['import httpx'] : []),
      'from openai import OpenAI',
      ...(traced(fields)
        ? [
            'from opentelemetry import propagate',
            '',
            '',
            'def _carry_trace(request):',
            '    propagate.inject(request.headers)',
          ]
        : []),
      '',
      '',
      `def owned_client(*, ${names.join(', ')}, **options):`,
      `    """Raises when a field is missing: better here than in next month's bill."""`,
      '    owner = {',
      ...names.map((name) => `        "${headerOf(name)}": ${name},`),
      '    }',
      '    missing = [name for name, value in owner.items() if not value]',
      '    if missing:',
      '        raise ValueError("model call without " + ", ".join(missing))',
      '    options["default_headers"] = {**options.get("default_headers", {}), **owner}',
      ...(traced(fields)
        ? ['    options.setdefault("http_client", httpx.Client(event_hooks={"request": [_carry_trace]}))']
        : []),
      '    return OpenAI(**options)',
    ]);
  },
};
