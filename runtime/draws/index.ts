// The door to draws on disk: Stan CSV and InferenceData-shaped JSON, as texts; reading and writing files is the caller's.

export { APPROXIMATION_COLUMNS, joinChains, NUTS_COLUMNS, type StoredDraws } from "./stored-draws.ts";
export { columnName, screenName } from "./column-names.ts";
export { type ChainNotes, formatStanCsv, type ParsedCsv, parseStanCsv } from "./stan-csv.ts";
export { fromInferenceData, type InferenceData, toInferenceData } from "./inference-data.ts";
export { drawnGroup } from "./nested-groups.ts";
