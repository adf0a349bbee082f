/** JSON that every service takes: SQS and SNS refuse some characters, and with them the whole message. */

/** Not allowed in a message (SQS, "SendMessage"), or better not sent: U+FFFE, U+FFFF and DEL. */
const REFUSED = /[\ufffe\uffff\x7f]/g;

/** As JSON.stringify, with what services refuse as escapes; lone surrogates are escapes already. */
export function plainJson(value: unknown): string {
  return JSON.stringify(value).replace(
    REFUSED,
    (it) => `\\u${it.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
