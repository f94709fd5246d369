export * from "./events.js";
export * from "./health.js";
export * from "./listQuery.js";
export * from "./money.js";
export * from "./order.js";
export * from "./orderStatus.js";
export * from "./problem.js";
export * from "./text.js";
