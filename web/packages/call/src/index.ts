export type * from "./action";
export { next_deadline } from "./deadlines";
export type * from "./input";
export { at_first } from "./state";
export type * from "./state";
export { our_viewer, step } from "./step";
export type * from "./unlock";
