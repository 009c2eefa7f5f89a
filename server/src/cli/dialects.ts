/**
 * Finds out which statements of a document belong to another database, before anything is said about them.
 */
import { answerQuestion, nextQuestion, type SqlDocument } from "../language/index";
import type { CliHost } from "./host";

/** Asks about every statement that needs it; most documents have none. */
export async function learnDialects({ dialectsOf }: Pick<CliHost, "dialectsOf">, document: SqlDocument): Promise<void> {
  for (let question = nextQuestion(document); question; question = nextQuestion(document)) {
    answerQuestion(document, question, await dialectsOf(question.text));
  }
}
