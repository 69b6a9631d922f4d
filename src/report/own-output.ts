// How our outputs begin, so that a file is only overwritten without asking when it is an earlier report.

const starts: readonly RegExp[] = [
  /^Coverage /,
  /^\{\s*"schema_version"/,
  /^<!doctype html>\n<!-- attrib-audit report -->/,
  /^<!-- attrib-audit report -->/,
  /^section,group_by,key,from,to,/,
  /^kind,team,cost_center,provider,model,pool,usd,calls/,
  /^level,budget,window,time_zone,first_day,/,
  /^period,days,usd,calls,proven_usd,/,
  /^section,group,cause,seller,model,class,/,
  /^\{"record":"report"/,
  /^\{\s*"\$schema": "https:\/\/docs\.oasis-open\.org\/sarif\/[^"]*",\s*"version": "2\.1\.0",\s*"runs": \[\s*\{\s*"tool": \{\s*"driver": \{\s*"name": "attrib-audit"/,
  /^<\?xml version="1\.0" encoding="UTF-8"\?>\n<testsuites name="attrib-audit"/,
  /^\[(?:\]|\s*\{\s*"description": "(?:[^"\\]|\\.)*",\s*"check_name")/,
  /^::notice title=attrib-audit::/,
  /^# HELP attrib_audit_/,
  /^\{\s*"resourceMetrics": \[\s*\{\s*"resource": \{\s*"attributes": \[\s*\{\s*"key": "service\.name",\s*"value": \{\s*"stringValue": "attrib-audit"/,
  /^\{\s*"uid": "attrib-audit"/,
];

/** `start`: at least the first thousand characters. */
export function startsLikeOurs(start: string): boolean {
  return starts.some((pattern) => pattern.test(start));
}
