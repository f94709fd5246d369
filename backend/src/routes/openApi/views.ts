// The description of shared views.
import { body, header, json, parameter, problems, ref, text } from "./parts.js";

const ID = parameter("path", "id", "The view's `_id`", { type: "string", pattern: "^[0-9a-fA-F]{24}$" });
const IF_MATCH = parameter("header", "If-Match", 'Change only this version: the ETag, as in `"3"`', text);
const IF_NONE_MATCH = parameter(
  "header",
  "If-None-Match",
  "Answer 304 when the view still has this ETag",
  text,
);
const ETAG = { ETag: header("The view's version") };
const one = (description: string, headers: object = {}) => ({
  description,
  headers: { ...ETAG, ...headers },
  content: json(ref("View")),
});
const all = {
  description: "A plain array, from the top",
  content: json({ type: "array", items: ref("View") }),
};

export const viewPaths = {
  "/api/views": {
    get: { summary: "All shared views, from the top", responses: { 200: all, ...problems() } },
    post: {
      summary: "Share a view",
      ...body("NewView"),
      responses: {
        201: one("Created", { Location: header("Where the view is") }),
        ...problems(400, 409, 413, 415, 422),
      },
    },
  },
  "/api/views/order": {
    put: {
      summary: "Put the views into this sequence; those that are left out come after them",
      ...body("ViewOrder"),
      responses: { 200: all, ...problems(400, 413, 415, 422) },
    },
  },
  "/api/views/{id}": {
    get: {
      summary: "One shared view",
      parameters: [ID, IF_NONE_MATCH],
      responses: { 200: one("The view"), 304: { description: "Not changed" }, ...problems(404) },
    },
    patch: {
      summary: "Change the given fields",
      parameters: [ID, IF_MATCH],
      ...body("ViewChanges"),
      responses: { 200: one("The view as it is now"), ...problems(400, 404, 409, 412, 413, 415, 422) },
    },
    delete: {
      summary: "Delete it; it can be brought back for 7 days",
      parameters: [ID],
      responses: { 204: { description: "Deleted" }, ...problems(404) },
    },
  },
  "/api/views/{id}/restore": {
    post: {
      summary: "Bring it back",
      parameters: [ID],
      responses: { 200: one("The view"), ...problems(404, 409) },
    },
  },
};
