package dev.crossfade.jdbc.source.postgres;

import dev.crossfade.core.schema.TableId;
import dev.crossfade.jdbc.source.Counter;
import dev.crossfade.jdbc.source.ReadyBook;
import dev.crossfade.jdbc.source.ReadyProblems;
import dev.crossfade.jdbc.source.SourceTransaction;
import dev.crossfade.spi.cutover.ReadinessReport.Subject;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;

/** Lets sequences go past the keys that are there. */
final class SequenceReadiness {

  /** One at a time reads where a sequence stands and sets it, so that none sets it back. */
  private static final String TURN =
      "SELECT pg_advisory_xact_lock(hashtextextended('crossfade.sequences', 0))";

  private final List<TableId> tables;

  SequenceReadiness(List<TableId> tables) {
    this.tables = tables;
  }

  void go(Connection connection, ReadyBook book) throws SQLException {
    for (PostgresSequence sequence : PostgresSequence.of(connection, tables)) {
      if (known(sequence, book)) {
        remark(sequence, book);
        if (book.makes()) {
          SourceTransaction.run(
              connection,
              c -> {
                takeTurn(c);
                advance(c, sequence, book);
                return true;
              });
        } else {
          advance(connection, sequence, book);
        }
      }
    }
  }

  private static void takeTurn(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(TURN);
    }
  }

  private static boolean known(PostgresSequence sequence, ReadyBook book) {
    String name = label(sequence);
    Optional<PostgresSequence.User> hidden =
        sequence.users().stream().filter(user -> !user.readable()).findFirst();
    Optional<PostgresSequence.User> strange =
        sequence.users().stream().filter(user -> !user.number()).findFirst();
    hidden.ifPresent(
        user ->
            book.hinders(
                ReadyProblems.rightMissing(
                    "Keys of " + user.text() + " cannot be read",
                    "GRANT SELECT ON " + user.table() + " to our user")));
    strange.ifPresent(
        user ->
            book.hinders(
                ReadyProblems.untold(
                    name, "values of " + user.text() + " are of type " + user.type())));
    if (!sequence.traits().settable()) {
      book.hinders(
          ReadyProblems.rightMissing(
              name + " cannot be set",
              "GRANT SELECT, UPDATE ON SEQUENCE " + sequence.name() + " to our user"));
    }
    return hidden.isEmpty() && strange.isEmpty() && sequence.traits().settable();
  }

  private static void remark(PostgresSequence sequence, ReadyBook book) {
    if (sequence.traits().cache() > 1) {
      book.notes(ReadyProblems.inHand(label(sequence), sequence.traits().cache()));
    }
    sequence.users().stream()
        .filter(user -> !user.indexed())
        .forEach(user -> book.notes(ReadyProblems.noIndex(user.text())));
  }

  /** A session that takes a value meanwhile takes the next one, or one past the keys. */
  private static void advance(Connection connection, PostgresSequence sequence, ReadyBook book)
      throws SQLException {
    BigInteger farthest = sequence.farthest(connection);
    if (farthest == null) {
      return;
    }
    Counter counter = sequence.counter(connection);
    Optional<BigInteger> next = counter.beyond(farthest);
    if (next.isEmpty()) {
      book.hinders(ReadyProblems.exhausted(label(sequence), farthest.toString()));
    } else if (sequence.traits().cycles()) {
      book.hinders(ReadyProblems.cycles(label(sequence)));
    } else if (!counter.past(farthest)) {
      if (book.makes()) {
        sequence.set(connection, next.get());
      }
      book.item(
          Subject.SEQUENCE,
          sequence.name() + " of " + sequence.users().get(0).text(),
          counter.next(),
          next.get());
    }
  }

  private static String label(PostgresSequence sequence) {
    return "Sequence " + sequence.name();
  }
}
