/**
 * What to do about a finding, which depends on where its host stands. A log doesn't tell that: the reader says it once,
 * and every finding follows, by style alone. Without a choice it is production, as for the pipeline.
 */
import { ADVICE } from '../../../shared/alert/ocsf-catalogue.ts';
import { ENVIRONMENTS, type Environment } from '../../../shared/incident/incident.ts';
import { type Html, html } from '../../page/html.ts';

const NAMES: Readonly<Record<Environment, string>> = {
  ci: 'CI/CD pipeline',
  staging: 'Staging',
  production: 'Production',
};

function choice(environment: Environment): Html {
  return html`<input type="radio" name="environment" id="env-${environment}"${environment === 'production' ? html` checked` : null}><label for="env-${environment}">${NAMES[environment]}</label>`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The advice for each environment, of which the chosen one is shown. */
export function steps(): Html[] {
  return ENVIRONMENTS.map((environment) => {
    const { first, next, further } = ADVICE[environment];
    return html`<div class="env" data-env="${environment}"><p class="quiet">${NAMES[environment]}</p><ol>${[first, next, further].map((step) => html`<li>${capital(step)}</li>`)}</ol></div>`;
  });
}

/** The section with the choice. */
export function toDoSection(): Html {
  return html`<section aria-labelledby="to-do"><h2 id="to-do">What to do</h2>
<fieldset><legend>Where do these hosts stand?</legend><div class="choices">${ENVIRONMENTS.toReversed().map(choice)}</div></fieldset>
${ENVIRONMENTS.map(
  (environment) =>
    html`<p class="env" data-env="${environment}"><b>At risk in ${environment === 'ci' ? 'a CI/CD pipeline' : environment}:</b> ${capital(ADVICE[environment].atRisk)}</p>`,
)}
<p class="quiet">Each finding below lists what to do there. ldwatch scan does none of it: it only reads.</p></section>`;
}
