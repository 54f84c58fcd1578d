/** Ids the documents print; everything else is made by the service. */
export const HTTP_SPEC = 'bc7b00d6-623a-4dfc-9fdb-f1240aeadaeb';
export const DATA_LAKE_SPEC = 'c604ff05-7f1a-43c0-8e18-33bf874cb11c';
export const PROVIDER_ID = '521eee4d-8cbe-4906-bb48-fb6bd4450033';
export const AUTH_SPEC = 'Streaming Connection';
export const PLAIN_FLOW_SPEC = 'd8a6f005-7eaf-4153-983e-e8574508b877';
export const MAPPING_FLOW_SPEC = 'c1a19761-d2c7-4702-b9fa-fe91f0613e81';

/** Data sent sooner after a dataflow was made or changed may be dropped (section 4). */
export const FLOW_SETTLES = 300_000;
