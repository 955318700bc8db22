export * from "./button";
export * from "./chip";
export * from "./field";
export * from "./icons";
export * from "./meter";
export * from "./notice";
export * from "./press";
