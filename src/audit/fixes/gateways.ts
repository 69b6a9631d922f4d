// Gateways that refuse a request without its ownership fields, each in its own configuration language.
import { type FixTool, headerOf, lines, withoutTrace } from './fix-tool.ts';

export const litellm: FixTool = {
  id: 'litellm',
  title: 'LiteLLM proxy',
  note: 'Rejects calls whose metadata lacks the fields, and keeps them in the spend log. `enforced_params` needs an enterprise licence; the hook below it does the same without.',
  text: (fields) => {
    const names = withoutTrace(fields);
    return lines([
      '# config.yaml, with an enterprise licence',
      'general_settings:',
      '  enforced_params:',
      ...names.map((name) => `    - metadata.${name}`),
      '',
      '# config.yaml, without one: a hook that lies beside it',
      'litellm_settings:',
      '  callbacks: attribution_guard.guard',
      '',
      '# attribution_guard.py',
      'from fastapi import HTTPException',
      'from litellm.integrations.custom_logger import CustomLogger',
      '',
      `REQUIRED = (${names.map((name) => `"${name}"`).join(', ')}${names.length === 1 ? ',' : ''})`,
      '',
      '',
      'class AttributionGuard(CustomLogger):',
      '    async def async_pre_call_hook(self, user_api_key_dict, cache, data, call_type):',
      '        metadata = data.get("metadata") or {}',
      '        said = {**(metadata.get("spend_logs_metadata") or {}), **metadata}',
      '        missing = [name for name in REQUIRED if not said.get(name)]',
      '        if missing:',
      '            raise HTTPException(status_code=400, detail={"error": "missing in metadata: " + ", ".join(missing)})',
      '        kept = {name: said[name] for name in REQUIRED}',
      '        data["metadata"] = {**metadata, "spend_logs_metadata": {**(metadata.get("spend_logs_metadata") or {}), **kept}}',
      '        return data',
      '',
      '',
      'guard = AttributionGuard()',
    ]);
  },
};

export const bifrost: FixTool = {
  id: 'bifrost',
  title: 'Bifrost',
  note: 'Answers 400 missing_required_headers. Governance must be on. x-bf-dim-* headers are also kept in logs, metrics and spans. Versions that take a list want the header names only.',
  text: (fields) => {
    const headers = withoutTrace(fields).map((field) => `x-bf-dim-${field.replaceAll('_', '-')}`);
    return lines([
      '{',
      '  "client": {',
      '    "enable_logging": true,',
      '    "required_headers": {',
      ...headers.map((header, at) => `      "${header}": "*"${at < headers.length - 1 ? ',' : ''}`),
      '    }',
      '  }',
      '}',
    ]);
  },
};

export const portkey: FixTool = {
  id: 'portkey',
  title: 'Portkey',
  note: 'Admin Settings, Organisation Properties, API Key Metadata Schema. It holds for keys made or changed afterwards: their defaults must name the fields, and a request may override them in x-portkey-metadata.',
  text: (fields) => {
    const names = withoutTrace(fields);
    return lines([
      JSON.stringify(
        {
          type: 'object',
          properties: Object.fromEntries(names.map((name) => [name, { type: 'string', minLength: 1 }])),
          required: names,
          additionalProperties: true,
        },
        null,
        2,
      ),
    ]);
  },
};

export const kong: FixTool = {
  id: 'kong',
  title: 'Kong Gateway',
  note: 'Answers 400 before a plugin of the AI gateway spends anything. Put the route of your AI proxy in its place; the headers reach the log with http-log or file-log.',
  text: (fields) =>
    lines([
      '_format_version: "3.0"',
      'plugins:',
      '  - name: pre-function',
      '    route: YOUR-AI-ROUTE',
      '    config:',
      '      access:',
      '        - |',
      `          local required = { ${fields.map((field) => `"${headerOf(field)}"`).join(', ')} }`,
      '          local missing = {}',
      '          for _, name in ipairs(required) do',
      '            local value = kong.request.get_header(name)',
      '            if not value or value == "" then missing[#missing + 1] = name end',
      '          end',
      '          if #missing > 0 then',
      '            return kong.response.exit(400, { message = "missing headers: " .. table.concat(missing, ", ") })',
      '          end',
    ]),
};

export const envoy: FixTool = {
  id: 'envoy',
  title: 'Envoy',
  note: 'Routes for a virtual host, before the route to the model: each answers 400 when its header is absent. The access log line keeps the headers where attrib-audit reads them.',
  text: (fields) =>
    lines([
      '# routes: of the virtual host, above the route to the model',
      ...fields.flatMap((field) => [
        '- match:',
        '    prefix: "/"',
        '    headers:',
        `      - name: ${headerOf(field)}`,
        '        present_match: true',
        '        invert_match: true',
        '  direct_response:',
        '    status: 400',
        `    body: { inline_string: "missing header ${headerOf(field)}" }`,
      ]),
      '',
      '# access_log: of the HTTP connection manager',
      '- name: envoy.access_loggers.stdout',
      '  typed_config:',
      '    "@type": type.googleapis.com/envoy.extensions.access_loggers.stream.v3.StdoutAccessLog',
      '    log_format:',
      '      json_format:',
      '        start_time: "%START_TIME%"',
      '        request_id: "%REQ(X-REQUEST-ID)%"',
      ...fields.map((field) => `        ${headerOf(field)}: "%REQ(${headerOf(field).toUpperCase()})%"`),
    ]),
};
