/** What a decision takes from outside: no clock and no random in here. */
export interface DecideContext {
  /** user or service entity reference */
  by: string;
  /** RFC 3339 UTC, the time that the events will be recorded at */
  at: string;
  /** a new unique identifier without prefix */
  newId: () => string;
}
