package dev.crossfade.oracle.check;

import dev.crossfade.oracle.Production;
import dev.crossfade.oracle.Source;
import dev.crossfade.oracle.Trial;
import dev.crossfade.oracle.reader.ReaderReport;
import dev.crossfade.oracle.reader.Violation;
import dev.crossfade.oracle.rules.EntityRules;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All oracles together, to be asked when nobody writes and production has caught up. */
public final class Oracles {

  /** A reader looks on if of this many reads at most one fails; a restart of production may. */
  private static final long READS_PER_ERROR = 20;

  private Oracles() {}

  /**
   * Judges a trial.
   *
   * @param seen what a reader saw while the run went on, or null if there was none
   */
  public static Judgement judge(Trial trial, @Nullable ReaderReport seen)
      throws IOException, SQLException {
    Expectations expectations = Expectations.read(trial.journal());
    Ledger ledger = new Ledger();
    List<Verdict> verdicts = new ArrayList<>();
    try (Connection target = trial.production().database().connect()) {
      target.setAutoCommit(false);
      target.setReadOnly(true);
      target.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      for (Source source : Source.values()) {
        probes(trial, source, target, expectations, ledger, verdicts);
      }
      for (LiveTable table : LiveTable.ALL) {
        verdicts.add(new RowsOracle(table, expectations, ledger).check(target, trial.production()));
      }
      verdicts.add(new LogOracle(expectations, ledger).check(target, trial.production()));
      for (EntityRules rules : EntityRules.all()) {
        verdicts.add(fingerprint(trial, rules, target));
      }
      target.commit();
    }
    if (seen != null) {
      verdicts.add(reader(seen));
      ledger.reordered(seen.reordered());
    }
    return new Judgement(verdicts, ledger.writes(expectations.acknowledged()));
  }

  private static void probes(
      Trial trial,
      Source source,
      Connection target,
      Expectations expectations,
      Ledger ledger,
      List<Verdict> verdicts)
      throws SQLException {
    Production production = trial.production();
    try (Connection from = trial.source(source).connect()) {
      verdicts.add(
          new BankOracle(source).check(from, target, production.probe(source, "probe_bank")));
      verdicts.add(
          new RegisterOracle(source, expectations, ledger)
              .check(from, target, production.probe(source, "probe_register")));
      verdicts.add(
          new MarkerOracle(source, expectations, ledger)
              .check(from, target, production.probe(source, "probe_writer")));
      for (ProbeTable table : ProbeTable.ALL) {
        verdicts.add(new SumOracle(source, table, expectations).check(from, target, production));
      }
    }
  }

  private static Verdict fingerprint(Trial trial, EntityRules rules, Connection target)
      throws SQLException {
    try (Connection from = trial.source(rules.source()).connect()) {
      from.setAutoCommit(false);
      return new FingerprintOracle(rules).check(from, target, trial.production());
    }
  }

  private static Verdict reader(ReaderReport seen) {
    Evidence evidence = new Evidence("reader", "production");
    if (seen.polls() > 0 && seen.snapshots() > 0) {
      evidence.checked(seen.polls() + seen.snapshots());
    }
    if (seen.errors() * READS_PER_ERROR > seen.polls() + seen.errors()) {
      evidence.wrong(
          seen.errors() + " reads failed and " + seen.polls() + " did not: it did not look on");
    }
    for (Violation violation : seen.violations()) {
      evidence.wrong(violation.oracle() + " " + violation.what() + " at " + violation.where());
    }
    return evidence.verdict();
  }
}
