package dev.crossfade.kafka.stream;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.kafka.KafkaProblem;

/** Problems that say: changes may be missing. */
final class Gaps {

  private static final String REPAIR =
      "Do not go on from here: make a new log reader and read the tables of this source again.";

  private Gaps() {}

  static ProblemException cut(String transaction, long first, long second) {
    return Problem.of(
            KafkaProblem.GAP_CUT_TRANSACTION,
            "Transaction %s was cut after %d changes and came again with %d only."
                .formatted(transaction, first, second),
            "The connector was restarted in the middle of the transaction and resumed there, without"
                + " Crossfade's plugin RestartAtCommit; on PostgreSQL rows of one COPY are left out"
                + " then.",
            REPAIR + " Install the plugin in Kafka Connect so that it cannot happen again.")
        .with("transaction", transaction)
        .raise();
  }

  static ProblemException missing(String transaction, long have, long next) {
    return Problem.of(
            KafkaProblem.GAP,
            "Transaction %s has %d changes where number %d should follow."
                .formatted(transaction, have, next),
            "Records are missing in the topic.",
            REPAIR)
        .with("transaction", transaction)
        .raise();
  }

  static ProblemException noBeginning(String transaction) {
    return Problem.of(
            KafkaProblem.GAP,
            "The beginning of transaction " + transaction + " is not in the topic.",
            "The reader did not begin at a boundary, or records were removed.",
            REPAIR)
        .with("transaction", transaction)
        .raise();
  }

  static ProblemException topic(String name, String what) {
    return Problem.of(
            KafkaProblem.GAP_TOPIC,
            "Topic " + name + " " + what + ".",
            "The topic was deleted, re-created, trimmed or changed while it was in use.",
            REPAIR)
        .with("topic", name)
        .raise();
  }
}
