// Where every case has been named: a new one does not compile until it is answered.
export function never(value: never): never {
  throw new Error(`a case without an answer: ${JSON.stringify(value)}`);
}
