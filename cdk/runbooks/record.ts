/**
 * What is written down of a containment: one item of a table for each target, changed by conditions only. It says what was
 * there before, what has still to be done, and which automation works on it; docs/runbooks.md has its attributes.
 *
 * Comparisons of lists are the table's work, too: sets are equal in any order, and a condition can be met or not,
 * which is more than the steps of a runbook can tell by themselves.
 */
import type { ApiCall, Input } from './step.ts';
import { ME, ref } from './steps.ts';

/** The table; its name is known when the document is made. */
export interface RecordTable {
  readonly name: string;
}

/** How a record's item is changed. */
export interface Change {
  /** An expression of DynamoDB; `#name` stands for the attribute of that name. */
  readonly update: string;
  readonly condition: string;
  /** Text by placeholder, `:name`. */
  readonly text?: Readonly<Record<string, string>>;
  /** Sets of text by placeholder: a list, or a reference to one. */
  readonly sets?: Readonly<Record<string, string | readonly string[]>>;
  /** Attributes whose names are made of values: `#before`. */
  readonly names?: Readonly<Record<string, string>>;
}

function namesIn(expressions: string, given: Readonly<Record<string, string>>): Record<string, string> {
  const names = [...expressions.matchAll(/#(\w+)/g)].map(([placeholder, name = '']) => [placeholder, name]);
  return { ...Object.fromEntries(names), ...given };
}

function valuesOf({ text = {}, sets = {} }: Pick<Change, 'text' | 'sets'>): Record<string, Input> {
  return {
    ...Object.fromEntries(Object.entries(text).map(([name, S]) => [name, { S }])),
    ...Object.fromEntries(Object.entries(sets).map(([name, SS]) => [name, { SS }])),
  };
}

/** Where no automation but this one works on the record. */
export const MINE = '#holder = :me';

/** Calls about the record of one target. */
export class ContainmentRecord {
  private readonly table: RecordTable;
  private readonly target: string;

  /** @param parameter - the runbook's parameter that names the target */
  constructor(table: RecordTable, parameter: string) {
    this.table = table;
    this.target = ref(parameter);
  }

  /** The item as it is. */
  read(): ApiCall {
    return { Service: 'dynamodb', Api: 'GetItem', ...this.place(), ConsistentRead: true };
  }

  /** One attribute of it, whose name is made of a value. */
  readOne(name: string): ApiCall {
    return {
      ...this.read(),
      ProjectionExpression: '#one',
      ExpressionAttributeNames: { '#one': name },
    };
  }

  /** A new item, in the place of whatever the condition lets it replace. */
  put(text: Readonly<Record<string, string>>, { condition, ...values }: Omit<Change, 'update'>): ApiCall {
    const item = Object.entries({ ...text, holder: ME }).map(([name, S]) => [name, { S }]);
    return {
      Service: 'dynamodb',
      Api: 'PutItem',
      TableName: this.table.name,
      Item: { target: { S: this.target }, ...Object.fromEntries(item) },
      ConditionExpression: condition,
      ExpressionAttributeNames: namesIn(condition, {}),
      ExpressionAttributeValues: this.values(condition, values),
    };
  }

  /** A change of it. */
  change({ update, condition, names = {}, ...values }: Change): ApiCall {
    return {
      Service: 'dynamodb',
      Api: 'UpdateItem',
      ...this.place(),
      UpdateExpression: update,
      ConditionExpression: condition,
      ExpressionAttributeNames: namesIn(`${update} ${condition}`, names),
      ExpressionAttributeValues: this.values(`${update} ${condition}`, values),
    };
  }

  private place(): { TableName: string; Key: Input } {
    return { TableName: this.table.name, Key: { target: { S: this.target } } };
  }

  private values(expressions: string, values: Pick<Change, 'text' | 'sets'>): Record<string, Input> {
    // DynamoDB refuses values that nothing uses.
    return { ...valuesOf(values), ...(/:me\b/.test(expressions) ? { ':me': { S: ME } } : {}) };
  }
}
