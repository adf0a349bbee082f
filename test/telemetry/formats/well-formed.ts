/** What is left of an execution where a tool's JSON can't hold bytes that are no UTF-8: U+FFFD stands for each. */
export function wellFormed<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value), (_key, part: unknown) =>
    typeof part === 'string' ? part.toWellFormed() : part,
  ) as Value;
}
