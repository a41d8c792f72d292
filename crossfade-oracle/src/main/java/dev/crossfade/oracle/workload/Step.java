package dev.crossfade.oracle.workload;

import dev.crossfade.oracle.journal.Effect;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * One transaction ready to be sent.
 *
 * @param effects what it will have done
 * @param work its statements, without the commit
 * @param committed what its writer remembers once it is committed
 */
record Step(List<Effect> effects, Work work, Runnable committed) {

  /** Statements of a transaction. */
  @FunctionalInterface
  interface Work {
    void run(Connection connection) throws SQLException;
  }

  Step(Effect effect, Work work) {
    this(List.of(effect), work, () -> {});
  }

  Step(List<Effect> effects, Work work) {
    this(effects, work, () -> {});
  }

  /** Fails the transaction unless exactly one row was changed. */
  static void one(int rows) throws SQLException {
    if (rows != 1) {
      throw new NothingToDo();
    }
  }

  /** The row to change is not there or not in a state to be changed; rolled back, no error. */
  static final class NothingToDo extends SQLException {
    private static final long serialVersionUID = 1;

    NothingToDo() {
      super("no such row");
    }
  }
}
