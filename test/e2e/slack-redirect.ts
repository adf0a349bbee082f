/**
 * Loaded into the Node.js of the functions before they are: what they send to Slack goes to the test's own server. So the
 * functions are what would be deployed, and know of no other address.
 */
const SLACK = 'https://slack.com/api/';
const { fetch } = globalThis;
const elsewhere = process.env['LDWATCH_E2E_SLACK_API'];

if (elsewhere !== undefined)
  globalThis.fetch = (url, init) =>
    fetch(typeof url === 'string' && url.startsWith(SLACK) ? url.replace(SLACK, elsewhere) : url, init);
