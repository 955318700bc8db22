export * from "./live";
export * from "./log";
export * from "./problem";
export * from "./request";
export type { Connection } from "./stream";
export * as station from "./station";
export type * from "./station";
export type * from "./status";
