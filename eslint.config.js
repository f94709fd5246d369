// Lint with types. The layering of the code is held here: who may import what, and where settings are read.
import reactHooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";

const TESTS = ["**/*.test.ts", "**/*.test.tsx", "backend/test/**", "e2e/**"];

/** Forbid imports whose path matches one of the patterns. */
const forbid = (files, ignores, patterns) => ({
  files,
  ignores: [...TESTS, ...ignores],
  rules: { "@typescript-eslint/no-restricted-imports": ["error", { patterns }] },
});

const only = (regex, message) => ({ regex, message });
const MONGODB = only("^mongodb", "Only models/ know mongodb.");
const SOCKET = only("^socket\\.io", "Only services/websocketService and services/socket know socket.io.");
const MAILER = only("^nodemailer", "Only services/mailTransport knows Nodemailer.");

export default tseslint.config(
  {
    ignores: [
      "**/dist/",
      "**/.next/",
      "**/next-env.d.ts",
      ".data/",
      "bench/results/",
      "drill/results/",
      "test-results/",
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  {
    files: ["**/*.{ts,tsx}"],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/return-await": ["error", "always"],
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/consistent-type-definitions": "off",
      // `!` is refused, so a cast is the way to say it.
      "@typescript-eslint/non-nullable-type-assertion-style": "off",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
    },
  },
  {
    files: ["**/*.{ts,tsx,js,mjs}"],
    rules: {
      "max-lines": ["error", { max: 200 }],
      "max-lines-per-function": ["error", { max: 60, skipComments: true }],
      eqeqeq: ["error", "always", { null: "ignore" }],
      "no-console": ["error", { allow: ["error"] }],
      "no-restricted-properties": [
        "error",
        { object: "process", property: "env", message: "Settings are read in config/ only." },
      ],
    },
  },
  {
    files: ["**/config/**", "scripts/**", "bench/**", "drill/**", "e2e/**", "*.config.*"],
    rules: { "no-restricted-properties": "off" },
  },
  { files: ["scripts/**", "bench/**", "drill/**", "backend/src/tools/**"], rules: { "no-console": "off" } },
  // A test file is one list of cases: its length is no sign of a function that does too much.
  {
    files: TESTS,
    rules: { "max-lines-per-function": "off", "@typescript-eslint/no-non-null-assertion": "off" },
  },
  {
    files: ["frontend/src/**/*.{ts,tsx}"],
    plugins: { "react-hooks": reactHooks },
    rules: reactHooks.configs.recommended.rules,
  },
  // Contract: zod only.
  forbid(["contract/src/**"], [], [only("^(?!\\./|zod)", "contract/ depends on zod only.")]),
  // Backend: routes → services → models; technology at the rim.
  forbid(
    ["backend/src/**"],
    ["backend/src/models/**", "backend/src/services/**", "backend/src/tools/**"],
    [MONGODB, SOCKET, MAILER],
  ),
  forbid(
    ["backend/src/routes/**", "backend/src/middleware/**"],
    [],
    [MONGODB, SOCKET, MAILER, only("/models/(?!errors\\.js$)", "Routes reach models/ through services/.")],
  ),
  forbid(
    ["backend/src/services/**"],
    ["backend/src/services/websocketService.ts", "backend/src/services/mailTransport.ts"],
    [MONGODB, SOCKET, MAILER, only("/(routes|middleware)/", "Services know nothing of HTTP.")],
  ),
  forbid(
    ["backend/src/models/**"],
    [],
    [SOCKET, MAILER, only("/(routes|middleware|services|emails)/", "models/ are the bottom layer.")],
  ),
  // Frontend: app → components → hooks → services → lib.
  forbid(
    ["frontend/src/lib/**"],
    [],
    [SOCKET, only("/(app|components|hooks|services)/", "lib/ is pure and knows no layer above it.")],
  ),
  forbid(
    ["frontend/src/services/**"],
    ["frontend/src/services/socket.ts"],
    [SOCKET, only("/(app|components|hooks)/", "services/ know no React.")],
  ),
  forbid(["frontend/src/hooks/**"], [], [SOCKET, only("/(app|components)/", "hooks/ know no components.")]),
  forbid(
    ["frontend/src/components/**"],
    [],
    [SOCKET, only("/(app|services)/", "Components reach services through hooks/.")],
  ),
);
