/**
 * Finds out which statements of a document belong to another database, before anything is said about them. An answer that takes long is
 * not waited for: the document is looked at again when it is there.
 */
import { answerQuestion, nextQuestion, type SqlDocument } from "../language/index";
import type { Host } from "./host";

/** Longer than the parsers need once they are loaded, and less than an author notices. */
const PATIENCE_MS = 150;

/** Asks about every statement that needs it; most documents have none, and cost nothing. */
export async function learnDialects({ dialectsOf }: Pick<Host, "dialectsOf">, document: SqlDocument): Promise<void> {
  for (let question = nextQuestion(document); question; question = nextQuestion(document)) {
    answerQuestion(document, question, await dialectsOf(question.text));
  }
}

/** The same, for at most a moment; `later` is called when it took longer and is done. */
export async function learnDialectsSoon(host: Pick<Host, "dialectsOf">, document: SqlDocument, later: () => void): Promise<void> {
  if (!nextQuestion(document)) return;
  let isLate = false;
  const learning = learnDialects(host, document).then(() => {
    if (isLate) later();
  });
  let timer: ReturnType<typeof setTimeout> | undefined;
  const patience = new Promise<void>((done) => {
    timer = setTimeout(() => {
      isLate = true;
      done();
    }, PATIENCE_MS);
  });
  await Promise.race([learning, patience]);
  clearTimeout(timer);
}
