"use client";
// A file of orders: what it would come to, each time that something about it is chosen, and its import.
import { IMPORT_BYTES_MAX, type ImportField, type ImportForecast } from "@order-desk/contract";
import { useMemo, useRef, useState } from "react";
import { ApiError, formlessMessageOf } from "../lib/apiError";
import { IdempotencyKeys } from "../lib/idempotencyKeys";
import { sizeText, type ImportAsk } from "../lib/imports";
import { importApi } from "../services/importApi";
import { useJobs } from "./useJobs";
import { useSettings } from "./useSettings";

type ChosenFile = { readonly name: string; readonly size: number; readonly content: Blob };

type Failure = {
  readonly text: string;
  /** Whether to look at the same file in the same way again may help. */
  readonly canLookAgain: boolean;
};

type State = {
  readonly file?: ChosenFile | undefined;
  readonly ask: ImportAsk;
  /** The last one of this file: it stays while the next one is made, and when that fails. */
  readonly forecast?: ImportForecast | undefined;
  /** Whether it is of what is asked for now. */
  readonly isCurrent: boolean;
  readonly isLooking: boolean;
  readonly isStarting: boolean;
  readonly failure?: Failure | undefined;
};

const FRESH: State = {
  ask: { columns: {}, repeated: "skip" },
  ...{ isCurrent: false, isLooking: false, isStarting: false },
};

const refused = (text: string): State => ({ ...FRESH, failure: { text, canLookAgain: false } });

/** Of a file the server says exactly what to mend. */
function failureOf(error: unknown): Failure {
  const mend = error instanceof ApiError ? error.errors.map(({ message }) => message).join(". ") : "";
  const isFinal =
    error instanceof ApiError && error.status >= 400 && error.status < 500 && error.status !== 429;
  return { text: mend === "" ? formlessMessageOf(error) : mend, canLookAgain: !isFinal };
}

/** Its bytes, which stay what they are when somebody changes the file. */
async function readFile(file: File): Promise<ChosenFile | string> {
  const { name, size } = file;
  const most = sizeText(IMPORT_BYTES_MAX);
  if (size > IMPORT_BYTES_MAX)
    return `${name} is too large: it has ${sizeText(size)}, and ${most} is the most. Import it in parts.`;
  try {
    return { name, size, content: new Blob([await file.arrayBuffer()], { type: "text/csv" }) };
  } catch {
    return `${name} cannot be read. Choose it again.`;
  }
}

/** @param onStarted the server has taken it on */
export function useImport(onStarted: () => void) {
  const { apiUrl } = useSettings();
  const { book } = useJobs();
  const api = useMemo(() => importApi(apiUrl), [apiUrl]);
  // The same press again, when the answer got lost, makes no second job.
  const [keys] = useState(() => new IdempotencyKeys());
  const [state, setState] = useState(FRESH);
  const turn = useRef(0);
  const { file, ask, forecast } = state;

  const look = async (at: ChosenFile, wanted: ImportAsk) => {
    const mine = (turn.current += 1);
    setState((before) => ({
      ...{ ...before, file: at, ask: wanted, isLooking: true, isCurrent: false, failure: undefined },
      forecast: before.file === at ? before.forecast : undefined,
    }));
    const found = await api.forecast(at.content, wanted).then(
      (told) => ({ forecast: told, isCurrent: true }),
      (error: unknown) => ({ failure: failureOf(error) }),
    );
    if (turn.current === mine) setState((before) => ({ ...before, ...found, isLooking: false }));
  };

  const choose = async (chosen: File) => {
    const mine = (turn.current += 1);
    const read = await readFile(chosen);
    if (turn.current !== mine) return;
    keys.forget();
    if (typeof read === "string") setState(refused(read));
    else await look(read, FRESH.ask);
  };

  const start = async () => {
    if (!file || !forecast) return;
    // What was asked for is what was told of: the server reads the same file in the same way.
    setState((before) => ({ ...before, isStarting: true, failure: undefined }));
    try {
      await book.begin(api.start(file.content, ask, keys.keyFor(ask)));
      onStarted();
    } catch (error) {
      // To press Import again is the way to try again.
      const failure = { ...failureOf(error), canLookAgain: false };
      setState((before) => ({ ...before, isStarting: false, failure }));
    }
  };

  return {
    ...state,
    sampleUrl: api.sampleUrl,
    choose,
    start,
    lookAgain: () => file && look(file, ask),
    /** Only what was chosen is named. To name the others too would say more: of a reference, that it is none of our own numbers. */
    setColumn: (field: ImportField, heading: string) =>
      file && look(file, { ...ask, columns: { ...ask.columns, [field]: heading } }),
    setRepeated: (repeated: ImportAsk["repeated"]) => file && look(file, { ...ask, repeated }),
  };
}

export type Import = ReturnType<typeof useImport>;
