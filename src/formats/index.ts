// The formats, in the order they are tried on a record: the most decisive keys first, the neutral form last.
import { anthropicConsoleCostCsv } from './anthropic-console-cost-csv.ts';
import { anthropicConsoleUsageCsv } from './anthropic-console-usage-csv.ts';
import { anthropicCostReport } from './anthropic-cost-report.ts';
import { anthropicResponse } from './anthropic-response.ts';
import { anthropicUsageReport } from './anthropic-usage-report.ts';
import { awsCur } from './aws-cur.ts';
import { azureApimGatewayLog } from './azure-apim-gateway-log.ts';
import { azureApimLlmLog } from './azure-apim-llm-log.ts';
import { azureAppInsights } from './azure-app-insights.ts';
import { azureCostExport } from './azure-cost-export.ts';
import { azureRequestResponse } from './azure-request-response.ts';
import { bedrockInvocation } from './bedrock-invocation.ts';
import { bifrostLog } from './bifrost-log.ts';
import { bifrostSplunk } from './bifrost-splunk.ts';
import { bifrostTrace } from './bifrost-trace.ts';
import { claudeCodeAnalytics } from './claude-code-analytics.ts';
import { claudeCodeTranscript } from './claude-code-transcript.ts';
import { clickhouseOtelTraces } from './clickhouse-otel-traces.ts';
import { cloudflareAigLogpush } from './cloudflare-aig-logpush.ts';
import { cloudflareAigRest } from './cloudflare-aig-rest.ts';
import { codexSession } from './codex-session.ts';
import { datadogApm } from './datadog-apm.ts';
import { datadogLlmobs } from './datadog-llmobs.ts';
import { envoyAccess } from './envoy-access.ts';
import { envoyAigwAccess } from './envoy-aigw-access.ts';
import { event } from './event.ts';
import { focus } from './focus.ts';
import type { Format } from './format.ts';
import { gcpBillingExport } from './gcp-billing-export.ts';
import { geminiResponse } from './gemini-response.ts';
import { headerLog } from './header-log.ts';
import { heliconeCh } from './helicone-ch.ts';
import { heliconeCsv } from './helicone-csv.ts';
import { heliconeRequest } from './helicone-request.ts';
import { honeycombEvent } from './honeycomb-event.ts';
import { kongAiLog } from './kong-ai-log.ts';
import { langfuseObservation } from './langfuse-observation.ts';
import { langsmithRun } from './langsmith-run.ts';
import { litellmDaily } from './litellm-daily.ts';
import { litellmLangfuse } from './litellm-langfuse.ts';
import { litellmSpendLog } from './litellm-spend-log.ts';
import { litellmStandardLog } from './litellm-standard-log.ts';
import { mcpGateway } from './mcp-gateway.ts';
import { nestedTrace } from './nested-trace.ts';
import { newrelicEvent } from './newrelic-event.ts';
import { openaiCosts } from './openai-costs.ts';
import { openaiResponse } from './openai-response.ts';
import { openaiUsage } from './openai-usage.ts';
import { openrouterActivity } from './openrouter-activity.ts';
import { openrouterClickhouse } from './openrouter-clickhouse.ts';
import { openrouterExport } from './openrouter-export.ts';
import { openrouterGeneration } from './openrouter-generation.ts';
import { otlpJson } from './otlp-json.ts';
import { phoenixDataframe } from './phoenix-dataframe.ts';
import { portkeyExport } from './portkey-export.ts';
import { portkeyLogObject } from './portkey-log-object.ts';
import { vercelGatewayGeneration } from './vercel-gateway-generation.ts';
import { vercelGatewayReport } from './vercel-gateway-report.ts';

export const formats: readonly Format[] = [
  litellmSpendLog,
  litellmStandardLog,
  litellmDaily,
  litellmLangfuse,
  bifrostLog,
  bifrostTrace,
  bifrostSplunk,
  heliconeRequest,
  heliconeCsv,
  heliconeCh,
  portkeyExport,
  portkeyLogObject,
  cloudflareAigLogpush,
  cloudflareAigRest,
  kongAiLog,
  openrouterGeneration,
  openrouterActivity,
  openrouterExport,
  openrouterClickhouse,
  vercelGatewayGeneration,
  vercelGatewayReport,
  mcpGateway,
  envoyAigwAccess,
  envoyAccess,
  bedrockInvocation,
  openaiUsage,
  openaiCosts,
  openaiResponse,
  anthropicUsageReport,
  anthropicCostReport,
  anthropicConsoleUsageCsv,
  anthropicConsoleCostCsv,
  anthropicResponse,
  claudeCodeAnalytics,
  azureRequestResponse,
  azureApimLlmLog,
  azureApimGatewayLog,
  azureCostExport,
  geminiResponse,
  gcpBillingExport,
  awsCur,
  focus,
  langfuseObservation,
  langsmithRun,
  claudeCodeTranscript,
  codexSession,
  datadogLlmobs,
  datadogApm,
  clickhouseOtelTraces,
  azureAppInsights,
  phoenixDataframe,
  honeycombEvent,
  newrelicEvent,
  otlpJson,
  nestedTrace,
  headerLog,
  event,
];
