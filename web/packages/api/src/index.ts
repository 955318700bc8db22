export * from "./live";
export * from "./problem";
export * from "./request";
export * as station from "./station";
export type * from "./station";
export type * from "./status";
