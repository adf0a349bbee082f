/**
 * Stands in for @aws-sdk/credential-provider-node where the functions are bundled: Lambda hands a function its role's
 * credentials in the environment (AWS: "Defined runtime environment variables"), so that looking for profiles, single
 * sign-on, web identity and metadata services, and the clients that this takes, is code that never runs: 135 KB of it.
 */
export { fromEnv as defaultProvider } from '@aws-sdk/credential-provider-env';
